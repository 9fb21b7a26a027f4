package dev.redkite.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.json.Json;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {

    private static final long GIBIBYTE = 1L << 30;

    private static KeptCollection collection(String name, long bytes) {
        return new KeptCollection("default", name, 0, 0, true, false, 1, bytes, Json.object(), List.of(), List.of());
    }

    private static List<Integer> sizes(List<KeptCollection> collections) {
        return Batches.of(collections).stream().map(List::size).toList();
    }

    @Test
    void small_collections_come_64_at_a_time() {
        assertThat(sizes(IntStream.range(0, 130).mapToObj(number -> collection("c" + number, 1)).toList())).containsExactly(64, 64, 2);
    }

    @Test
    void more_than_16_gibibytes_are_in_none_but_of_one_collection() {
        assertThat(sizes(List.of(collection("a", 10 * GIBIBYTE), collection("b", 6 * GIBIBYTE), collection("c", 1), collection("d", 40 * GIBIBYTE),
                collection("e", 1)))).containsExactly(2, 1, 1, 1);
    }

    @Test
    void without_collections_there_is_one_for_the_users() {
        assertThat(Batches.of(List.of())).containsExactly(List.of());
    }

    @Test
    void what_milvus_backup_cannot_name_comes_with_all_others() {
        assertThat(sizes(List.of(collection("a", 20 * GIBIBYTE), collection("b$", 20 * GIBIBYTE)))).containsExactly(2);
    }
}
