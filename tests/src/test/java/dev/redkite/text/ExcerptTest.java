package dev.redkite.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {

    @ParameterizedTest
    @CsvSource({
        "gr\u00fc\u00dfe \ud83d\ude80, gr\u00fc\u00dfe \ud83d\ude80",
        "a\u001b[31mb, a\\u001b[31mb",
        "a\u202eb, a\\u202eb",
        "a\u200bb, a\\u200bb",
        "a\ud800b, a\\ud800b",
        "a\u009bb, a\\u009bb",
    })
    void what_is_not_seen_is_written_as_its_code(String text, String shown) {
        assertThat(Excerpt.of(text, 100)).isEqualTo(shown);
    }

    @Test
    void it_is_one_line_whatever_it_was() {
        assertThat(Excerpt.of("a\r\nb\tc", 100)).isEqualTo("a  b c");
    }

    @Test
    void what_is_too_long_is_cut_between_characters_and_says_by_how_much() {
        assertThat(Excerpt.of("ab\ud83d\ude80cd", 3)).isEqualTo("ab\u2026 (4 characters more)");
    }

    @Test
    void what_just_fits_is_not_cut_though_its_last_character_is_halved() {
        assertThat(Excerpt.of("ab\ud83d", 3)).isEqualTo("ab\\ud83d");
    }
}
