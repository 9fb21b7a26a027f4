package dev.redkite.sizing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.catalog.ChartFamily;
import dev.redkite.catalog.Prices;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NodeSelectionTest {

    private static final InstanceTypes TYPES = InstanceTypes.load();
    private static final SystemPods SYSTEM = SystemPods.load();

    private final NodeSelection selection = new NodeSelection(TYPES, Prices.load());

    @Test
    void chooses_the_cheapest_nodes_and_says_why() {
        SelectedNodes.Chosen chosen = chosen(sizing(10_000_000, IndexType.HNSW), new NodePreference(null, null, 3));

        assertThat(chosen.instanceType()).isEqualTo("m6i.4xlarge");
        assertThat(chosen.count()).isEqualTo(3);
        assertThat(chosen.reason())
                .isEqualTo("20 pods ask 34 vCPU / 134 GiB; 3 × m6i.4xlarge leave 21 % free; the next smaller, m6i.2xlarge, needs 8 nodes");
    }

    @Test
    void holds_the_reference_procedure_on_its_own_nodes() {
        Sizing reference = Sizing.reference(ChartFamily.SEPARATE_COORDINATORS).highlyAvailable();

        SelectedNodes.Chosen chosen = chosen(reference, new NodePreference("m6i.2xlarge", 3, 3));

        assertThat(chosen.notes()).containsExactly("3 × m6i.2xlarge hold all pods only if the large ones are placed early:"
                + " otherwise one indexNode (4 vCPU / 8 GiB) stays pending until pods are moved; 4 nodes are safe.");
    }

    @Test
    void counts_the_nodes_of_the_type_that_the_user_wants() {
        SelectedNodes.Chosen chosen =
                chosen(sizing(10_000_000, IndexType.HNSW), new NodePreference("r6i.4xlarge", null, 3));

        assertThat(chosen.instanceType()).isEqualTo("r6i.4xlarge");
        assertThat(chosen.count()).isEqualTo(3);
    }

    @Test
    void finds_a_type_for_the_count_that_the_user_wants() {
        SelectedNodes.Chosen chosen = chosen(sizing(10_000_000, IndexType.HNSW), new NodePreference(null, 12, 3));

        assertThat(chosen.count()).isEqualTo(12);
        assertThat(chosen.instanceType()).endsWith(".2xlarge");
    }

    @Test
    void puts_a_node_into_every_zone() {
        SelectedNodes.Chosen chosen = chosen(sizing(1, IndexType.FLAT), new NodePreference(null, null, 3));

        assertThat(chosen.count()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void says_which_pod_is_too_large_for_the_wanted_type() {
        assertThat(violations(sizing(10_000_000, IndexType.HNSW), new NodePreference("m6i.xlarge", null, 3)))
                .singleElement()
                .asString()
                .startsWith("m6i.xlarge cannot hold one queryNode (4 vCPU / 16 GiB): it leaves 3.7 vCPU / 13.7 GiB");
    }

    @Test
    void says_how_many_of_the_wanted_type_would_do() {
        assertThat(violations(sizing(10_000_000, IndexType.HNSW), new NodePreference("m6i.2xlarge", 4, 3)))
                .singleElement()
                .asString()
                .contains("4 × m6i.2xlarge leave no place for one queryNode (4 vCPU / 16 GiB)")
                .endsWith("use at least 5 nodes or a larger type");
    }

    @Test
    void refuses_fewer_nodes_than_zones() {
        assertThat(violations(sizing(1_000_000, IndexType.HNSW), new NodePreference("m6i.24xlarge", 2, 3)))
                .containsExactly("2 nodes cannot cover 3 availability zones: use at least 3 nodes");
    }

    @Test
    void refuses_a_type_of_another_architecture() {
        assertThat(violations(sizing(1_000_000, IndexType.HNSW), new NodePreference("m7g.4xlarge", null, 3)))
                .singleElement()
                .asString()
                .startsWith("instance type m7g.4xlarge is not offered (only x86_64 types of known size are): use one of");
    }

    @Test
    void names_every_violation_of_a_wish_at_once() {
        assertThat(violations(sizing(1_000_000, IndexType.HNSW), new NodePreference("t3.nano", 1, 3))).hasSize(2);
    }

    @Test
    void gives_the_root_volume_room_for_the_disk_of_the_query_nodes() {
        Sizing sizing = sizing(100_000_000, IndexType.DISKANN);

        SelectedNodes.Chosen chosen = chosen(sizing, new NodePreference(null, null, 3));

        InstanceType type = TYPES.find(chosen.instanceType()).orElseThrow();
        InstanceType.Capacity node = type.allocatable(SYSTEM.onEveryNode());
        long together = Math.min(6, (long) Math.min(node.cpu() / 4, node.memoryGibibytes() / 16));
        assertThat(chosen.volumeGibibytes()).isEqualTo(NodeSelection.SYSTEM_GIBIBYTES + (int) together * 52);
        assertThat(chosen.reason()).contains("52 GiB of index for each of up to " + together + " query nodes");
    }

    @Test
    void leaves_the_root_volume_small_when_the_index_is_in_memory() {
        assertThat(chosen(sizing(10_000_000, IndexType.HNSW), new NodePreference(null, null, 3)).volumeGibibytes())
                .isEqualTo(NodeSelection.SYSTEM_GIBIBYTES);
    }

    @Test
    void compares_with_the_next_smaller_type() {
        assertThat(chosen(sizing(10_000_000, IndexType.HNSW), new NodePreference(null, 3, 3)).reason())
                .endsWith("; 3 × m6i.4xlarge leave 21 % free; the next smaller, m6i.2xlarge, needs 8 nodes");
    }

    @Test
    void says_when_a_region_has_no_prices() {
        SelectedNodes answer = selection.select(
                sizing(1_000_000, IndexType.HNSW), new NodePreference(null, null, 3), "ap-south-1");

        assertThat(((SelectedNodes.Chosen) answer).notes())
                .containsExactly("No instance prices are known for ap-south-1: types were compared by those of us-east-1.");
    }

    @Test
    void takes_types_with_local_disks_only_when_asked_for() {
        SelectedNodes.Chosen asked =
                chosen(sizing(100_000_000, IndexType.DISKANN), new NodePreference("i4i.4xlarge", null, 3));

        assertThat(asked.notes()).containsExactly(
                "The local NVMe disks of i4i.4xlarge are not used: the index is on the root volume.");
    }

    @Test
    void takes_several_small_nodes_where_fewer_large_ones_cost_more() {
        SelectedNodes.Chosen chosen = chosen(sizing(3_000_000, IndexType.HNSW), new NodePreference(null, null, 3));

        assertThat(chosen.count()).isEqualTo(5);
        assertThat(chosen.reason()).isEqualTo("17 pods ask 22 vCPU / 86 GiB; 5 × m6i.2xlarge leave 40 % free;"
                + " m6i.xlarge is too small for one queryNode (4 vCPU / 16 GiB)");
    }

    @Test
    void chooses_alike_where_a_region_has_no_prices() {
        SelectedNodes answer = selection.select(sizing(3_000_000, IndexType.HNSW), new NodePreference(null, null, 3), "ap-south-1");

        assertThat(((SelectedNodes.Chosen) answer).instanceType()).isEqualTo("m6i.2xlarge");
    }

    @Test
    void chooses_among_the_types_that_all_zones_offer() {
        NodePreference offered = new NodePreference(null, null, 3, type -> type.startsWith("r7i"));

        assertThat(chosen(sizing(3_000_000, IndexType.HNSW), offered).instanceType()).startsWith("r7i.");
    }

    @Test
    void a_type_that_is_only_taken_when_asked_for_is_not_chosen_though_it_alone_is_offered() {
        assertThat(violations(sizing(1_000_000, IndexType.HNSW), new NodePreference(null, null, 3, type -> type.startsWith("i4i"))))
                .singleElement()
                .asString()
                .startsWith("17 pods ask 14 vCPU / 54 GiB, and no type that is offered in all of the zones holds them; not offered in all are m6i.large, ")
                .endsWith("r7i.24xlarge: choose other zones, or fewer");
    }

    @Test
    void says_when_no_type_holds_the_workload() {
        Sizing enormous = with(new ComponentSize(1, 200, 1_000), 0);

        assertThat(violations(enormous, new NodePreference(null, null, 1))).containsExactly(
                "11 pods ask 204 vCPU / 1014 GiB, which no instance type can hold: split the workload over several environments");
        assertThat(violations(enormous, new NodePreference(null, 5, 1))).containsExactly(
                "11 pods ask 204 vCPU / 1014 GiB, which 5 nodes of no instance type can hold: ask for more nodes or leave the count out");
    }

    @Test
    void a_node_group_has_at_most_450_nodes() {
        assertThat(chosen(sizing(1_000_000, IndexType.HNSW), new NodePreference(null, 450, 3)).count()).isEqualTo(450);
        assertThat(violations(sizing(1_000_000, IndexType.HNSW), new NodePreference(null, 451, 3)))
                .containsExactly("451 nodes are more than a managed node group may have: use at most 450");
    }

    @Test
    void knows_the_types_that_nodes_can_have() {
        assertThat(selection.knows("m6i.large")).isTrue();
        assertThat(selection.knows("m7g.large")).isFalse();
    }

    /** One m6i.4xlarge leaves to pods nearly 16 cores and 58 GiB. */
    @Test
    void as_many_query_nodes_share_a_root_volume_as_cores_and_memory_allow() {
        NodePreference type = new NodePreference("m6i.4xlarge", null, 1);

        assertThat(chosen(with(new ComponentSize(4, 4, 4), 40), type).volumeGibibytes()).isEqualTo(50 + 3 * 10);
        assertThat(chosen(with(new ComponentSize(4, 1, 16), 40), type).volumeGibibytes()).isEqualTo(50 + 3 * 10);
        assertThat(chosen(with(new ComponentSize(2, 1, 4), 40), type).volumeGibibytes()).isEqualTo(50 + 2 * 20);
    }

    @Test
    void a_root_volume_is_no_larger_than_gp3_volumes_can_be() {
        NodePreference type = new NodePreference("m6i.4xlarge", null, 1);

        assertThat(chosen(with(new ComponentSize(2, 1, 4), 2 * 8_167), type).volumeGibibytes()).isEqualTo(16_384);
        assertThat(violations(with(new ComponentSize(2, 1, 4), 2 * 8_168), type)).containsExactly("m6i.4xlarge would need a root volume of 16386 GiB,"
                + " more than 16384 GiB: choose a smaller type, so that fewer query nodes share one node");
    }

    @Test
    void a_pod_that_is_too_large_is_not_blamed_on_a_volume_that_is_just_small_enough() {
        assertThat(violations(with(new ComponentSize(1, 200, 4), 16_334), new NodePreference("m6i.4xlarge", null, 1)))
                .singleElement().asString().startsWith("m6i.4xlarge cannot hold one queryNode (200 vCPU / 4 GiB)");
    }

    /** Query nodes alone, which need so much disk together. */
    private static Sizing with(ComponentSize queryNodes, double diskGibibytes) {
        return new Sizing(new Footprint(1, 1, diskGibibytes), Map.of(Component.QUERY_NODE, queryNodes), new EtcdSize(3, 1, 4, 20), new KafkaSize(3, 2, 8, 20));
    }

    @Test
    void finds_nodes_on_which_every_pod_has_its_place_whatever_the_workload() {
        Random random = new Random(20261124);
        for (int i = 0; i < 60; i++) {
            IndexType index = IndexType.values()[random.nextInt(IndexType.values().length)];
            long rows = (long) Math.pow(10, 3 + 6 * random.nextDouble());
            ChartFamily family = random.nextBoolean() && !index.sinceMilvus26()
                    ? ChartFamily.SEPARATE_COORDINATORS
                    : ChartFamily.MIX_COORDINATOR;
            Sizing sizing = Sizing.of(Workload.of(rows, 768, index), family);
            SelectedNodes.Chosen chosen = chosen(
                    random.nextBoolean() ? sizing.highlyAvailable() : sizing, new NodePreference(null, null, 1 + random.nextInt(3)));
            assertEveryPodIsPlaced(sizing, chosen, rows + " rows under " + index);
        }
    }

    /** An order that the scheduler may as well see, placed by other rules than the selection's own: largest first. */
    private static void assertEveryPodIsPlaced(Sizing sizing, SelectedNodes.Chosen chosen, String what) {
        InstanceType type = TYPES.find(chosen.instanceType()).orElseThrow();
        double[] cpu = new double[chosen.count()];
        double[] memory = new double[chosen.count()];
        Arrays.fill(cpu, type.allocatable(SYSTEM.onEveryNode()).cpu());
        Arrays.fill(memory, type.allocatable(SYSTEM.onEveryNode()).memoryGibibytes());
        Stream.concat(sizing.pods().stream(), SYSTEM.onceInCluster().stream())
                .flatMap(request -> Stream.generate(() -> request).limit(request.count()))
                .sorted((one, other) -> Double.compare(other.memoryGibibytes(), one.memoryGibibytes()))
                .forEach(pod -> {
                    int place = 0;
                    while (place < cpu.length && (cpu[place] < pod.cpu() || memory[place] < pod.memoryGibibytes())) {
                        place++;
                    }
                    assertThat(place).as("%s: place for %s on %s", what, pod, chosen).isLessThan(cpu.length);
                    cpu[place] -= pod.cpu();
                    memory[place] -= pod.memoryGibibytes();
                });
    }

    private static Sizing sizing(long rows, IndexType index) {
        return Sizing.of(Workload.of(rows, 768, index), ChartFamily.MIX_COORDINATOR).highlyAvailable();
    }

    private SelectedNodes.Chosen chosen(Sizing sizing, NodePreference preference) {
        SelectedNodes answer = selection.select(sizing, preference, "us-east-1");
        assertThat(answer).isInstanceOf(SelectedNodes.Chosen.class);
        return (SelectedNodes.Chosen) answer;
    }

    private List<String> violations(Sizing sizing, NodePreference preference) {
        SelectedNodes answer = selection.select(sizing, preference, "us-east-1");
        assertThat(answer).isInstanceOf(SelectedNodes.Refused.class);
        return ((SelectedNodes.Refused) answer).violations();
    }
}
