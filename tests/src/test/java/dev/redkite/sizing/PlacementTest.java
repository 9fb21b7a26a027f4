package dev.redkite.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.redkite.sizing.InstanceType.Capacity;
import dev.redkite.sizing.Placement.Order;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On nodes of 4 cores, 16 GiB and 10 places, unless it says otherwise. */
class PlacementTest {

    private static final Capacity NODE = new Capacity(4, 16, 10);

    private static PodRequest pod(String name, double cpu, double gibibytes) {
        return new PodRequest(name, 1, cpu, gibibytes);
    }

    private static Optional<String> homeless(int nodes, List<PodRequest> pods) {
        return new Placement(NODE, pods).findFirstWithoutPlace(nodes, Order.LARGEST_FIRST).map(PodRequest::name);
    }

    @Test
    void a_pod_is_large_by_the_scarcer_of_what_it_asks() {
        assertThat(homeless(1, List.of(pod("much memory", 2, 14), pod("many cores", 3, 1)))).contains("many cores");
        assertThat(homeless(1, List.of(pod("much memory", 1, 14), pod("many cores", 3.6, 2)))).contains("much memory");
    }

    @Test
    void a_pod_goes_to_the_node_that_is_left_with_the_larger_share_of_memory_rather_than_one_core_more() {
        List<PodRequest> pods = List.of(pod("first", 1, 12), pod("second", 2, 1), pod("third", 1.2, 2), new PodRequest("last", 4, 0, 4));

        assertThat(homeless(2, pods)).isEmpty();
    }

    @Test
    void a_pod_goes_to_the_node_that_is_left_with_the_larger_share_of_cores_rather_than_more_memory() {
        List<PodRequest> pods = List.of(pod("first", 3, 1), pod("second", 0.4, 8), pod("third", 1, 1), new PodRequest("last", 4, 0.9, 0));

        assertThat(homeless(2, pods)).contains("last");
    }

    @Test
    void a_node_group_has_no_more_than_450_nodes() {
        assertThat(new Placement(NODE, List.of(new PodRequest("pod", 450, 4, 16))).findCount(1, Order.LARGEST_FIRST)).hasValue(450);
        assertThat(new Placement(NODE, List.of(new PodRequest("pod", 451, 4, 16))).findCount(1, Order.LARGEST_FIRST)).isEmpty();
    }

    @Test
    void no_number_of_nodes_holds_a_pod_that_is_larger_than_one() {
        assertThat(new Placement(NODE, List.of(pod("pod", 5, 1))).findCount(1, Order.ANY)).isEmpty();
    }

    @Test
    void places_are_used_up_as_cores_and_memory_are() {
        assertThat(new Placement(NODE, List.of(new PodRequest("pod", 11, 0, 0))).findCount(1, Order.ANY)).hasValue(2);
    }

    @Test
    void what_is_left_free_is_the_share_of_the_scarcer() {
        Placement cores = new Placement(NODE, List.of(new PodRequest("pod", 2, 1, 2)));
        Placement memory = new Placement(NODE, List.of(new PodRequest("pod", 2, 1, 6)));

        assertThat(cores.freeShare(1)).isCloseTo(0.5, within(1e-9));
        assertThat(cores.freeShare(2)).isCloseTo(0.75, within(1e-9));
        assertThat(memory.freeShare(1)).isCloseTo(0.25, within(1e-9));
        assertThat(memory.freeShare(2)).isCloseTo(0.625, within(1e-9));
    }
}
