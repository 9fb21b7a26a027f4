package dev.redkite.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sizing.Workload;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants. Everything but the name may be left out and then has a default, here or in the {@link Planner}.
 * Its form is {@code specification.schema.json}.
 */
public record EnvironmentSpec(
        String name,
        @Nullable String region,
        Map<String, String> tags,
        @JsonProperty("protected") @Nullable Boolean deletionProtected,
        Network network,
        Workload workload,
        Milvus milvus,
        Kubernetes kubernetes,
        Nodes nodes,
        Kafka kafka,
        Storage storage,
        Exposure exposure,
        Attu attu,
        Schedule schedule,
        @Nullable String expiresAt) {

    public EnvironmentSpec {
        tags = tags == null ? Map.of() : Map.copyOf(tags);
        network = orEmpty(network, Network.class);
        milvus = orEmpty(milvus, Milvus.class);
        kubernetes = orEmpty(kubernetes, Kubernetes.class);
        nodes = orEmpty(nodes, Nodes.class);
        kafka = orEmpty(kafka, Kafka.class);
        storage = orEmpty(storage, Storage.class);
        exposure = orEmpty(exposure, Exposure.class);
        attu = orEmpty(attu, Attu.class);
        schedule = orEmpty(schedule, Schedule.class);
    }

    private static <T> T orEmpty(@Nullable T member, Class<T> type) {
        return member == null ? Json.convert(Json.object(), type) : member;
    }

    /** Whether Redkite is to say from where Milvus or Attu is reached. */
    public boolean asksForDefaultRanges() {
        return exposure.sourceRanges() == null || attu.sourceRanges() == null;
    }

    /** @param zones by name or id */
    public record Network(List<String> subnetIds, @Nullable String cidr, @Nullable String natGateways, List<String> zones) {
        public Network {
            zones = zones == null ? List.of() : List.copyOf(zones);
            subnetIds = subnetIds == null ? List.of() : List.copyOf(subnetIds);
        }
    }

    public record Milvus(
            @Nullable String version,
            @Nullable Boolean highAvailability,
            @Nullable Boolean authentication,
            @Nullable String profile,
            Map<String, Component> components,
            @Nullable JsonNode helmValues) {
        public Milvus {
            components = components == null ? Map.of() : Map.copyOf(components);
        }
    }

    public record Component(@Nullable Integer replicas, @Nullable Double cpu, @Nullable Double memoryGibibytes) {}

    public record Kubernetes(
            @Nullable String version, @Nullable List<String> administrators, @Nullable List<String> publicAccessCidrs) {}

    public record Nodes(@Nullable String instanceType, @Nullable Integer count, @Nullable Integer volumeGibibytes) {}

    public record Kafka(
            @Nullable String version, @Nullable String instanceType, @Nullable Integer brokers, @Nullable Integer volumeGibibytes) {}

    public record Storage(@Nullable String bucket, @Nullable String backupBucket) {}

    /** @param certificateArn of what Milvus' load balancer shows to clients that speak TLS */
    public record Exposure(
            @Nullable Scheme scheme,
            @Nullable List<String> sourceRanges,
            @Nullable Boolean withoutLogin,
            @Nullable Domain domain,
            @Nullable String certificateArn) {}

    /**
     * Where the environment has its names: in one of the two.
     *
     * @param hostedZone  the user's own, by name or id
     * @param privateZone the name of one that is made for the VPC
     */
    public record Domain(@Nullable String hostedZone, @Nullable String privateZone) {

        /** Names of zones are in lower case. */
        public static boolean isId(String hostedZone) {
            return hostedZone.matches("Z[A-Z0-9]+");
        }
    }

    public record Attu(
            @Nullable Boolean enabled, @Nullable Scheme scheme, @Nullable List<String> sourceRanges, @Nullable String certificateArn) {}

    public record Schedule(
            @Nullable String teardown, @Nullable String recreate, @Nullable String pause, @Nullable String resume,
            @Nullable String backup, @Nullable Integer retain, @Nullable Boolean keepData, @Nullable String timeZone) {}
}
