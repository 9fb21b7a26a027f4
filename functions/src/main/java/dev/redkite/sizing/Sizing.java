package dev.redkite.sizing;

import dev.redkite.catalog.ChartFamily;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How large every part of a Milvus cluster is, by the arithmetic of the public sizing tool
 * (https://milvus.io/tools/sizing) or by the reference procedure's own values.
 */
public record Sizing(
        Footprint footprint,
        Map<Component, ComponentSize> components,
        EtcdSize etcd,
        KafkaSize kafka) {

    private static final double ROW_OF_768 = 768.0 * Float.BYTES;
    private static final double LARGE_DEPENDENCIES_FROM = 100e6 * ROW_OF_768;

    public Sizing {
        components = Collections.unmodifiableMap(new EnumMap<>(components));
    }

    /** @throws UnsupportedWorkloadException with every violation, where there is no answer */
    public static Sizing of(Workload workload, ChartFamily family) {
        refuse(workload.violations(family));
        Footprint footprint = Footprint.of(workload);
        return new Sizing(
                footprint,
                ComponentTable.sizes(footprint.loadGibibytes(), family),
                etcd(workload),
                kafka(workload));
    }

    /**
     * The values of the written reference procedure (1,000,000 rows of 128 dimensions, HNSW, Milvus 2.2.13), one
     * replica each; etcd and Kafka are computed for that workload.
     *
     * @throws UnsupportedWorkloadException for Milvus 2.6 and later, which has other components
     */
    public static Sizing reference(ChartFamily family) {
        if (family == ChartFamily.MIX_COORDINATOR) {
            refuse(List.of(new WorkloadViolation(
                    "profile",
                    "reference sizes the components of Milvus 2.5 and earlier: choose Milvus 2.2.13 or the profile"
                            + " computed")));
        }
        Sizing computed = of(Workload.of(1_000_000, 128, IndexType.HNSW), family);
        ComponentSize node = new ComponentSize(1, 1, 4);
        Map<Component, ComponentSize> sizes = new EnumMap<>(Component.class);
        ComponentTable.separateCoordinators().forEach(each -> sizes.put(each, new ComponentSize(1, 0.5, 0.5)));
        sizes.put(Component.ROOT_COORDINATOR, new ComponentSize(1, 1, 2));
        sizes.put(Component.PROXY, node);
        sizes.put(Component.QUERY_NODE, node);
        sizes.put(Component.DATA_NODE, node);
        sizes.put(Component.INDEX_NODE, new ComponentSize(1, 4, 8));
        return new Sizing(computed.footprint, sizes, computed.etcd, computed.kafka);
    }

    /** The same with a second proxy and a second, standing-by replica of every coordinator. */
    public Sizing highlyAvailable() {
        Map<Component, ComponentSize> doubled = new EnumMap<>(components);
        doubled.replaceAll((component, size) -> component.isCoordinator() || component == Component.PROXY
                ? size.withReplicas(Math.max(2, size.replicas()))
                : size);
        return new Sizing(footprint, doubled, etcd, kafka);
    }

    public Map<String, ComponentSize> componentsByName() {
        Map<String, ComponentSize> byName = new LinkedHashMap<>();
        components.forEach((component, size) -> byName.put(component.key(), size));
        return byName;
    }

    /** The pods of Milvus and etcd with what each of them asks. */
    public List<PodRequest> pods() {
        PodRequest etcdPods = new PodRequest("etcd", etcd.replicas(), etcd.cpu(), etcd.memoryGibibytes());
        Stream<PodRequest> milvus = components.entrySet().stream()
                .map(each -> new PodRequest(
                        each.getKey().key(),
                        each.getValue().replicas(),
                        each.getValue().cpu(),
                        each.getValue().memoryGibibytes()));
        return Stream.concat(milvus, Stream.of(etcdPods)).toList();
    }

    private static void refuse(List<WorkloadViolation> violations) {
        if (!violations.isEmpty()) {
            throw new UnsupportedWorkloadException(violations);
        }
    }

    private static EtcdSize etcd(Workload workload) {
        return workload.rawBytes() >= LARGE_DEPENDENCIES_FROM ? new EtcdSize(3, 1, 8, 50) : new EtcdSize(3, 1, 4, 20);
    }

    private static KafkaSize kafka(Workload workload) {
        int disk = (int) Math.max(20, Math.ceil(workload.rawBytes() / Footprint.GIBIBYTE));
        return workload.rawBytes() >= LARGE_DEPENDENCIES_FROM
                ? new KafkaSize(3, 4, 16, disk)
                : new KafkaSize(3, 2, 8, disk);
    }
}
