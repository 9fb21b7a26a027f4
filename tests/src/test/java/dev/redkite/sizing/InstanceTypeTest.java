package dev.redkite.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.redkite.catalog.Prices;
import dev.redkite.sizing.InstanceType.Capacity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a node of a type leaves to pods, and which types there are. */
class InstanceTypeTest {

    private static final InstanceTypes TYPES = InstanceTypes.load();

    private static InstanceType type(String name) {
        return TYPES.find(name).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "m6i.large,   2,  8,  29",
        "m6i.2xlarge, 8,  32, 58",
        "m6i.8xlarge, 32, 128, 234",
    })
    void the_kubelet_of_the_eks_images_reserves_memory_by_the_pods_that_may_run(String name, int cores, int gibibytes, int addresses) {
        Capacity node = type(name).allocatable(List.of());

        assertThat(node.cpu()).isCloseTo(cores - (cores == 2 ? 0.07 : 0.07 + 0.01 + 0.0025 * (cores - 4)), within(1e-9));
        assertThat(node.memoryGibibytes()).isEqualTo(gibibytes * 0.925 - (255 + 11 * addresses + 100) / 1024.0);
        assertThat(node.pods()).isEqualTo(addresses);
    }

    @Test
    void pods_that_run_on_every_node_take_their_share_and_their_places_first() {
        Capacity empty = type("m6i.large").allocatable(List.of());
        Capacity node = type("m6i.large").allocatable(List.of(new PodRequest("proxy", 1, 0.1, 0.25), new PodRequest("log", 2, 0.25, 0.5)));

        assertThat(node.cpu()).isCloseTo(empty.cpu() - 0.6, within(1e-9));
        assertThat(node.memoryGibibytes()).isCloseTo(empty.memoryGibibytes() - 1.25, within(1e-9));
        assertThat(node.pods()).isEqualTo(26);
    }

    /** "Instances with less than 30 vCPUs", says EKS of the lower limit. */
    @Test
    void a_managed_node_group_accepts_no_more_than_110_pods_on_less_than_30_cores_and_no_more_than_250_on_others() {
        assertThat(type("m6i.4xlarge").podLimit()).isEqualTo(110);
        assertThat(new InstanceType("x.30cores", 30, 120, 15, 50, 0, true).podLimit()).isEqualTo(250);
        assertThat(type("m6i.16xlarge").podLimit()).isEqualTo(250);
    }

    @ParameterizedTest
    @CsvSource({"2, 4, 1, true", "1.9, 4, 1, false", "2, 3.9, 1, false", "2, 4, 0, false"})
    void a_node_holds_a_pod_that_fits_exactly_and_needs_a_place_for_it(double cpu, double gibibytes, int places, boolean holds) {
        assertThat(new Capacity(cpu, gibibytes, places).holds(new PodRequest("pod", 1, 2, 4))).isEqualTo(holds);
    }

    @Test
    void a_pod_takes_cores_memory_and_one_place() {
        assertThat(new Capacity(8, 32, 10).without(new PodRequest("pod", 3, 2, 4))).isEqualTo(new Capacity(6, 28, 9));
    }

    @Test
    void the_next_smaller_type_is_the_largest_one_below_in_the_same_family() {
        assertThat(TYPES.findSmaller(type("m6i.2xlarge"))).contains(type("m6i.xlarge"));
        assertThat(TYPES.findSmaller(type("m6i.large"))).isEmpty();
        InstanceTypes related = new InstanceTypes(List.of(type("m6i.2xlarge"), new InstanceType("m6id.xlarge", 4, 16, 4, 15, 237, false)));
        assertThat(related.findSmaller(type("m6i.2xlarge"))).isEmpty();
    }

    @Test
    void every_type_has_a_name_and_a_price_of_its_own_in_both_regions() {
        Prices prices = Prices.load();

        assertThat(TYPES.names()).contains("m6i.large", "r7i.24xlarge", "i4i.4xlarge").doesNotHaveDuplicates().allSatisfy(name -> {
            assertThat(prices.find("ec2:" + name, "us-east-1")).isPresent();
            assertThat(prices.find("ec2:" + name, "us-west-2")).isPresent();
        });
    }
}
