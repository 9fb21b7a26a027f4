package dev.redkite.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenSinceTest {

    private static final String POINTS = """
            {"database": "default", "collection": "points", "id": 7, "loaded": true, "counted": "strong", "rows": 3, "rowsAfter": 3,
             "segments": {"451": 3, "452": 0}, "definition": {"partitions": ["_default"], "aliases": []}}""";

    private static JsonNode collections(JsonNode... each) {
        return Json.object().set("collections", Json.tree(List.of(each)));
    }

    private static ObjectNode points(Consumer<ObjectNode> otherwise) {
        ObjectNode points = (ObjectNode) Json.parse(POINTS);
        otherwise.accept(points);
        return points;
    }

    private static List<String> written(JsonNode then, JsonNode now) {
        return WrittenSince.written(then, now.path("collections"));
    }

    private static ObjectNode same() {
        return points(_ -> {});
    }

    @Test
    void nothing_is_written_where_all_is_as_it_was() {
        assertThat(written(collections(same()), collections(same()))).isEmpty();
        assertThat(written(collections(), collections())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"id, 8", "loaded, false", "rows, 2", "segments, '{\"451\": 3}'", "segments, '{\"451\": 4, \"452\": 0}'",
        "segments, '{\"451\": 3, \"452\": 0, \"453\": 1}'",
        "definition, '{\"partitions\": [\"_default\"], \"aliases\": [\"places\"]}'"})
    void whatever_is_otherwise_was_written(String member, String value) {
        assertThat(written(collections(same()), collections(points(now -> now.set(member, Json.parse(value)))))).containsExactly("default.points");
    }

    @Test
    void collections_that_came_or_went_are_told_too() {
        assertThat(written(collections(same()), collections(points(now -> now.put("collection", "lines"))))).containsExactly("default.lines", "default.points");
    }

    @Test
    void a_count_that_went_on_while_the_backup_was_made_is_no_proof() {
        assertThat(written(collections(points(then -> then.put("rows", 2))), collections(same()))).containsExactly("default.points");
        assertThat(written(collections(points(then -> then.put("rowsAfter", 2))), collections(same()))).containsExactly("default.points");
    }

    @Test
    void stored_rows_are_not_held_against_counts_for_segments_say_more() {
        assertThat(written(collections(points(then -> then.put("counted", "stored").put("rows", 0))),
                collections(points(now -> now.put("counted", "stored").put("rows", 9))))).isEmpty();
    }

    @Test
    void a_manifest_of_before_proves_nothing() {
        assertThat(written(collections(points(then -> then.remove("segments"))), collections(points(now -> now.putObject("segments")))))
                .containsExactly("default.points");
        assertThat(written(collections(points(then -> then.remove("definition"))), collections(points(now -> now.remove("definition")))))
                .containsExactly("default.points");
    }
}
