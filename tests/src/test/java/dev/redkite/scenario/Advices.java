package dev.redkite.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.acm.FakeAcmClient;
import dev.redkite.scenario.Advice.Amended;
import dev.redkite.scenario.Advice.Cured;
import dev.redkite.scenario.Advice.Recreated;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/** Every move that docs/failures.md offers, row by row. */
final class Advices {

    private static final String BUCKET = "my-milvus-data";
    private static final String ANOTHER = "0a1c0000-0000-4000-8000-000000000003";
    private static final String ANOTHER_CERTIFICATE = "arn:aws:acm:us-west-2:123456789012:certificate/" + ANOTHER;

    private final Map<String, List<Advice>> rows = new LinkedHashMap<>();

    private Advices() {}

    static List<Advice> of(Misbehaviour row) {
        List<Advice> advices = all().get(row.title());
        if (advices == null) {
            throw new AssertionError("nobody has followed the advice of the row " + row.title());
        }
        return advices.stream().map(advice -> curing(row, advice)).toList();
    }

    /** Unless it has a cure of its own, the row's. */
    private static Advice curing(Misbehaviour row, Advice advice) {
        return advice instanceof Cured(String said, Consumer<Sandbox> cure) && cure == null ? new Cured(said, row.end()) : advice;
    }

    private static Map<String, List<Advice>> all() {
        Advices advices = new Advices();
        advices.ofAccounts();
        advices.ofKafka();
        advices.ofClusters();
        advices.ofWorkloads();
        advices.ofData();
        return advices.rows;
    }

    private void row(String title, Advice... advices) {
        rows.put(title, List.of(advices));
    }

    private static Cured cured(String said) {
        return new Cured(said, null);
    }

    private static Advice quota(String name) {
        return cured("raise the quota " + name + " in Service Quotas");
    }

    private void ofAccounts() {
        row("The account's VPCs are used up",
                new Cured("raise the quota VPCs per Region (vpc, L-F678F1CE) in Service Quotas",
                        sandbox -> sandbox.world().allow(sandbox.world().place().quotas().with(ServiceQuota.VPCS, 10))),
                cured("delete a VPC"),
                new Amended("name subnets of an existing one in network.subnetIds", subnets("1", "2", "3")));
        row("The account's Elastic IP addresses are used up",
                new Cured("raise the quota EC2-VPC Elastic IPs (ec2, L-0263D0A3) in Service Quotas",
                        sandbox -> sandbox.world().allow(sandbox.world().place().quotas().with(ServiceQuota.ELASTIC_IPS, 10))),
                cured("release an Elastic IP address"),
                new Amended("ask for network.natGateways single", specification -> specification.withObject("/network").put("natGateways", "single")));
        row("A subnet has too few addresses",
                cured("mend what is named"),
                new Amended("name other subnets in network.subnetIds", subnets("1", "2", "6")));
        row("The account's buckets are used up",
                quota("General purpose buckets (s3, L-DC2B2D3D)"),
                cured("delete a bucket"),
                new Amended("name an existing one in storage.bucket", specification -> specification.withObject("/storage").put("bucket", BUCKET)));
        row("The functions' credentials have expired",
                cured("see that the function's role and its access entry still stand"));
    }

    private static final Recreated OTHER_ZONES =
            new Recreated("recreate the environment in other zones (network.zones, or network.subnetIds where subnets are yours)", subnets("1", "2"));
    private static final Recreated LARGER_SUBNETS =
            new Recreated("recreate the environment in larger subnets (network.subnetIds)", subnets("4", "2", "6"));

    private void ofKafka() {
        row("MSK lacks a zone", OTHER_ZONES, cured("redrive the execution once the zone has capacity again"));
        row("The account's MSK brokers are used up",
                quota("Number of brokers per account (kafka, L-EDD31C36)"), cured("delete an MSK cluster"));
        row("MSK ends FAILED, three times", cured("redrive the execution; if it ends so again, ask AWS Support with the service's words"));
        row("MSK takes a change of the brokers back, twice", mended());
        row("The account's KMS keys are used up",
                quota("Customer Master Keys (CMKs) (kms, L-C2F1777E)"), cured("schedule the deletion of keys"));
        row("The account's secrets are used up", quota("Secrets per Region (secretsmanager, L-2F66C23C)"), cured("delete secrets"));
    }

