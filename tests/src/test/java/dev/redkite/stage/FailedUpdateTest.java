package dev.redkite.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.ResourceFailed;
import dev.redkite.failure.StageBroken;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailedUpdateTest {

    private static final String REASON = "The update of cluster demo failed: InternalFailure.";

    private final Map<String, String> tags = new HashMap<>(Map.of("team", "search"));

    private void tell(String id, boolean repeated) {
        new FailedUpdate(id, REASON, repeated).tell(Map.copyOf(tags), tags::putAll);
    }

    @Test
    void a_failure_that_nobody_was_told_of_is_told() {
        assertThatThrownBy(() -> tell("update-1", false)).isInstanceOf(ResourceFailed.class).hasMessage(REASON + " It is tried once more.");
    }

    @Test
    void that_it_was_told_is_remembered_on_the_resource() {
        assertThatThrownBy(() -> tell("update-1", false)).isInstanceOf(ResourceFailed.class);

        assertThat(tags).containsOnly(Map.entry("team", "search"), Map.entry("redkite:failed-update", "update-1"));
    }

    @Test
    void a_failure_that_was_told_before_lets_the_change_be_tried_again() {
        tags.put("redkite:failed-update", "update-1");

        assertThatCode(() -> tell("update-1", false)).doesNotThrowAnyException();
    }

    @Test
    void another_failure_after_one_that_was_told_is_left_to_people() {
        tags.put("redkite:failed-update", "update-1");

        assertThatThrownBy(() -> tell("update-2", true)).isInstanceOf(StageBroken.class).hasMessageStartingWith(REASON + " Next: mend what is named");
        assertThat(tags).containsEntry("redkite:failed-update", "update-2");
    }
}
