package dev.redkite.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import org.junit.jupiter.api.Test;

class KeptCollectionTest {

    private static KeptCollection kept(ObjectNode collection) {
        ObjectNode manifest = Json.object();
        manifest.putArray("collections").add(collection.put("database", "default").put("collection", "points"));
        return KeptCollection.of(manifest).getFirst();
    }

    private static ObjectNode counted(String how) {
        return Json.object().put("rows", 7).put("rowsAfter", 5).put("stored", 9).put("counted", how);
    }

    @Test
    void as_many_rows_as_were_counted_strongly_before_or_after_have_to_come_back() {
        assertThat(kept(counted("strong").put("deletions", true)).least()).isEqualTo(5);
    }

    @Test
    void rows_that_were_counted_as_stored_may_all_have_been_deleted() {
        assertThat(kept(counted("stored").put("deletions", true)).least()).isZero();
    }

    @Test
    void where_none_was_deleted_all_that_is_stored_comes_back() {
        assertThat(kept(counted("strong").put("deletions", false)).exact()).isTrue();
    }

    @Test
    void a_manifest_of_before_says_nothing_of_deletions() {
        assertThat(kept(counted("strong")).exact()).isFalse();
    }
}
