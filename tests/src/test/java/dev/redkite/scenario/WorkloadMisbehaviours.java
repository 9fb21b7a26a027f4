package dev.redkite.scenario;

import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.acm.FakeAcmClient;
import dev.redkite.sandbox.kubernetes.StatusException;
import dev.redkite.sandbox.milvus.FakeMilvus;
import java.time.Duration;
import java.util.List;

/** What runs in the cluster, and the way into it. */
final class WorkloadMisbehaviours {

    private static final String CERTIFICATE = "arn:aws:acm:us-west-2:123456789012:certificate/0a1c0000-0000-4000-8000-000000000001";

    /** https://github.com/eficode-academy/kubernetes-katas/issues/115. */
    private static final String TOO_MANY_LOAD_BALANCERS = "TooManyLoadBalancers: The maximum number of load balancers has been reached";

    private static final String NO_IMAGE = "Back-off pulling image \"public.ecr.aws/eks/aws-load-balancer-controller:v3.5.0\"";

    /** https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html, errors. */
    private static final String TOO_MANY_ZONES = "This operation can't be completed because the current account has reached the limit on the number of hosted zones.";

    /** Brokers, nodes and controller stand by then. */
    private static final Duration BEFORE = Duration.ofMinutes(35);

    private WorkloadMisbehaviours() {}

    static List<Misbehaviour> all() {
        return List.of(
                inCluster("The Kubernetes API's certificate has expired")
                        .begins(sandbox -> sandbox.clusters().faults().certificateExpires())
                        .as("Transient")
                        .names("The Kubernetes API of redkite-demo gave no answer")
                        .quotes("validity check failed")
                        .advises("Next: have the certificate renewed")
                        .barsTeardown()
                        .within(Duration.ofMinutes(25)),
                inCluster("The Kubernetes API takes no token")
                        .begins(sandbox -> sandbox.clusters().faults().refuses(_ -> true, StatusException.of(401, "Unauthorized", "Unauthorized")))
                        .as("Transient")
                        .names("The Kubernetes API of redkite-demo answered 401")
                        .quotes("Unauthorized")
                        .advises("Next: see that the function's role and its access entry still stand")
                        .barsTeardown()
                        .within(Duration.ofMinutes(25)),
                inCluster("The controller's webhook has no endpoints")
                        .begins(sandbox -> sandbox.clusters().faults().podsFail("aws-load-balancer-controller", "ImagePullBackOff", NO_IMAGE))
                        .as("StagePending")
                        .names("no endpoints available for service \"aws-load-balancer-webhook-service\" in kube-system; pod aws-load-balancer-controller-")
                        .quotes("ImagePullBackOff: " + NO_IMAGE)
                        .advises("Next: read kubectl -n kube-system describe pods")
                        .within(Duration.ofMinutes(16 + 21)),
                inCluster("Helm's release stays pending")
                        .begins(sandbox -> sandbox.clusters().faults().refuses(
                                request -> request.verb().equals("update") && request.name().startsWith("sh.helm.release.v1.milvus"),
                                StatusException.of(500, "InternalError", "etcdserver: mvcc: database space exceeded")))
                        .as("Transient")
                        .names("sh.helm.release.v1.milvus.v1")
                        .quotes("etcdserver: mvcc: database space exceeded")
                        .advises("Next: redrive the execution once the service answers again")
                        .within(BEFORE.plus(Duration.ofMinutes(20))));
    }

    static List<Misbehaviour> ofLoadBalancers() {
        return List.of(
                Misbehaviour.of("The account's hosted zones are used up", "50-domain")
                        .begins(sandbox -> sandbox.world().refuses("Route53:CreateHostedZone", Errors.of("Route53", 400, "TooManyHostedZones", TOO_MANY_ZONES)))
                        .ends(sandbox -> sandbox.world().acceptsAgain("Route53:CreateHostedZone"))
                        .names("Private zone example.internal")
                        .quotes("TooManyHostedZones: " + TOO_MANY_ZONES)
                        .advises("Next: raise the quota Hosted zones in US East (N. Virginia) (route53, L-4EA4796A) in Service Quotas")
                        .within(BEFORE.plus(Duration.ofMinutes(5))),
                Misbehaviour.of("The account's load balancers are used up", "01-minimal")
                        .begins(sandbox -> sandbox.world().elasticLoadBalancing().refusesNew(TOO_MANY_LOAD_BALANCERS))
                        .ends(sandbox -> sandbox.world().elasticLoadBalancing().refusesNew(null))
                        .as("StagePending")
                        .names("Service milvus")
                        .quotes("FailedDeployModel, Failed deploy model due to " + TOO_MANY_LOAD_BALANCERS)
                        .advises("Next: raise the quota Network Load Balancers per Region (elasticloadbalancing, L-69A177A2) in Service Quotas")
                        .within(BEFORE.plus(Duration.ofMinutes(31))),
                Misbehaviour.of("A certificate is deleted meanwhile", "51-certificates")
                        .begins(sandbox -> AccountMisbehaviours.pastTheDoor(sandbox, () -> sandbox.world().fake(FakeAcmClient.class).delete(CERTIFICATE)))
                        .ends(sandbox -> sandbox.world().fake(FakeAcmClient.class).standing("0a1c0000-0000-4000-8000-000000000001", "*.milvus.example.com", "*.attu.example.com"))
                        .as("StagePending")
                        .names("Service milvus")
                        .quotes("FailedDeployModel, Failed deploy model due to CertificateNotFound: Certificate '%s' not found".formatted(CERTIFICATE))
                        .advises("Next: name another certificate in exposure.certificateArn or attu.certificateArn, or leave it out")
                        .within(BEFORE.plus(Duration.ofMinutes(31))),
                Misbehaviour.of("The Network Load Balancer never becomes healthy", "01-minimal")
                        .begins(sandbox -> sandbox.world().elasticLoadBalancing().failsHealthChecks(true))
                        .ends(sandbox -> sandbox.world().elasticLoadBalancing().failsHealthChecks(false))
                        .as("StagePending")
                        .names("of load balancer demo-g1-milvus")
                        .quotes("is unhealthy, Target.FailedHealthChecks (Health checks failed)")
                        .advises("security groups and network ACLs between load balancer and nodes")
                        .within(BEFORE.plus(Duration.ofMinutes(31))),
                inCluster("Milvus answers, and no index is ever built")
                        .begins(sandbox -> sandbox.clusters().faults().milvus(FakeMilvus::buildsIndexesNever))
                        .as("Transient")
                        .names("Milvus (pod milvus/milvus-proxy-")
                        .quotes("did not come past the step create index within 300 s: the index of the field vector is InProgress")
                        .advises("Next: read the logs of the index nodes (from 2.6 on the data nodes), which write indexes to the object storage")
                        .within(BEFORE.plus(Duration.ofMinutes(10))),
                inCluster("Milvus answers, and its searches are wrong")
                        .begins(sandbox -> sandbox.clusters().faults().milvus(FakeMilvus::answersWrongDistances))
                        .names("Milvus (pod milvus/milvus-proxy-")
                        .quotes("answers wrongly at the step search")
                        .advises("Next: read the logs of the query and data nodes, mend the cause, then redrive the execution")
                        .within(BEFORE.plus(Duration.ofMinutes(10))));
    }

    private static Misbehaviour inCluster(String title) {
        return Misbehaviour.of(title, "01-minimal").ends(WorkloadMisbehaviours::cure);
    }

    private static void cure(Sandbox sandbox) {
        sandbox.clusters().faults().cured();
    }
}
