package dev.redkite.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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

    @Test
    void of_several_the_nearest_is_meant_and_of_two_alike_the_first_by_name() {
        assertThat(SpellingSuggestion.to("versoin", List.of("name", "version", "versions"))).contains("version");
        assertThat(SpellingSuggestion.to("rowx", List.of("rowz", "rowa"))).contains("rowa");
    }

    @ParameterizedTest
    @CsvSource({"abcxyz, false", "abcdxy, true", "xbcd, true", "xycd, false"})
    void a_third_of_the_letters_may_be_wrong(String given, boolean meant) {
        assertThat(SpellingSuggestion.to(given, List.of("abcd" + "ef".substring(0, given.length() - 4))).isPresent()).isEqualTo(meant);
    }

    @Test
    void a_sentence_about_an_unknown_word_ends_with_what_was_meant_if_anything_was() {
        assertThat(SpellingSuggestion.meant("versoin", List.of("version"))).isEqualTo("; did you mean version?");
        assertThat(SpellingSuggestion.meant("colour", List.of("version"))).isEmpty();
    }
}
