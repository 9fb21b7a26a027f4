package dev.redkite.environment;

import dev.redkite.failure.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What AWS says about the account at the moment of the request: all that planning cannot compute.
 *
 * @param at                 that moment
 * @param kubernetesVersions versions that EKS offers now
 * @param kafkaVersions      versions of which MSK makes clusters now; empty when nobody could read them
 * @param zones              availability zones of the region, in order
 * @param subnets            those of the wanted subnets that exist
 * @param ranges             address ranges of the VPC of those subnets; empty when nobody asked for them or could read them
 * @param clusterVersion     the Kubernetes version that the environment's cluster runs, if it has one yet
 * @param offerings          ids of the zones in which each instance type can be had; empty when nobody could read them
 * @param bucketKey          with which the bucket to adopt encrypts
 * @param backupBucketKey    with which that of the backups does
 * @param volumeKey          with which the account's volumes are encrypted
 * @param hostedZone         that is to have the environment's names
 * @param certificates       that load balancers are to show
 * @param notes              what could not be read, and what was not judged therefore
 */
public record AccountSnapshot(
        Instant at,
        List<KubernetesVersion> kubernetesVersions,
        List<String> kafkaVersions,
        List<Zone> zones,
        List<Subnet> subnets,
        List<String> ranges,
        @Nullable String clusterVersion,
        Map<String, Set<String>> offerings,
        Key bucketKey,
        Key backupBucketKey,
        Key volumeKey,
        HostedZone hostedZone,
        Certificates certificates,
        List<String> notes) {

    /**
     * A customer's key of KMS that has to be used.
     *
     * @param arn        none where AWS' own keys do
     * @param violations what stands against its use, or against that of what it encrypts
     */
    public record Key(@Nullable String arn, List<Violation> violations) {

        public static final Key NONE = new Key(null, List.of());
    }

    /**
     * A zone of the user's in Route 53.
     *
     * @param id          none where none is asked for, or none fits
     * @param name        of that zone
     * @param privateZone whether it is known in VPCs only
     * @param violations  what stands against its use, or against the making of another
     */
    public record HostedZone(@Nullable String id, @Nullable String name, boolean privateZone, List<Violation> violations) {

        public static final HostedZone NONE = new HostedZone(null, null, false, List.of());
    }

    /** What Milvus' load balancer is to show, and what Attu's is. */
    public record Certificates(Certificate milvus, Certificate attu) {

        public static final Certificates NONE = new Certificates(Certificate.NONE, Certificate.NONE);
    }

    /**
     * A server certificate of the user's.
     *
     * @param against  what stands against its use on that load balancer, each a part of a sentence
     * @param hosts    for which it is, such as {@code *.example.com}; none where nobody looked
     * @param warnings what people should know of it, each a sentence
     */
    public record Certificate(List<String> against, List<String> hosts, List<String> warnings) {

        public static final Certificate NONE = new Certificate(List.of(), List.of(), List.of());

        public static Certificate refused(String against) {
            return new Certificate(List.of(against), List.of(), List.of());
        }
    }

    /**
     * @param standardSupport      whether clusters of it are made under the standard support policy, which Redkite's have
     * @param standardSupportUntil when that ends, if EKS says so
     */
    public record KubernetesVersion(String version, boolean standardSupport, @Nullable Instant standardSupportUntil) {

        /** 35 of 1.35. */
        public static int minor(String version) {
            return Integer.parseInt(version.substring(version.indexOf('.') + 1));
        }
    }

    /** @param id the same in every account, such as usw2-az1, while the name is this account's */
    public record Zone(String name, String id) {}

    /** @param zoneId of that zone */
    public record Subnet(String id, String vpcId, String zone, String zoneId) {}

    /** The same, of an environment whose cluster runs that version. */
    public AccountSnapshot running(String version) {
        return new AccountSnapshot(at, kubernetesVersions, kafkaVersions, zones, subnets, ranges, version, offerings, bucketKey, backupBucketKey,
                volumeKey, hostedZone, certificates, notes);
    }

    Optional<KubernetesVersion> findKubernetes(String version) {
        return kubernetesVersions.stream().filter(each -> each.version().equals(version)).findFirst();
    }

    /** Whether an instance of that type can be had in that zone, as far as anybody could read that. */
    boolean offers(String instanceType, String zoneId) {
        return offerings.isEmpty() || offerings.getOrDefault(instanceType, Set.of()).contains(zoneId);
    }
}
