package dev.redkite.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.Failures;
import dev.redkite.failure.NotYetVisible;
import dev.redkite.failure.StageBroken;
import dev.redkite.json.Json;
import dev.redkite.sandbox.milvus.FakeMilvus;
import dev.redkite.stage.Progress.Done;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose password root has, and who is told. */
@Timeout(60)
class HealthProbeLoginTest extends ProbedRelease {

    @Test
    void the_facts_hold_no_secret() {
        installed();

        assertThat(Json.text(step.run(wanted))).doesNotContain("secret");
    }

    @Test
    void a_password_that_was_changed_in_milvus_is_told_as_that() {
        install();
        password("other-one");
        settled(milvus);

        assertThatThrownBy(() -> step.run(wanted))
                .isInstanceOf(StageBroken.class)
                .hasMessageContaining("somebody changed it in Milvus. Next: put {\"username\":\"root\",\"password\":\"…\"}")
                .hasMessageContaining("put-secret-value --secret-id " + SECRET)
                .hasMessageNotContaining("other-one");
        world.secretsManager().changed(SECRET, login("secret"));
        assertThat(step.run(wanted)).isInstanceOf(Done.class);
    }

    @Test
    void a_milvus_that_asks_for_a_login_that_nobody_wanted_is_told_as_that() {
        installed();

        assertThatThrownBy(() -> step.run(wanted(false)))
                .isInstanceOf(StageBroken.class)
                .hasMessageContaining("refuses to answer without a login at the step connect")
                .hasMessageContaining("Next: ask for milvus.authentication");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.13", "2.6.15"})
    void a_password_that_somebody_put_into_the_secret_is_set(String version) {
        install();
        password("generated-and-kept");
        try (FakeMilvus standing = FakeMilvus.start(version, "generated-and-kept")) {
            settled(standing);
            for (String next : List.of("second-one", "third-one")) {
                world.secretsManager().changed(SECRET, login(next));

                assertThat(step.run(wanted)).isInstanceOf(Done.class);
            }
            assertThat(standing.calls()).contains("UpdateCredential");
            assertThat(step.run(wanted)).isInstanceOf(Done.class);
        }
    }

    @Test
    void a_secret_that_was_made_anew_is_set_where_milvus_has_what_it_began_with() {
        install();
        first("secret");
        world.secretsManager().standing(SECRET, login("made-anew"), null);
        settled(milvus);

        assertThat(step.run(wanted)).isInstanceOf(Done.class);

        assertThat(milvus.calls()).containsOnlyOnce("UpdateCredential");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "another-one", "{\"password\":\"Milvus\"}", "{\"password\":\"short\"}"})
    void what_is_no_password_is_told_before_milvus_is_asked(String value) {
        installed();
        world.secretsManager().changed(SECRET, value);

        assertThatThrownBy(() -> step.run(wanted)).isInstanceOf(StageBroken.class)
                .hasMessageStartingWith("Secret " + SECRET + " in Secrets Manager ").hasMessageContaining("Next: put ");
        assertThat(milvus.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.13", "2.6.15"})
    void the_password_that_everybody_knows_is_replaced_by_the_one_in_the_secret(String version) {
        install();
        password("generated-and-kept");
        try (FakeMilvus fresh = FakeMilvus.start(version, "Milvus")) {
            settled(fresh);

            assertThat(step.run(wanted)).isInstanceOf(Done.class);

            assertThat(fresh.calls()).containsOnlyOnce("UpdateCredential");
            assertThat(step.run(wanted)).isInstanceOf(Done.class);
            assertThat(fresh.calls()).containsOnlyOnce("UpdateCredential");
        }
    }

    @Test
    void a_killed_change_of_the_password_is_made_good_by_the_next_look() {
        install();
        password("generated-and-kept");
        try (FakeMilvus fresh = FakeMilvus.start("2.2.13", "Milvus")) {
            settled(fresh);
            fresh.losesAnswerOfCall(4); // Connect refused twice, Connect with the published password, UpdateCredential

            assertThat(reason(step.run(wanted))).startsWith("data path not open at set root's password");

            assertThat(fresh.calls()).endsWith("UpdateCredential");
            assertThat(step.run(wanted)).isInstanceOf(Done.class);
        }
    }

    @Test
    void a_missing_secret_is_broken() {
        install();
        cluster.clock.advance(Duration.ofMinutes(5));

        assertThatThrownBy(() -> step.run(wanted)).satisfies(refusal ->
                assertThat(Failures.translate((RuntimeException) refusal)).isInstanceOf(NotYetVisible.class)
                        .hasMessageContaining("start the request again"));
    }
}
