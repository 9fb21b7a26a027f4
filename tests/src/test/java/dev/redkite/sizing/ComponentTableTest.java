package dev.redkite.sizing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.catalog.ChartFamily;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the public sizing tool goes on to the next row of its tables, in GiB of load. */
class ComponentTableTest {

    private static String written(Map<Component, ComponentSize> sizes, Component component) {
        ComponentSize size = sizes.get(component);
        return "%d x %.0f/%.0f".formatted(size.replicas(), size.cpu(), size.memoryGibibytes());
    }

    @ParameterizedTest
    @CsvSource({
        "7.99,  1 x 1/4,  1 x 2/8,     1 x 2/8,  1 x 2/8",
        "8,     1 x 2/8,  1 x 4/16,    1 x 4/16, 1 x 2/8",
        "15.99, 1 x 2/8,  1 x 4/16,    1 x 4/16, 1 x 2/8",
        "16,    1 x 2/8,  2 x 4/16,    2 x 4/16, 1 x 2/8",
        "63.99, 1 x 2/8,  4 x 4/16,    2 x 4/16, 1 x 2/8",
        "64,    1 x 2/8,  5 x 4/16,    4 x 4/16, 1 x 4/16",
        "95.99, 1 x 2/8,  6 x 4/16,    4 x 4/16, 1 x 4/16",
        "96,    1 x 8/32, 3 x 8/32,    8 x 8/16, 1 x 4/16",
        "160,   1 x 8/32, 5 x 8/32,    8 x 8/16, 2 x 4/16",
        "256,   1 x 8/32, 8 x 8/32,    8 x 8/16, 2 x 4/16",
        "288,   1 x 8/32, 9 x 8/32,    8 x 8/16, 2 x 8/32",
        "511,   1 x 8/32, 16 x 8/32,   8 x 8/16, 2 x 8/32",
        "512,   1 x 8/32, 8 x 16/64,   8 x 8/16, 2 x 8/32",
        "576,   1 x 8/32, 9 x 16/64,   8 x 8/16, 3 x 8/32",
        "2047,  1 x 8/32, 32 x 16/64,  8 x 8/16, 8 x 8/32",
        "2048,  1 x 8/32, 16 x 32/128, 8 x 8/16, 8 x 8/32",
    })
    void every_row_begins_with_the_load_that_it_is_written_with(
            double load, String proxy, String queryNode, String dataNode, String streamingNode) {
        Map<Component, ComponentSize> sizes = ComponentTable.sizes(load, ChartFamily.MIX_COORDINATOR);

        assertThat(written(sizes, Component.PROXY)).isEqualTo(proxy);
        assertThat(written(sizes, Component.MIX_COORDINATOR)).isEqualTo(proxy);
        assertThat(written(sizes, Component.QUERY_NODE)).isEqualTo(queryNode);
        assertThat(written(sizes, Component.DATA_NODE)).isEqualTo(dataNode);
        assertThat(written(sizes, Component.STREAMING_NODE)).isEqualTo(streamingNode);
    }

    @ParameterizedTest
    @CsvSource({"95.99, 1 x 2/8, 4 x 4/16", "96, 1 x 8/32, 8 x 8/16"})
    void before_milvus_2_6_index_nodes_build_what_data_nodes_build_now(double load, String dataNode, String indexNode) {
        Map<Component, ComponentSize> sizes = ComponentTable.sizes(load, ChartFamily.SEPARATE_COORDINATORS);

        assertThat(written(sizes, Component.DATA_NODE)).isEqualTo(dataNode);
        assertThat(written(sizes, Component.INDEX_NODE)).isEqualTo(indexNode);
    }
}
