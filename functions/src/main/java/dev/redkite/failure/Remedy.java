package dev.redkite.failure;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What people can do about the things that services run out of. It is found by the service's own words, because where
 * a resource ends in failure, instead of a request, there is no code but in them.
 *
 * @param definite whether asking again cannot help before somebody has acted
 * @param next     the next move, without a full stop
 */
public record Remedy(Predicate<String> words, boolean definite, String next) {

    /**
     * Names and codes of quotas as Service Quotas has them
     * (https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html, page by page; all in one list:
     * https://github.com/gruntwork-io/terraform-aws-utilities/blob/main/docs/quotas.md). The words: of EC2,
     * https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/429; of EKS,
     * https://github.com/pulumi/pulumi-eks/issues/1311; of node groups, https://github.com/klothoplatform/klotho/pull/311
     * and https://github.com/terraform-aws-modules/terraform-aws-eks/issues/2149; of S3,
     * https://github.com/milliHQ/terraform-aws-next-js/issues/15; of KMS, https://github.com/convox/rack/pull/347; of the
     * load balancer controller, https://github.com/eficode-academy/kubernetes-katas/issues/115. MSK's are not published,
     * so whatever it says of too many brokers counts.
     */
    private static final List<Remedy> QUOTAS = List.of(
            quota("VpcLimitExceeded", "VPCs per Region", "vpc", "L-F678F1CE", "delete a VPC",
                    "name subnets of an existing one in network.subnetIds"),
            quota("AddressLimitExceeded", "EC2-VPC Elastic IPs", "ec2", "L-0263D0A3", "release an Elastic IP address",
                    "ask for network.natGateways single"),
            quota("NatGatewayLimitExceeded", "NAT gateways per Availability Zone", "vpc", "L-FE5A380F", "delete a NAT gateway"),
            quota("InternetGatewayLimitExceeded", "Internet gateways per Region", "vpc", "L-A4707A72", "delete an internet gateway"),
            quota("RulesPerSecurityGroupLimitExceeded", "Inbound or outbound rules per security group", "vpc", "L-0EA8095F",
                    "remove rules of that group", "name fewer sourceRanges"),
            quota("SecurityGroupLimitExceeded", "VPC security groups per Region", "vpc", "L-E79EC296", "delete security groups"),
            quota("VcpuLimitExceeded|vCPU (capacity|limit)", "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances", "ec2",
                    "L-1216C47A", "stop instances", "ask for fewer or smaller nodes"),
            quota("Cluster limit exceeded", "Clusters", "eks", "L-1194D53C", "delete an EKS cluster"),
            quota("(?i)\\bbrokers\\b.*(limit|quota|maximum|exceed)|(limit|quota|maximum|exceed).*\\bbrokers\\b", "Number of brokers per account",
                    "kafka", "L-EDD31C36", "delete an MSK cluster"),
            quota("TooManyBuckets", "General purpose buckets", "s3", "L-DC2B2D3D", "delete a bucket",
                    "name an existing one in storage.bucket"),
            quota("Key quota for this account", "Customer Master Keys (CMKs)", "kms", "L-C2F1777E", "schedule the deletion of keys"),
            quota("Secrets Manager quotas", "Secrets per Region", "secretsmanager", "L-2F66C23C", "delete secrets"),
            quota("Service \\S+: .*TooManyLoadBalancers", "Network Load Balancers per Region", "elasticloadbalancing", "L-69A177A2",
                    "delete a Network Load Balancer"),
            quota("TooManyLoadBalancers", "Application Load Balancers per Region", "elasticloadbalancing", "L-53DA6B97",
                    "delete an Application Load Balancer"));

    private static final Remedy ADDRESSES = new Remedy(
            saying("InsufficientFreeAddresses|[Ff]ree IPs|enough free addresses"), true,
            "free addresses in that subnet, then redrive the execution; or recreate the environment in larger subnets (network.subnetIds)");

    /**
     * EKS' words: https://github.com/kubeflow/kubeflow/issues/3316; that MSK refuses zones:
     * https://docs.aws.amazon.com/msk/latest/developerguide/msk-create-cluster.html.
     */
    private static final Remedy ZONES = new Remedy(
            saying("UnsupportedAvailabilityZone|unsupported [Aa]vailability [Zz]one|targeted availability zone"), true,
            "recreate the environment with subnets in other zones (network.subnetIds), or redrive the execution once the zone has capacity again");

    private static final Remedy CAPACITY = new Remedy(
            saying("InsufficientInstanceCapacity|sufficient \\S* ?capacity|InsufficientCapacity"), false,
            "redrive the execution later, for capacity comes and goes; or ask for another instance type (nodes.instanceType) and send the request"
                    + " again; or recreate the environment with subnets in other zones (network.subnetIds)");

    /** A node group's words: https://github.com/eksctl-io/eksctl/issues/4203. */
    private static final Remedy DEPENDENT = new Remedy(
            saying("DependencyViolation|has a dependent object"), false,
            "remove what still uses what is named (network interfaces, rules of other security groups), then redrive the execution");

    private static final Remedy GUARD = new Remedy(
            saying("deletion.protection is enabled"), false,
            "switch the deletion protection off, in the annotation of Service or Ingress or by aws elbv2 modify-load-balancer-attributes"
                    + " --attributes Key=deletion_protection.enabled,Value=false, then redrive the execution");

    private static final Remedy CERTIFICATE = new Remedy(
            saying("PKIX|SSLHandshakeException|x509|certificate (has )?expired"), false,
            "have the certificate renewed (EKS renews its own; a proxy in between may not), then redrive the execution,"
                    + " which reads the cluster's certificate authority anew");

    private static final Remedy TOKEN = new Remedy(
            saying("ExpiredToken|RequestExpired|\\bUnauthorized\\b"), false,
            "see that the function's role and its access entry still stand, then redrive the execution; every call takes a new token");

    /** The first whose words are in it. */
    public static Optional<Remedy> find(String said) {
        return Stream.concat(QUOTAS.stream(), Stream.of(ADDRESSES, ZONES, CAPACITY, DEPENDENT, GUARD, CERTIFICATE, TOKEN))
                .filter(remedy -> remedy.words.test(said))
                .findFirst();
    }

    private static Remedy quota(String words, String name, String service, String code, String room) {
        return new Remedy(saying(words), true,
                "raise the quota %s (%s, %s) in Service Quotas, or %s, then redrive the execution".formatted(name, service, code, room));
    }

    /** A redrive has its old input: what is asked for otherwise is sent again. */
    private static Remedy quota(String words, String name, String service, String code, String room, String otherwise) {
        return new Remedy(saying(words), true,
                quota(words, name, service, code, room).next() + "; or " + otherwise + " and send the request again");
    }

    private static Predicate<String> saying(String words) {
        return Pattern.compile(words, Pattern.DOTALL).asPredicate();
    }
}
