package dev.redkite.sandbox.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPatternTest {

    private static final String EVENT = """
            {"source": "redkite.request", "detail-type": "Provision Requested",
             "detail": {"name": "demo", "zones": ["a", "b"], "size": 3}}""";

    private static boolean matches(String pattern) {
        return EventPattern.read(Json.parse(pattern.replace('\'', '"')), "Rule").matches(Json.parse(EVENT));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{'source': ['redkite.request']} | true",
        "{'source': ['other', 'redkite.request']} | true",
        "{'source': ['redkite']} | false",
        "{'source': ['redkite.request'], 'detail-type': ['Teardown Requested']} | false",
        "{'source': [{'prefix': 'redkite.'}]} | true",
        "{'source': [{'prefix': 'aws.'}]} | false",
        "{'source': [{'anything-but': 'redkite.request'}]} | false",
        "{'source': [{'anything-but': ['aws.ec2', 'aws.s3']}]} | true",
        "{'detail': {'name': ['demo'], 'size': [3]}} | true",
        "{'detail': {'size': ['3']}} | false",
        "{'detail': {'zones': ['b', 'c']}} | true",
        "{'detail': {'gone': [{'anything-but': 'x'}]}} | false",
    })
    void matches_as_eventbridge_does(String pattern, boolean expected) {
        assertThat(matches(pattern)).isEqualTo(expected);
    }

    @Test
    void refuses_a_comparison_that_it_does_not_know() {
        assertThatThrownBy(() -> matches("{'source': [{'wildcard': 'r*'}]}"))
                .isInstanceOf(TemplateException.class).hasMessageContaining("wildcard");
    }

    @Test
    void refuses_a_value_that_is_not_in_a_list() {
        assertThatThrownBy(() -> matches("{'source': 'redkite.request'}")).isInstanceOf(TemplateException.class);
    }
}
