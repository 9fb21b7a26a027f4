package dev.redkite.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.catalog.Price;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The specification with every default, size, version and name filled in. Computed by Admission and passed from
 * stage to stage; never stored by hand, never holding a secret.
 *
 * @param tags     the user's tags; {@link #ownership()} adds Redkite's own
 * @param warnings what a person should know before agreeing, each a sentence
 * @param keeps    the backup in which what Milvus holds is kept: made before a teardown, restored before the next life is ready. Of an
 *                 execution that keeps alone, and never registered
 */
public record Plan(
        String environment,
        int generation,
        String account,
        String region,
        Map<String, String> tags,
        @JsonProperty("protected") boolean deletionProtected,
        Network network,
        Kafka kafka,
        Storage storage,
        Cluster cluster,
        Nodes nodes,
        Milvus milvus,
        Exposure exposure,
        Attu attu,
        Schedules schedules,
        Cost cost,
        List<String> warnings,
        @Nullable String keeps) {

    public Plan {
        schedules = Objects.requireNonNullElse(schedules, Schedules.NONE);
    }

    /** One that keeps nothing. */
    public Plan(String environment, int generation, String account, String region, Map<String, String> tags, boolean deletionProtected, Network network,
            Kafka kafka, Storage storage, Cluster cluster, Nodes nodes, Milvus milvus, Exposure exposure, Attu attu, Schedules schedules, Cost cost,
            List<String> warnings) {
        this(environment, generation, account, region, tags, deletionProtected, network, kafka, storage, cluster, nodes, milvus, exposure, attu,
                schedules, cost, warnings, null);
    }

    /** Whether an environment could be called so; the specification's schema says the same to people. */
    public static boolean isName(String name) {
        return name.matches("[a-z][a-z0-9-]{1,22}[a-z0-9]");
    }

    public Names names() {
        return new Names(environment, generation, account, region);
    }

    public Plan with(Cluster other) {
        return with(deletionProtected, network, kafka, other, nodes, milvus, warnings, keeps);
    }

    public Plan with(Network other) {
        return with(deletionProtected, other, kafka, cluster, nodes, milvus, warnings, keeps);
    }

    /** As much as is found of an environment of which nobody knows how it was planned. */
    public Plan with(ExistingResources found) {
        return with(found.deletionProtected(), found.laidOutNetwork().orElse(network),
                Objects.requireNonNullElse(found.kafka(), kafka), cluster, Objects.requireNonNullElse(found.nodes(), nodes), milvus, warnings, keeps);
    }

    /** The same, with more warnings. */
    public Plan with(List<String> moreWarnings) {
        return with(deletionProtected, network, kafka, cluster, nodes, milvus, Stream.concat(warnings.stream(), moreWarnings.stream()).toList(), keeps);
    }

    /** As it stands: what was upgraded by it, or was to be, is nothing that is still to be done. */
    public Plan withoutUpgrade() {
        return with(deletionProtected, network, kafka, cluster, nodes, milvus.upgradedFrom(null), warnings, keeps);
    }

    /** @param backup in which what Milvus holds is kept, if it is */
    public Plan keeping(@Nullable String backup) {
        return with(deletionProtected, network, kafka, cluster, nodes, milvus, warnings, backup);
    }

    private Plan with(boolean isProtected, Network network, Kafka kafka, Cluster cluster, Nodes nodes, Milvus milvus, List<String> warnings,
            @Nullable String keeps) {
        return new Plan(environment, generation, account, region, tags, isProtected, network, kafka, storage, cluster,
                nodes, milvus, exposure, attu, schedules, cost, warnings, keeps);
    }

    public Ownership ownership() {
        return new Ownership(environment, generation, tags);
    }

    public Identity identity() {
        return new Identity(names(), ownership());
    }

    /**
     * Either the subnets to adopt, or the zones of a VPC to make: one of the two lists is empty.
     *
     * @param cidr of that VPC; adopted subnets have none
     */
    public record Network(List<String> subnetIds, @Nullable String cidr, List<Zone> zones, boolean natGatewayPerZone) {

        /** @throws NullPointerException if the subnets are adopted */
        public String requireCidr() {
            return Objects.requireNonNull(cidr, "adopted subnets have no range of a VPC to be made");
        }

        public boolean adopted() {
            return !subnetIds.isEmpty();
        }

        public record Zone(String name, String publicCidr, String privateCidr) {}
    }

    /** @param volumeGibibytes per broker */
    public record Kafka(String version, String instanceType, int brokers, int volumeGibibytes) {}

    /**
     * @param adopted      the user's own bucket: checked, used below the root path, never changed nor removed
     * @param keyArn       the user's own KMS key with which it encrypts, if S3's own does not
     * @param backupBucket another one of the user's, in which backups lie instead; it always stays
     */
    public record Storage(String bucket, boolean adopted, String rootPath, @Nullable String keyArn, @Nullable Bucket backupBucket) {

        public Storage(String bucket, boolean adopted, String rootPath, @Nullable String keyArn) {
            this(bucket, adopted, rootPath, keyArn, null);
        }

        /** The bucket in which backups lie. */
        public Bucket backups() {
            return backupBucket == null ? new Bucket(bucket, keyArn) : backupBucket;
        }
    }

    /** @param keyArn the user's own KMS key with which it encrypts, if S3's own does not */
    public record Bucket(String name, @Nullable String keyArn) {}

    /**
     * @param administrators     IAM principals of people who get cluster-admin
     * @param functionPrincipals roles of Redkite's own functions that speak to the Kubernetes API
     * @param publicAccessCidrs  who may reach the public API endpoint
     * @param volumeKeyArn       the user's own KMS key with which EBS encrypts in this account, if AWS' own does not
     */
    public record Cluster(
            String kubernetesVersion,
            List<String> administrators,
            List<String> functionPrincipals,
            List<String> publicAccessCidrs,
            @Nullable String volumeKeyArn) {

        public Cluster withFunctionPrincipals(List<String> principals) {
            return new Cluster(kubernetesVersion, administrators, principals, publicAccessCidrs, volumeKeyArn);
        }
    }

    /** @param reason why this type and count, for people */
    public record Nodes(String instanceType, int count, int volumeGibibytes, String reason) {}

    /**
     * @param components by Redkite's component names (proxy, mixCoordinator, queryNode, …)
     * @param helmValues the user's own, merged last
     * @param authentication whether Milvus asks for a login
     * @param upgradesFrom   the version that served last, if that is another: it is backed up first, and changed in its order
     */
    public record Milvus(
            String version,
            String chartVersion,
            String chartDigest,
            Map<String, Component> components,
            Dependency etcd,
            boolean highAvailability,
            boolean authentication,
            JsonNode helmValues,
            @Nullable String upgradesFrom) {

        public Milvus(String version, String chartVersion, String chartDigest, Map<String, Component> components, Dependency etcd,
                boolean highAvailability, boolean authentication, JsonNode helmValues) {
            this(version, chartVersion, chartDigest, components, etcd, highAvailability, authentication, helmValues, null);
        }

        Milvus upgradedFrom(@Nullable String former) {
            return new Milvus(version, chartVersion, chartDigest, components, etcd, highAvailability, authentication, helmValues, former);
        }
    }

    /** Requests and limits of one Milvus component; cpu in cores, memory in GiB. */
    public record Component(int replicas, double cpu, double memoryGibibytes) {}

    public record Dependency(int replicas, double cpu, double memoryGibibytes, int volumeGibibytes) {}

    /**
     * How Milvus itself is reached: a network load balancer.
     *
     * @param domain         where it has a name that stays
     * @param formerDomains  where this life of the environment has had one before: what is left there is taken away
     * @param certificateArn of what it shows to clients, which then speak TLS; none where they speak without
     */
    public record Exposure(
            Scheme scheme, List<String> sourceRanges, @Nullable Domain domain, List<Domain> formerDomains, @Nullable String certificateArn) {

        public Exposure {
            formerDomains = formerDomains == null ? List.of() : List.copyOf(formerDomains);
        }

        public Exposure(Scheme scheme, List<String> sourceRanges) {
            this(scheme, sourceRanges, null, List.of(), null);
        }

        /** @param address host and port */
        public String uri(String address) {
            return (certificateArn == null ? "http://" : "https://") + address;
        }

        /** @throws NullPointerException if there is none */
        public Domain requireDomain() {
            return Objects.requireNonNull(domain, "the environment has no name that stays");
        }

        /** Wherever there may be anything of it. */
        public List<Domain> domains() {
            return Stream.concat(Stream.ofNullable(domain), formerDomains.stream()).toList();
        }
    }

    /**
     * A hosted zone of Route 53.
     *
     * @param zone   its name
     * @param zoneId of the user's own; none where Redkite makes a private one for the VPC
     */
    public record Domain(String zone, @Nullable String zoneId) {}

    /**
     * The administration page behind an application load balancer.
     *
     * @param certificateArn of what it shows to browsers, which then come over HTTPS
     */
    public record Attu(boolean enabled, String version, Scheme scheme, List<String> sourceRanges, @Nullable String certificateArn) {

        public String uri(String host) {
            return (certificateArn == null ? "http://" : "https://") + host;
        }
    }

    /**
     * What happens by itself.
     *
     * @param teardown  {@code cron(…)} or {@code rate(…)}
     * @param recreate  the same
     * @param pause     the same
     * @param resume    the same
     * @param backup    the same
     * @param retain    how many of the backups that it makes are kept
     * @param keepData  whether what Milvus holds comes back after a teardown, where it is made again by itself
     * @param timeZone  of the five, by its IANA name
     * @param expiresAt when the environment is ended for good, as {@code 2026-12-31T18:00:00Z}
     */
    public record Schedules(
            @Nullable String teardown, @Nullable String recreate, @Nullable String pause, @Nullable String resume,
            @Nullable String backup, @Nullable Integer retain, @Nullable Boolean keepData, @Nullable String timeZone,
            @Nullable String expiresAt) {

        private static final Schedules NONE = new Schedules(null, null, null, null, null, null, null, null, null);
    }

    /**
     * In US dollars, at list prices.
     *
     * @param perHour  of the lines, if there are any
     * @param perMonth the same
     * @param lines    what is counted: empty exactly when no price is known
     * @param unpriced what has no known price and is not counted
     * @param asOf     the date of the oldest price known
     */
    public record Cost(
            @Nullable Double perHour, @Nullable Double perMonth, List<Line> lines, List<String> unpriced, String asOf) {

        public record Line(String what, double count, String unit, double perHour) {}

        /** Plans of the registry may be older than {@code unpriced}, and have 0 where nothing was known. */
        public Cost {
            lines = lines == null ? List.of() : lines;
            unpriced = unpriced == null ? List.of() : unpriced;
            perHour = lines.isEmpty() ? null : perHour;
            perMonth = lines.isEmpty() ? null : perMonth;
        }

        /** What goes on while nothing runs that need not. */
        public Cost whilePaused() {
            List<Line> kept = lines.stream().filter(line -> dev.redkite.catalog.Cost.goesOn(line.what())).toList();
            double dollars = kept.stream().mapToDouble(Line::perHour).sum();
            return new Cost(rounded(dollars), rounded(dollars * Price.HOURS_PER_MONTH), kept,
                    unpriced.stream().filter(dev.redkite.catalog.Cost::goesOn).toList(), asOf);
        }

        private static double rounded(double dollars) {
            return Math.round(dollars * 10_000) / 10_000.0;
        }

        /** E.g. {@code $2.72 per hour, $1,986 per month}, or what stands in the way of saying so. */
        public String inWords() {
            if (perHour == null) {
                return "unknown: no list price is known in this region";
            }
            String known = String.format(Locale.ROOT, "$%.2f per hour, $%,.0f per month", perHour, perMonth);
            return unpriced.isEmpty() ? known : "from " + known + ", without " + String.join("; ", unpriced);
        }
    }
}
