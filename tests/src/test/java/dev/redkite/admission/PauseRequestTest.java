package dev.redkite.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.InvalidRequest;
import dev.redkite.json.Json;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PauseRequestTest {

    private static EnvironmentRecord in(Phase phase, boolean everReady) {
        return new EnvironmentRecord("demo", 1, phase, null, null, null, null, everReady ? Json.object() : null, null, null, null, null, null, null, null, null);
    }

    @ParameterizedTest
    @EnumSource
    void whatever_was_ready_and_is_not_being_removed_can_be_paused_and_resumed(Phase phase) {
        assertThat(in(phase, true).pausable()).isEqualTo(
                !Set.of(Phase.RECREATING, Phase.REMOVING, Phase.REMOVAL_FAILED, Phase.REMOVED).contains(phase));
        assertThat(in(phase, false).pausable()).isFalse();
    }

    @Test
    void what_cannot_is_refused_with_the_way() {
        assertThatThrownBy(() -> PauseRequest.requirePausable(in(Phase.FAILED, false), "pause")).isInstanceOf(InvalidRequest.class)
                .hasMessage("Environment demo is FAILED and was never ready: there is nothing to pause. Next: send its specification, which makes or mends it.");
        assertThatThrownBy(() -> PauseRequest.requirePausable(in(Phase.REMOVED, false), "resume")).isInstanceOf(InvalidRequest.class)
                .hasMessage("Environment demo is REMOVED: there is nothing to resume. Next: send its specification, which makes or mends it.");
        assertThatThrownBy(() -> PauseRequest.requirePausable(in(Phase.REMOVING, true), "pause")).isInstanceOf(InvalidRequest.class)
                .hasMessageEndingWith("Next: tear it down once more, or recreate it.");
    }
}
