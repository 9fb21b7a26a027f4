package dev.redkite.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingSuggestionTest {

    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "demo, demo, 0", "nmae, name, 1", "versoin, version, 1", "'', abc, 3", "abc, '', 3"})
    void letters_that_are_missing_added_replaced_or_swapped_are_counted(String from, String to, int distance) {
        assertThat(SpellingSuggestion.distance(from, to)).isEqualTo(distance);
    }

    @ParameterizedTest
    @CsvSource({"HNSW, hnsw", "rows, row", "cat, ''"})
    void what_is_near_is_found_whatever_its_case_and_what_is_far_is_not(String known, String given) {
        assertThat(SpellingSuggestion.to(given, List.of(known))).isEqualTo(Optional.of(known).filter(_ -> !given.isEmpty()));
    }
}
