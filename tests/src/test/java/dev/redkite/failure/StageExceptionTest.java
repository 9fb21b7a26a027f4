package dev.redkite.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What callers read of an exception beside its message. */
class StageExceptionTest {

    @Test
    void who_finds_an_environment_busy_is_told_by_whom() {
        assertThat(new EnvironmentBusy("demo is busy", "arn:one").holder()).isEqualTo("arn:one");
        assertThat(new EnvironmentBusy("demo is busy").holder()).isEmpty();
    }

    @Test
    void an_invalid_request_tells_every_violation() {
        Violation name = new Violation("$.name", "is missing");

        assertThat(new InvalidRequest("It cannot be carried out.", List.of(name)).violations()).containsExactly(name);
        assertThat(new InvalidRequest("Nothing stands.").violations()).isEmpty();
    }

    @Test
    void what_is_said_before_the_stage_is_known_names_none() {
        assertThat(new StageBroken("no room")).hasMessage("no room");
        assertThat(new StageBroken("no room").at("Network")).hasMessage("Network: no room");
    }
}
