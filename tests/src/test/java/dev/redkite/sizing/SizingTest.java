package dev.redkite.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.redkite.catalog.ChartFamily;
import dev.redkite.json.Json;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SizingTest {

    private static final String GOLDEN = "/golden/sizing.csv";

    @ParameterizedTest
    @CsvFileSource(resources = GOLDEN, numLinesToSkip = 1)
    void computes_the_footprint_that_the_public_tool_answers(ArgumentsAccessor row) {
        Footprint footprint = Footprint.of(workload(row));

        assertThat(footprint.rawGibibytes()).isCloseTo(row.getDouble(3), within(0.0005));
        assertThat(footprint.loadGibibytes()).isCloseTo(row.getDouble(4), within(0.0005));
        assertThat(footprint.diskGibibytes()).isCloseTo(row.getDouble(5), within(0.0005));
    }

    @ParameterizedTest
    @CsvFileSource(resources = GOLDEN, numLinesToSkip = 1)
    void sizes_the_components_of_milvus_2_6_as_the_public_tool_does(ArgumentsAccessor row) {
        Sizing sizing = Sizing.of(workload(row), ChartFamily.MIX_COORDINATOR);

        assertThat(written(sizing)).isEqualTo(Map.of(
                "queryNode", row.getString(6),
                "proxy", row.getString(7),
                "mixCoordinator", row.getString(8),
                "dataNode", row.getString(9),
                "streamingNode", row.getString(10)));
    }

    @ParameterizedTest
    @CsvFileSource(resources = GOLDEN, numLinesToSkip = 1)
    void sizes_the_components_of_milvus_2_5_as_the_public_tool_does(ArgumentsAccessor row) {
        if (row.getString(11).equals("-")) {
            assertThat(workload(row).violations(ChartFamily.SEPARATE_COORDINATORS)).hasSize(1);
            return;
        }
        Sizing sizing = Sizing.of(workload(row), ChartFamily.SEPARATE_COORDINATORS);

        assertThat(written(sizing)).isEqualTo(Map.of(
                "queryNode", row.getString(11),
                "proxy", row.getString(7),
                "rootCoordinator", row.getString(8),
                "queryCoordinator", row.getString(8),
                "indexCoordinator", row.getString(8),
                "dataCoordinator", row.getString(8),
                "dataNode", row.getString(12),
                "indexNode", row.getString(13)));
    }

    @ParameterizedTest
    @CsvFileSource(resources = GOLDEN, numLinesToSkip = 1)
    void sizes_kafka_and_etcd_as_the_public_tool_does(ArgumentsAccessor row) {
        Sizing sizing = Sizing.of(workload(row), ChartFamily.MIX_COORDINATOR);
        KafkaSize kafka = sizing.kafka();
        EtcdSize etcd = sizing.etcd();

        assertThat(written(kafka.brokers(), kafka.cpu(), kafka.memoryGibibytes()) + "/" + kafka.diskGibibytes() + "Gi")
                .isEqualTo(row.getString(14));
        assertThat(written(etcd.replicas(), etcd.cpu(), etcd.memoryGibibytes()) + "/" + etcd.diskGibibytes() + "Gi")
                .isEqualTo(row.getString(15));
    }

    @Test
    void adds_scalars_to_the_memory() {
        double with = load(with(IndexType.HNSW, 1000, false, Refinement.NONE, true, 0));

        assertThat(with - load(Workload.of(1_000_000, 768, IndexType.HNSW)))
                .isCloseTo(1e9 / Footprint.GIBIBYTE, within(1e-9));
    }

    @Test
    void moves_nine_tenths_of_offloaded_scalars_to_the_disk() {
        Footprint footprint = Footprint.of(with(IndexType.HNSW, 1000, true, Refinement.NONE, true, 0));

        assertThat(footprint.diskGibibytes()).isCloseTo(1e9 / Footprint.GIBIBYTE, within(1e-9));
        assertThat(footprint.loadGibibytes() - load(Workload.of(1_000_000, 768, IndexType.HNSW)))
                .isCloseTo(1e8 / Footprint.GIBIBYTE, within(1e-9));
    }

    @Test
    void adds_the_refinement_of_rabitq_to_its_one_bit() {
        double vectors = 1e6 * 768 * 4 * 1.15 / Footprint.GIBIBYTE;

        double difference = load(with(IndexType.IVF_RABITQ, 0, false, Refinement.SQ8, true, 0))
                - load(with(IndexType.IVF_RABITQ, 0, false, Refinement.NONE, true, 0));

        assertThat(difference).isCloseTo(vectors / 4, within(1e-9));
    }

    @ParameterizedTest
    @EnumSource(names = {"IVF_FLAT", "IVF_SQ8", "IVF_RABITQ"})
    void holds_the_centroid_of_every_cluster_of_an_ivf_index_in_memory(IndexType index) {
        double centroids = 4.0 * 768 * 1.15 / Footprint.GIBIBYTE;

        assertThat(load(clustered(index, 65_536)) - load(clustered(index, 1))).isCloseTo(65_535 * centroids, within(1e-9));
    }

    private static Workload clustered(IndexType index, int nlist) {
        return new Workload(1_000_000, 768, index, 30, nlist, 56, 1024, 0, false, Refinement.NONE, true, 0);
    }

    @Test
    void counts_scalars_as_raw_data() {
        assertThat(Footprint.of(with(IndexType.HNSW, 1000, false, Refinement.NONE, true, 0)).rawGibibytes())
                .isCloseTo((1e6 * 768 * 4 + 1e9) / Footprint.GIBIBYTE, within(1e-9));
    }

    @Test
    void leaves_raw_vectors_out_of_scann_when_told_so() {
        double vectors = 1e6 * 768 * 4 * 1.15 / Footprint.GIBIBYTE;

        double difference = load(with(IndexType.SCANN, 0, false, Refinement.NONE, true, 0))
                - load(with(IndexType.SCANN, 0, false, Refinement.NONE, false, 0));

        assertThat(difference).isCloseTo(vectors, within(1e-9));
    }

    @Test
    void gives_inline_codes_of_aisaq_an_eighth_of_the_vectors_each() {
        Footprint plain = Footprint.of(with(IndexType.AISAQ, 0, false, Refinement.NONE, true, 0));
        Footprint inline = Footprint.of(with(IndexType.AISAQ, 0, false, Refinement.NONE, true, 8));

        assertThat(inline.diskGibibytes() - plain.diskGibibytes()).isCloseTo(plain.rawGibibytes(), within(1e-9));
    }

    @Test
    void refuses_more_than_a_billion_vectors_of_768_dimensions() {
        assertThatThrownBy(() -> Sizing.of(
                        Workload.of(1_000_000_001, 768, IndexType.DISKANN), ChartFamily.MIX_COORDINATOR))
                .isInstanceOf(UnsupportedWorkloadException.class)
                .hasMessage("rows: the raw data is 2861 GiB, and there is no sizing beyond 2861 GiB (1,000,000,000 rows"
                        + " of 768 dimensions): split it over several environments");
    }

    @Test
    void refuses_the_indexes_of_milvus_2_6_on_earlier_ones() {
        assertThat(Workload.of(1_000_000, 768, IndexType.IVF_RABITQ).violations(ChartFamily.SEPARATE_COORDINATORS))
                .containsExactly(new WorkloadViolation(
                        "index",
                        "IVF_RABITQ exists since Milvus 2.6: choose a newer Milvus or another index"));
    }

    private static Stream<Workload> workloadsAtTheirLimits() {
        return Stream.of(
                new Workload(1, 2, IndexType.HNSW, 2, 1, 1, 512, 0, false, Refinement.NONE, true, 0),
                new Workload(10_000_000_000L, 2, IndexType.HNSW, 2_048, 65_536, 2_048, 2048, 0, false, Refinement.NONE, true, 2_048),
                new Workload(1, 32_768, IndexType.HNSW, 30, 128, 56, 1024, 1_048_576, false, Refinement.NONE, true, 0));
    }

    @ParameterizedTest
    @MethodSource("workloadsAtTheirLimits")
    void sizes_what_is_just_within_the_limits(Workload workload) {
        assertThat(workload.violations(ChartFamily.MIX_COORDINATOR)).isEmpty();
    }

    @Test
    void tells_every_violation_to_whoever_catches_the_refusal() {
        assertThatThrownBy(() -> Sizing.of(Workload.of(0, 1, IndexType.HNSW), ChartFamily.MIX_COORDINATOR))
                .isInstanceOfSatisfying(UnsupportedWorkloadException.class, refusal -> assertThat(refusal.violations()).containsExactly(
                        new WorkloadViolation("rows", "is 0 but must be between 1 and 10,000,000,000"),
                        new WorkloadViolation("dimension", "is 1 but must be between 2 and 32,768")));
    }

    @Test
    void names_every_violation_at_once() {
        Workload wrong = new Workload(
                0, 1, IndexType.HNSW, 1, 0, 0, 100, -1, false, Refinement.NONE, true, 1);

        assertThat(wrong.violations(ChartFamily.MIX_COORDINATOR))
                .extracting(WorkloadViolation::field)
                .containsExactly(
                        "rows", "dimension", "hnswM", "nlist", "maxDegree", "scalarBytesPerRow", "inlinePq",
                        "segmentMegabytes");
    }

    @Test
    void doubles_proxy_and_coordinators_for_high_availability_and_nothing_else() {
        Sizing available = Sizing.of(Workload.of(1_000_000, 768, IndexType.HNSW), ChartFamily.MIX_COORDINATOR)
                .highlyAvailable();

        assertThat(written(available)).isEqualTo(Map.of(
                "proxy", "2x1c/4G",
                "mixCoordinator", "2x1c/4G",
                "queryNode", "1x2c/8G",
                "dataNode", "1x2c/8G",
                "streamingNode", "1x2c/8G"));
    }

    @Test
    void gives_the_values_of_the_reference_procedure() {
        Sizing reference = Sizing.reference(ChartFamily.SEPARATE_COORDINATORS).highlyAvailable();

        assertThat(reference.componentsByName()).isEqualTo(Map.of(
                "proxy", new ComponentSize(2, 1, 4),
                "rootCoordinator", new ComponentSize(2, 1, 2),
                "queryCoordinator", new ComponentSize(2, 0.5, 0.5),
                "indexCoordinator", new ComponentSize(2, 0.5, 0.5),
                "dataCoordinator", new ComponentSize(2, 0.5, 0.5),
                "queryNode", new ComponentSize(1, 1, 4),
                "dataNode", new ComponentSize(1, 1, 4),
                "indexNode", new ComponentSize(1, 4, 8)));
    }

    @Test
    void refuses_the_reference_procedure_for_milvus_2_6() {
        assertThatThrownBy(() -> Sizing.reference(ChartFamily.MIX_COORDINATOR))
                .isInstanceOf(UnsupportedWorkloadException.class)
                .hasMessageContaining("choose Milvus 2.2.13 or the profile computed");
    }

    @Test
    void maps_brokers_to_the_smallest_type_that_is_large_enough() {
        assertThat(new KafkaSize(3, 2, 8, 20).brokerType()).isEqualTo("kafka.m7g.large");
        assertThat(new KafkaSize(3, 4, 16, 20).brokerType()).isEqualTo("kafka.m7g.xlarge");
    }

    @Test
    void gives_every_zone_one_small_broker_and_as_many_large_ones_as_the_others() {
        assertThat(new KafkaSize(3, 2, 8, 20).brokers(2)).isEqualTo(2);
        assertThat(new KafkaSize(3, 4, 16, 20).brokers(2)).isEqualTo(4);
        assertThat(new KafkaSize(3, 4, 16, 20).brokers(3)).isEqualTo(3);
    }

    @Test
    void a_broker_with_more_cores_or_more_memory_than_the_smallest_is_a_large_one() {
        assertThat(new KafkaSize(3, 2.5, 8, 20).brokerType()).isEqualTo("kafka.m7g.xlarge");
        assertThat(new KafkaSize(3, 2, 9, 20).brokerType()).isEqualTo("kafka.m7g.xlarge");
    }

    @Test
    void reads_a_workload_with_defaults_from_json() {
        Workload read = Json.convert(
                Workload.completed(Json.parse("{\"rows\": 5000000, \"index\": \"DISKANN\"}")), Workload.class);

        assertThat(read).isEqualTo(Workload.of(5_000_000, 768, IndexType.DISKANN));
    }

    @Test
    void survives_a_journey_through_json() {
        Sizing sizing = Sizing.of(Workload.of(1_000_000, 768, IndexType.HNSW), ChartFamily.MIX_COORDINATOR);

        assertThat(Json.convert(Json.tree(sizing), Sizing.class)).isEqualTo(sizing);
    }

    @Test
    void never_needs_less_memory_for_more_rows() {
        Random random = new Random(20261124);
        for (int i = 0; i < 2_000; i++) {
            IndexType index = IndexType.values()[random.nextInt(IndexType.values().length)];
            int dimension = 2 + random.nextInt(1_535);
            long limit = (long) (Workload.LARGEST_RAW_BYTES / dimension / 4);
            long few = 1 + random.nextLong(Math.min(limit, 10_000_000_000L));
            long more = few + random.nextLong(Math.min(limit, 10_000_000_000L) - few + 1);
            Sizing small = Sizing.of(Workload.of(few, dimension, index), ChartFamily.MIX_COORDINATOR);
            Sizing large = Sizing.of(Workload.of(more, dimension, index), ChartFamily.MIX_COORDINATOR);
            assertThat(large.footprint().loadGibibytes())
                    .as("%d and %d rows of %d under %s", few, more, dimension, index)
                    .isGreaterThanOrEqualTo(small.footprint().loadGibibytes());
            assertThat(queryMemory(large))
                    .as("%d and %d rows of %d under %s", few, more, dimension, index)
                    .isGreaterThanOrEqualTo(large.footprint().loadGibibytes());
        }
    }

    private static double queryMemory(Sizing sizing) {
        ComponentSize query = sizing.components().get(Component.QUERY_NODE);
        return query.replicas() * query.memoryGibibytes();
    }

    private static Workload workload(ArgumentsAccessor row) {
        return Workload.of(
                row.getLong(0) * 1_000_000, row.getInteger(1), IndexType.valueOf(row.getString(2)));
    }

    private static Workload with(
            IndexType index, long scalars, boolean offloaded, Refinement refinement, boolean rawData, int inlinePq) {
        return new Workload(
                1_000_000, 768, index, 30, 128, 56, 1024, scalars, offloaded, refinement, rawData, inlinePq);
    }

    private static double load(Workload workload) {
        return Footprint.of(workload).loadGibibytes();
    }

    private static Map<String, String> written(Sizing sizing) {
        return sizing.componentsByName().entrySet().stream().collect(Collectors.toMap(
                Map.Entry::getKey,
                each -> written(
                        each.getValue().replicas(), each.getValue().cpu(), each.getValue().memoryGibibytes())));
    }

    private static String written(int count, double cpu, double memory) {
        return count + "x" + (int) cpu + "c/" + (int) memory + "G";
    }
}
