package dev.redkite.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class OvertakenTest {

    @Test
    void what_somebody_else_has_taken_over_is_looked_at_before_it_is_asked_for_again() {
        assertThat(Overtaken.by(Optional.of(Told.byExecution("first").record())))
                .hasMessageStartingWith("Another execution has taken the environment over while this one ran. Next: look at what that one comes to");
    }

    @Test
    void what_the_registry_has_lost_is_asked_for_again() {
        assertThat(Overtaken.by(Optional.empty()))
                .hasMessageStartingWith("The registry has lost the environment while this execution ran")
                .hasMessageEndingWith("Next: send the request again, which registers it as it stands.");
    }
}
