package dev.redkite.sandbox.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpectedRowsTest {

    private static final Feature NORTH = new Feature(Feature.Kind.PARTITION, "north");

    private final ExpectedRows expected = new ExpectedRows();

    /** Rows 0 and 1 flushed, 2 only acknowledged. */
    private void withThreeRows() {
        expected.created("orders");
        expected.changed("orders", rows -> rows.with(List.of(0L, 1L)).stored().with(List.of(2L)));
    }

    private List<String> violations(String collection, Long... rows) {
        return expected.violations(Map.of(collection, new Rows.Found(List.of(rows), Set.of(NORTH))));
    }

    @Test
    void all_rows_once_in_any_order_are_as_expected() {
        withThreeRows();

        assertThat(violations("orders", 2L, 0L, 1L)).isEmpty();
    }

    @Test
    void a_row_that_is_lost_is_told_with_what_was_promised_of_it() {
        withThreeRows();

        assertThat(violations("orders", 1L))
                .containsExactly("collection orders: rows [0] are lost although flushed", "collection orders: rows [2] are lost although acknowledged");
    }

    @Test
    void a_row_that_is_there_twice_is_told() {
        withThreeRows();

        assertThat(violations("orders", 0L, 1L, 1L, 2L)).containsExactly("collection orders: rows [1] are doubled");
    }

    @Test
    void what_a_collection_has_besides_rows_is_missed_too() {
        withThreeRows();
        expected.changed("orders", rows -> rows.with(NORTH).with(new Feature(Feature.Kind.ALIAS, "of_orders")));

        assertThat(violations("orders", 0L, 1L, 2L)).containsExactly("collection orders: second name of_orders is gone");
    }

    @Test
    void a_restore_that_has_not_ended_well_may_owe_second_names_alone() {
        withThreeRows();
        expected.changed("orders", rows -> rows.with(NORTH).with(new Feature(Feature.Kind.ALIAS, "of_orders")));
        Map<String, Rows> backup = expected.collections();
        expected.dropped("orders");
        expected.restoring(backup);

        assertThat(violations("orders", 0L, 1L, 2L)).isEmpty();

        expected.restored();
        assertThat(violations("orders", 0L, 1L, 2L)).containsExactly("collection orders: second name of_orders is gone");
    }

    @Test
    void a_row_that_was_deleted_is_not_to_come_back() {
        withThreeRows();
        expected.changed("orders", rows -> rows.without(1));

        assertThat(violations("orders", 0L, 2L)).isEmpty();
        assertThat(violations("orders", 0L, 1L, 2L)).containsExactly("collection orders: rows [1] are there although deleted or never written");
    }

    @Test
    void a_collection_that_is_gone_is_told_unless_its_user_dropped_it() {
        withThreeRows();

        assertThat(violations("another")).containsExactly("collection orders: it is gone, with rows [0, 1, 2]");

        expected.dropped("orders");
        assertThat(violations("another")).isEmpty();
    }

    @Test
    void what_ends_with_a_generation_is_expected_no_more() {
        withThreeRows();
        expected.forgotten();

        assertThat(expected.areNone()).isTrue();
    }

    @Test
    void a_restore_brings_what_was_there_when_its_backup_was_made() {
        withThreeRows();
        Map<String, Rows> backup = expected.collections();
        expected.changed("orders", rows -> rows.with(List.of(3L)));

        expected.restoring(backup);
        expected.restored();

        assertThat(violations("orders", 0L, 1L, 2L)).isEmpty();
        assertThat(violations("orders", 0L, 1L, 2L, 3L)).containsExactly("collection orders: rows [3] are there although deleted or never written");
    }

    @Test
    void while_a_restore_has_not_ended_well_either_is_right_but_nothing_between_them() {
        withThreeRows();
        Map<String, Rows> backup = expected.collections();
        expected.changed("orders", rows -> rows.with(List.of(3L)));
        expected.restoring(backup);

        assertThat(violations("orders", 0L, 1L, 2L, 3L)).isEmpty();
        assertThat(violations("orders", 0L, 1L, 3L)).containsExactly("collection orders: rows [2] are lost although acknowledged");
        assertThat(violations("orders", 0L, 1L, 2L)).isEmpty();
        assertThat(violations("orders", 0L, 1L, 2L, 3L)).as("once it is the backup's it stays so").isNotEmpty();
    }

    @Test
    void a_collection_that_gives_way_may_be_missing_while_what_replaces_it_has_another_name() {
        withThreeRows();
        expected.restoring(expected.collections());

        assertThat(violations("orders_restoring", 0L, 1L, 2L)).isEmpty();
        assertThat(expected.find("orders")).isEmpty();
    }

    @Test
    void a_collection_that_gave_way_to_nothing_is_told() {
        withThreeRows();
        expected.restoring(expected.collections());

        assertThat(violations("another")).containsExactly("collection orders: it is gone, and what was to come in its place is not there");
    }
}
