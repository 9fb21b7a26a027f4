package dev.redkite.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViolationTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"version, $.kafka.version", "app-name, $.kafka.app-name", "$ref, $.kafka.$ref", "a b, $.kafka['a b']"})
    void a_members_path_is_a_json_path(String name, String path) {
        assertThat(Violation.member("$.kafka", name)).isEqualTo(path);
    }

    @Test
    void an_unknown_member_that_is_near_a_known_one_is_taken_for_it() {
        assertThat(Violation.ofUnknownMember("actoin", List.of("name", "action")))
                .hasToString("$.actoin: is not a member of this request; did you mean action?");
    }

    @Test
    void an_unknown_member_that_is_near_none_is_answered_with_all_that_there_are() {
        assertThat(Violation.ofUnknownMember("colour", List.of("specification", "action")))
                .hasToString("$.colour: is not a member of this request; remove it, or use one of action, specification");
    }

    @Test
    void what_somebody_wrote_is_not_repeated_at_any_length() {
        Violation violation = new Violation("$." + "a".repeat(1_000), "b".repeat(2_000));

        assertThat(violation.path()).hasSizeLessThan(250).endsWith("… (802 characters more)");
        assertThat(violation.message()).hasSizeLessThan(1_050).endsWith("… (1,000 characters more)");
    }
}
