package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.NotOurs;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** By what Redkite knows what is its own. */
class OwnershipTest {

    private static final Ownership DEMO = new Ownership("demo", 7, Map.of("team", "search"));

    @Test
    void what_is_made_carries_environment_generation_and_the_users_tags() {
        assertThat(DEMO.tags()).containsExactly(
                Map.entry("redkite:environment", "demo"), Map.entry("redkite:generation", "7"), Map.entry("team", "search"));
        assertThat(DEMO.tags("VPC")).hasSize(4).containsEntry("Name", "VPC").containsAllEntriesOf(DEMO.tags());
    }

    @Test
    void objects_of_kubernetes_carry_the_first_two_as_labels() {
        assertThat(DEMO.labels()).containsExactly(Map.entry("redkite.dev/environment", "demo"), Map.entry("redkite.dev/generation", "7"));
    }

    @Test
    void what_another_generation_made_is_ours_and_what_another_environment_made_is_not() {
        assertThat(DEMO.owns(Map.of("redkite:environment", "demo", "redkite:generation", "6"))).isTrue();
        assertThat(DEMO.owns(Map.of("redkite:environment", "other"))).isFalse();
        assertThat(DEMO.owns(Map.of("team", "search"))).isFalse();
    }

    @Test
    void what_cannot_be_tagged_is_known_by_its_description() {
        assertThat(DEMO.description("Root's login")).isEqualTo("Root's login, made by Redkite (redkite:environment=demo)");
        assertThat(DEMO.describes(DEMO.description("Root's login"))).isTrue();
        assertThat(DEMO.describes(new Ownership("demo2", 1, Map.of()).description("Root's login"))).isFalse();
        assertThat(DEMO.describes(null)).isFalse();
    }

    @Test
    void what_is_not_ours_is_refused_by_name_with_a_way_out() {
        assertThatCode(() -> DEMO.require("VPC redkite-demo", DEMO.tags())).doesNotThrowAnyException();
        assertThatThrownBy(() -> DEMO.require("VPC redkite-demo", Map.of())).isInstanceOf(NotOurs.class).hasMessage(
                "VPC redkite-demo exists and is not tagged redkite:environment=demo. Rename the environment, or remove or tag that resource.");
    }

    @Test
    void a_users_tag_that_is_missing_or_other_is_a_difference_and_somebody_elses_is_none() {
        assertThat(DEMO.differences(Map.of("other", "x"))).containsExactly("tag team is null, wanted search");
        assertThat(DEMO.differences(Map.of("team", "sales"))).containsExactly("tag team is sales, wanted search");
        assertThat(DEMO.differences(Map.of("team", "search", "other", "x"))).isEmpty();
    }
}
