package dev.redkite.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.admission.Admission;
import dev.redkite.environment.Plan;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.json.Json;
import dev.redkite.platform.AccountPlatform;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.aws.eventbridge.FakeEventBridgeClient.Event;
import dev.redkite.sandbox.fault.SecretWatch;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a specification holds, it becomes a plan, or a refusal that names everything wrong in words for people. */
class HostileSpecificationTest {

    private final Admission admission = new Admission(new AccountPlatform(World.standing()));

    String tried(RandomGenerator random) {
        String specification = new HostileJson(random).specification();
        try {
            return planned(admission.plan(Json.parse(specification), 1));
        } catch (InvalidRequest e) {
            assertThat(e.violations()).isNotEmpty().allSatisfy(violation -> Words.require(violation.toString()));
            Words.require(e.getMessage());
            return "refused";
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("not JSON: ");
            Words.require(e.getMessage());
            return "malformed";
        }
    }

    private static String planned(Plan plan) {
        assertThat(Plan.isName(plan.environment())).isTrue();
        assertThat(Json.convert(Json.tree(plan), Plan.class)).as("it survives on its way through the machine").isEqualTo(plan);
        Words.require(plan.warnings());
        return "planned";
    }

    @Tag("search")
    @Test
    void every_specification_is_planned_or_refused_in_words_for_people() {
        Map<String, Integer> became = Fuzzing.through(getClass(), 1_500, this::tried);

        assertThat(became).isNotEmpty();
    }
    /** A run for some of those that are planned; what else their values break, people are told by Helm's own words. */
    private String provisioned(RandomGenerator random) {
        JsonNode specification = planned(random);
        ObjectNode event = Json.object().put("source", "redkite.request").put("detail-type", "Provision Requested").put("id", "hostile-1");
        event.putObject("detail").set("specification", specification);
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event).withChat())) {
            SecretWatch watch = SecretWatch.over(sandbox);
            Outcome outcome = sandbox.deliver(event);
            sandbox.advance(Duration.ofMinutes(5));

            assertThat(watch.leaks()).isEmpty();
            assertThat(sandbox.world().eventBridge().events()).last().extracting(Event::detailType).asString().startsWith("Environment ");
            assertThat(outcome.ready() || outcome.message().contains("helmValues")).as("%s of %s", outcome.message(), specification).isTrue();
            return outcome.phase();
        }
    }

    private JsonNode planned(RandomGenerator random) {
        for (int i = 0; i < 1_000; i++) {
            try {
                JsonNode specification = Json.parse(new HostileJson(random).specification());
                admission.plan(specification, 1);
                return specification;
            } catch (IllegalArgumentException | InvalidRequest _) {
                // the next one, then
            }
        }
        throw new AssertionError("none of a thousand is planned");
    }

    @Tag("search")
    @Test
    void what_is_planned_survives_being_made() {
        Map<String, Integer> became = Fuzzing.slowlyThrough(getClass(), 2, this::provisioned);

        assertThat(became).isNotEmpty();
    }

    @Test
    void what_is_wrong_a_thousand_times_is_told_within_what_an_execution_keeps() {
        ObjectNode specification = Json.object();
        for (int i = 0; i < 2_000; i++) {
            specification.put("odd-%d".formatted(i), "value");
        }

        assertThatThrownBy(() -> admission.plan(specification, 1)).isInstanceOfSatisfying(InvalidRequest.class, refused -> {
            assertThat(refused.violations()).hasSizeGreaterThan(2_000);
            assertThat(refused.getMessage()).hasSizeLessThan(Words.LONGEST).contains("… and ");
        });
    }
}
