package dev.redkite.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of the JSON that Lambda and Step Functions make of an exception. */
class CauseTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"errorMessage\":\"Network: no room.\",\"errorType\":\"x\"}                      | Network: no room.",
        "{\"Cause\":\"{\\\"errorMessage\\\":\\\"Network: no room.\\\"}\",\"Status\":\"FAILED\"} | Network: no room.",
        "{\"Cause\":\"The execution was stopped.\"}                                        | The execution was stopped.",
    })
    void the_exceptions_words_are_taken_out(String cause, String words) {
        assertThat(Cause.message(cause)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"The state timed out.", "{\"trace\":[]}", "{not JSON", "``"})
    void what_has_no_such_words_stays_as_it_is(String cause) {
        assertThat(Cause.message(cause)).isEqualTo(cause);
    }

    @Test
    void the_stages_name_is_not_said_twice() {
        assertThat(Cause.without("Network", "Network: no room.")).isEqualTo("no room.");
        assertThat(Cause.without("Kafka", "KafkaCluster: no room.")).isEqualTo("KafkaCluster: no room.");
    }
}
