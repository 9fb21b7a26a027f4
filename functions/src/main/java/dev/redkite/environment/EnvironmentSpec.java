package dev.redkite.environment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sizing.IndexType;
import dev.redkite.sizing.Workload;
import java.util.List;
import java.util.Map;

/**
 * What the user wants. Everything but the name may be null and then has a default, which the {@link Planner} knows.
 * Its form is {@code specification.schema.json}.
 */
public record EnvironmentSpec(
        String name,
        String region,
        Map<String, String> tags,
        @JsonProperty("protected") Boolean deletionProtected,
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
        String expiresAt) {

    public EnvironmentSpec {
        tags = tags == null ? Map.of() : Map.copyOf(tags);
        network = network == null ? new Network(null, null, null, null) : network;
        workload = workload == null ? Workload.of(1_000_000, 768, IndexType.HNSW) : workload;
        milvus = milvus == null ? new Milvus(null, null, null, null, null, null) : milvus;
        kubernetes = kubernetes == null ? new Kubernetes(null, null, null) : kubernetes;
        nodes = nodes == null ? new Nodes(null, null, null) : nodes;
        kafka = kafka == null ? new Kafka(null, null, null, null) : kafka;
        storage = storage == null ? new Storage(null) : storage;
        exposure = exposure == null ? new Exposure(null, null, null) : exposure;
        attu = attu == null ? new Attu(null, null, null) : attu;
        schedule = schedule == null ? new Schedule(null, null, null) : schedule;
    }

    /** Whether Redkite is to say from where Milvus or Attu is reached. */
    public boolean asksForDefaultRanges() {
        return exposure.sourceRanges() == null || attu.sourceRanges() == null;
    }

    /** @param zones by name or id */
    public record Network(List<String> subnetIds, String cidr, String natGateways, List<String> zones) {
        public Network {
            zones = zones == null ? List.of() : List.copyOf(zones);
            subnetIds = subnetIds == null ? List.of() : List.copyOf(subnetIds);
        }
    }

    public record Milvus(
            String version,
            Boolean highAvailability,
            Boolean authentication,
            String profile,
            Map<String, Component> components,
            JsonNode helmValues) {
        public Milvus {
            components = components == null ? Map.of() : Map.copyOf(components);
        }
    }

    public record Component(Integer replicas, Double cpu, Double memoryGibibytes) {}

    public record Kubernetes(String version, List<String> administrators, List<String> publicAccessCidrs) {}

    public record Nodes(String instanceType, Integer count, Integer volumeGibibytes) {}

    public record Kafka(String version, String instanceType, Integer brokers, Integer volumeGibibytes) {}

    public record Storage(String bucket) {}

    public record Exposure(Scheme scheme, List<String> sourceRanges, Boolean withoutLogin) {}

    public record Attu(Boolean enabled, Scheme scheme, List<String> sourceRanges) {}

    public record Schedule(String teardown, String recreate, String timeZone) {}
}