    private void ofClusters() {
        row("The account's EKS clusters are used up", quota("Clusters (eks, L-1194D53C)"), cured("delete an EKS cluster"));
        row("A zone has no room for the control plane", OTHER_ZONES, cured("redrive the execution once the zone has capacity again"));
        row("The control plane finds no addresses", cured("free addresses in that subnet"), LARGER_SUBNETS);
        row("The control plane ends FAILED, three times",
                cured("redrive the execution; if it ends so again, ask AWS Support with the service's words"));
        row("One zone has no machines for the nodes",
                cured("redrive the execution later, for capacity comes and goes"),
                new Amended("ask for another instance type (nodes.instanceType)", specification ->
                        specification.withObject("/nodes").put("instanceType", "m7i.2xlarge")),
                OTHER_ZONES);
        row("The account's vCPUs are used up",
                quota("Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances (ec2, L-1216C47A)"),
                cured("stop instances"),
                new Amended("ask for fewer or smaller nodes", specification ->
                        specification.withObject("/milvus").put("highAvailability", false)));
        row("The nodes find no addresses", cured("free addresses in that subnet"), LARGER_SUBNETS);
        row("An add-on stays DEGRADED", unready());
        row("More nodes cannot be had",
                cured("redrive the execution later, for capacity comes and goes"),
                new Amended("ask for as many nodes as there were (nodes.count)", specification -> specification.withObject("/nodes").put("count", 3)));
        row("An update of the control plane finds no addresses", cured("free addresses in that subnet"), LARGER_SUBNETS);
        row("Pods that may not be evicted keep the nodes' update from going on",
                cured("let the pods go that may not be evicted (kubectl get poddisruptionbudgets --all-namespaces tells which allow no disruption)"));
        row("New nodes do not join, twice in an update", mended());
        row("An add-on's update fails, twice", mended());
    }

    private static Advice mended() {
        return cured("mend what is named, then redrive the execution; if it ends so again, ask AWS Support with the service's words");
    }

    private static Advice unready() {
        return cured("read kubectl -n kube-system describe pods and the logs of what is not ready, mend the cause");
    }

    private void ofWorkloads() {
        row("The Kubernetes API's certificate has expired",
                cured("have the certificate renewed (EKS renews its own; a proxy in between may not), then redrive the execution,"
                        + " which reads the cluster's certificate authority anew"));
        row("The Kubernetes API takes no token", cured("see that the function's role and its access entry still stand"));
        row("The controller's webhook has no endpoints", unready());
        row("Helm's release stays pending",
                cured("redrive the execution once the service answers again (the AWS Health Dashboard tells of outages)"));
        row("The account's load balancers are used up",
                quota("Network Load Balancers per Region (elasticloadbalancing, L-69A177A2)"), cured("delete a Network Load Balancer"));
        row("The account's hosted zones are used up",
                quota("Hosted zones in US East (N. Virginia) (route53, L-4EA4796A)"), cured("delete a hosted zone"),
                new Amended("name a zone of yours in exposure.domain.hostedZone", specification ->
                        specification.withObject("/exposure").putObject("domain").put("hostedZone", "example.com")));
        row("A certificate is deleted meanwhile",
                new Amended("name another certificate in exposure.certificateArn or attu.certificateArn", specification -> {
                    specification.withObject("/exposure").put("certificateArn", ANOTHER_CERTIFICATE);
                    specification.withObject("/attu").put("certificateArn", ANOTHER_CERTIFICATE);
                }),
                new Amended("leave it out", specification -> {
                    specification.withObject("/exposure").remove("certificateArn");
                    specification.withObject("/attu").remove("certificateArn");
                }));
        row("The Network Load Balancer never becomes healthy",
                cured("mend what is named; where targets are not healthy, look at the pods (kubectl -n milvus get pods) and at the security groups"
                        + " and network ACLs between load balancer and nodes"));
        row("Milvus answers, and no index is ever built",
                cured("read the logs of the index nodes (from 2.6 on the data nodes), which write indexes to the object storage, mend the cause"));
        row("Milvus answers, and its searches are wrong", cured("read the logs of the query and data nodes, mend the cause"));
    }

    private void ofData() {
        Stream.of(PauseMisbehaviours.all(), BackupMisbehaviours.all(), RestoreMisbehaviours.all()).flatMap(List::stream).forEach(row -> row(row.title(), cured(row.said().getLast().replaceFirst("^Next: ", ""))));
    }

    private static Consumer<ObjectNode> subnets(String... numbers) {
        Map<String, String> zones = Map.of("1", "a", "2", "b", "3", "c", "4", "a", "6", "c");
        return specification -> Stream.of(numbers).map(number -> "subnet-0a1%s000000000000%s".formatted(zones.get(number), number))
                .forEach(specification.putObject("network").putArray("subnetIds")::add);
    }

    /** What advice names as existing, exists. */
    static void prepare(Sandbox sandbox) {
        sandbox.world().fake(FakeAcmClient.class).standing(ANOTHER, "*.milvus.example.com", "*.attu.example.com");
        sandbox.world().client(S3Client.class).createBucket(request -> request.bucket(BUCKET)
                .createBucketConfiguration(where -> where.locationConstraint("us-west-2")));
    }
}
