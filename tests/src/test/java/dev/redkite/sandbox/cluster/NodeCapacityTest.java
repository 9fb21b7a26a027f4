package dev.redkite.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sizing.InstanceType;
import dev.redkite.sizing.InstanceTypes;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NodeCapacityTest {

    /** What {@code kubectl get node} said of them; where from, {@link NodeCapacity} says. */
    @ParameterizedTest
    @CsvSource({"m5.large, 1930, 6.803", "m5.xlarge, 3920, 14.202", "r5.xlarge, 3920, 29.916", "r5.2xlarge, 7910, 61.041",
            "r5.4xlarge, 15890, 121.492", "r5.16xlarge, 63770, 490.108"})
    void a_node_leaves_to_pods_what_others_saw(String type, long millicores, double gibibytes) {
        NodeCapacity capacity = NodeCapacity.of(type);

        assertThat(capacity.millicores()).isEqualTo(millicores);
        assertThat(capacity.mebibytes() / 1024.0).isBetween(gibibytes - 0.002, gibibytes + 0.002);
    }

    static List<InstanceType> types() {
        return InstanceTypes.load().types();
    }

    /** Or pods that Redkite has placed stay Pending. */
    @ParameterizedTest
    @MethodSource("types")
    void sizing_counts_on_no_more_than_a_node_has(InstanceType type) {
        InstanceType.Capacity counted = type.allocatable(List.of());
        NodeCapacity capacity = NodeCapacity.of(type.name());

        assertThat(counted.cpu() * 1000).isLessThanOrEqualTo(capacity.millicores() + 0.5);
        assertThat(counted.memoryGibibytes() * 1024).isLessThanOrEqualTo(capacity.mebibytes());
        assertThat(counted.pods()).isEqualTo(capacity.pods());
    }
}
