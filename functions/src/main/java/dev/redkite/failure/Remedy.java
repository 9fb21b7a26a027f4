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
     * The words: of EC2,
     * https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/429; of EKS,
     * https://github.com/pulumi/pulumi-eks/issues/1311; of node groups, https://github.com/klothoplatform/klotho/pull/311
     * and https://github.com/terraform-aws-modules/terraform-aws-eks/issues/2149; of S3,
     * https://github.com/milliHQ/terraform-aws-next-js/issues/15; of KMS, https://github.com/convox/rack/pull/347; of the
     * load balancer controller, https://github.com/eficode-academy/kubernetes-katas/issues/115. MSK's are not published,
     * so whatever it says of too many brokers counts.
     */
    private static final List<Remedy> QUOTAS = List.of(
            quota("VpcLimitExceeded", ServiceQuota.VPCS),
            quota("the only one that is wanted: .*AddressLimitExceeded", ServiceQuota.ELASTIC_IPS, Optional.empty()),
            quota("AddressLimitExceeded", ServiceQuota.ELASTIC_IPS),
            quota("NatGatewayLimitExceeded", ServiceQuota.NAT_GATEWAYS),
            quota("InternetGatewayLimitExceeded", ServiceQuota.INTERNET_GATEWAYS),
            quota("RulesPerSecurityGroupLimitExceeded", ServiceQuota.SECURITY_GROUP_RULES),
            quota("SecurityGroupLimitExceeded", ServiceQuota.SECURITY_GROUPS),
            quota("VcpuLimitExceeded|vCPU (capacity|limit)", ServiceQuota.STANDARD_VCPUS),
            quota("Cluster limit exceeded", ServiceQuota.KUBERNETES_CLUSTERS),
            quota("(?i)\\bbrokers\\b.*(limit|quota|maximum|exceed)|(limit|quota|maximum|exceed).*\\bbrokers\\b", ServiceQuota.KAFKA_BROKERS),
            quota("TooManyBuckets", ServiceQuota.BUCKETS),
            quota("Key quota for this account", ServiceQuota.KEYS),
            quota("Secrets Manager quotas", ServiceQuota.SECRETS),
            quota("TooManyHostedZones", ServiceQuota.HOSTED_ZONES),
            quota("Service \\S+: .*TooManyLoadBalancers", ServiceQuota.NETWORK_LOAD_BALANCERS),
            quota("TooManyLoadBalancers", ServiceQuota.APPLICATION_LOAD_BALANCERS));

    private static final Remedy ADDRESSES = new Remedy(
            saying("InsufficientFreeAddresses|IpNotAvailable|[Ff]ree IPs|enough free addresses|Not enough IP space"), true,
            "free addresses in that subnet, then redrive the execution; or recreate the environment in larger subnets (network.subnetIds)");

    /**
     * EKS' words: https://github.com/kubeflow/kubeflow/issues/3316; that MSK refuses zones:
     * https://docs.aws.amazon.com/msk/latest/developerguide/msk-create-cluster.html.
     */
    private static final Remedy ZONES = new Remedy(
            saying("UnsupportedAvailabilityZone|unsupported [Aa]vailability [Zz]one|targeted availability zone|supported in your requested Availability Zone"), true,
            "recreate the environment in other zones (network.zones, or network.subnetIds where subnets are yours), or redrive the execution once the zone has capacity again");

    /** Of a group that stands, whose type is fixed; that it can be scaled: https://github.com/aws/containers-roadmap/issues/2326. */
    private static final Remedy MORE_NODES = new Remedy(
            saying("^NodeGroup: Node group .* is DEGRADED: AsgInstanceLaunchFailures .*(InsufficientInstanceCapacity|sufficient \\S* ?capacity)"), false,
            "redrive the execution later, for capacity comes and goes; or ask for as many nodes as there were (nodes.count) and send the request"
                    + " again");

    private static final Remedy CAPACITY = new Remedy(
            saying("InsufficientInstanceCapacity|sufficient \\S* ?capacity|InsufficientCapacity"), false,
            "redrive the execution later, for capacity comes and goes; or ask for another instance type (nodes.instanceType) and send the request"
                    + " again; or recreate the environment in other zones (network.zones, or network.subnetIds where subnets are yours)");

    /** https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html#managed-node-update-upgrade. */
    private static final Remedy EVICTION = new Remedy(
            saying("PodEvictionFailure"), true,
            "let the pods go that may not be evicted (kubectl get poddisruptionbudgets --all-namespaces tells which allow no disruption),"
                    + " then redrive the execution");

    /** A node group's words: https://github.com/eksctl-io/eksctl/issues/4203. */
    private static final Remedy DEPENDENT = new Remedy(
            saying("DependencyViolation|has a dependent object"), false,
            "remove what still uses what is named (network interfaces, rules of other security groups), then redrive the execution");

    /** https://docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html; its words are not published. */
    private static final Remedy CLUSTER_GUARD = new Remedy(
            saying("(?i)^(EKS cluster|Eks answered).*deletion.?protection"), false,
            "switch the deletion protection of the cluster off (aws eks update-cluster-config --name <the cluster> --no-deletion-protection),"
                    + " then redrive the execution");

    private static final Remedy GUARD = new Remedy(
            saying("deletion.protection is enabled"), false,
            "switch the deletion protection off, in the annotation of Service or Ingress or by aws elbv2 modify-load-balancer-attributes"
                    + " --attributes Key=deletion_protection.enabled,Value=false, then redrive the execution");

    /** Elastic Load Balancing's words: https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/3334. */
    private static final Remedy SERVER_CERTIFICATE = new Remedy(
            saying("CertificateNotFound|UnsupportedCertificate"), false,
            "name another certificate in exposure.certificateArn or attu.certificateArn, or leave it out, and send the request again");

    private static final Remedy CERTIFICATE = new Remedy(
            saying("PKIX|SSLHandshakeException|x509|certificate (has )?expired"), false,
            "have the certificate renewed (EKS renews its own; a proxy in between may not), then redrive the execution,"
                    + " which reads the cluster's certificate authority anew");

    private static final Remedy TOKEN = new Remedy(
            saying("ExpiredToken|RequestExpired|\\bUnauthorized\\b"), false,
            "see that the function's role and its access entry still stand, then redrive the execution; every call takes a new token");

    /** Of what runs in Milvus' namespace: only there do the user's own values decide, and a redrive has the old ones. */
    private static final String RELEASE = "^(Exposure|HealthProbe): .*";

    /** The kubelet's reasons (https://kubernetes.io/docs/concepts/containers/images/). */
    private static final Remedy IMAGE = new Remedy(
            saying(RELEASE + "(ImagePullBackOff|ErrImagePull|InvalidImageName)"), false,
            "see that the nodes can pull that image (kubectl -n milvus describe pods tells more), then redrive the execution;"
                    + " or name another in milvus.helmValues and send the request again");

    /** The scheduler's words: https://kubernetes.io/docs/concepts/scheduling-eviction/scheduling-framework/. */
    private static final Remedy PLACE = new Remedy(
            saying(RELEASE + "Unschedulable: .*(affinity|taint|topology spread)"), false,
            "give a node what those pods ask for (kubectl describe nodes tells what they have), then redrive the execution;"
                    + " or leave it out of milvus.helmValues and send the request again");

    private static final Remedy ROOM = new Remedy(
            saying(RELEASE + "Unschedulable: .*(Insufficient|Too many pods)"), false,
            "remove what else takes the nodes' room (kubectl describe nodes tells what does), then redrive the execution;"
                    + " or ask for less in milvus.helmValues and send the request again");

    /** A redrive begins at the first stage, so nodes and controller are looked at again, and put right, before whoever needs them. */
    private static final Remedy CONTROLLER = new Remedy(
            saying("^Exposure: .*no pod of the load balancer controller is ready|^Milvus(Foundation|Release): .*no endpoints available for service"
                    + " \"aws-load-balancer-webhook-service\""), false,
            "redrive the execution, which puts nodes and load balancer controller right where somebody has changed them");

    /** The user deletes what holds a namespace, and a redrive makes it anew. */
    private static final Remedy NAMESPACE = new Remedy(
            saying("^Milvus(Foundation|Release): namespace \\S+ is being deleted"), false,
            "let whoever set what holds it finish, or take that off (kubectl get namespace milvus --output yaml tells what it is),"
                    + " then redrive the execution");

    /** The first whose words are in it. */
    public static Optional<Remedy> find(String said) {
        return Stream.concat(QUOTAS.stream(), Stream.of(ADDRESSES, ZONES, MORE_NODES, CAPACITY, EVICTION, DEPENDENT, CLUSTER_GUARD, GUARD, SERVER_CERTIFICATE,
                        CERTIFICATE, TOKEN,
                        CONTROLLER, NAMESPACE, IMAGE, PLACE, ROOM))
                .filter(remedy -> remedy.words.test(said))
                .findFirst();
    }

    private static Remedy quota(String words, ServiceQuota quota) {
        return quota(words, quota, quota.otherwise());
    }

    /** A redrive has its old input: what is asked for otherwise is sent again. */
    private static Remedy quota(String words, ServiceQuota quota, Optional<String> otherwise) {
        return new Remedy(saying(words), true, "raise the quota %s in Service Quotas, or %s, then redrive the execution%s".formatted(
                quota, quota.room(), otherwise.map("; or %s and send the request again"::formatted).orElse("")));
    }

    private static Predicate<String> saying(String words) {
        return Pattern.compile(words, Pattern.DOTALL).asPredicate();
    }
}
