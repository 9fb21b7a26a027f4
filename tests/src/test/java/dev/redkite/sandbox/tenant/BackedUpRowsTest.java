package dev.redkite.sandbox.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackedUpRowsTest {

    private final BackedUpRows backups = new BackedUpRows();

    private static Map<String, Rows> rows(Long... numbers) {
        return Map.of("orders", Rows.none().with(List.of(numbers)));
    }

    @Test
    void a_backup_holds_what_was_there_when_it_was_made_and_all_of_it_stored() {
        assertThat(backups.note("demo", Set.of("first"), rows(0L))).isTrue();
        assertThat(backups.note("demo", Set.of("first"), rows(0L, 1L))).isFalse();

        assertThat(backups.require("demo", "first").get("orders").differences(new Rows.Found(List.of(), Set.of()))).containsExactly("rows [0] are lost although flushed");
        assertThat(backups.holds("demo", "orders")).isTrue();
    }

    @Test
    void one_that_was_given_up_is_no_measure_for_the_next_of_its_name() {
        backups.note("demo", Set.of("first"), rows(0L));
        backups.note("demo", Set.of(), rows(0L));
        backups.note("demo", Set.of("first"), rows(0L, 1L));

        assertThat(backups.require("demo", "first").get("orders").differences(new Rows.Found(List.of(0L, 1L), Set.of()))).isEmpty();
    }

    @Test
    void of_another_environment_the_same_name_is_another_backup() {
        backups.note("demo", Set.of("first"), rows(0L));

        assertThatThrownBy(() -> backups.require("clone", "first")).hasMessage("nobody has seen backup first of clone made");
        backups.note("clone", Set.of(), Map.of());
        assertThat(backups.holds("demo", "orders")).isTrue();
    }
}
