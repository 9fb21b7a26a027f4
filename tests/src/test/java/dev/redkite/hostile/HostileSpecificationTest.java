package dev.redkite.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.admission.Admission;
import dev.redkite.environment.Plan;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.outside.AccountOutside;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Json;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whatever a specification holds, it becomes a plan, or a refusal that names everything wrong in words for people. */
class HostileSpecificationTest {

    private final Admission admission = new Admission(new AccountOutside(World.standing()));

    private String tried(RandomGenerator random) {
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

    @Test
    void every_specification_is_planned_or_refused_in_words_for_people() {
        Map<String, Integer> became = Fuzzing.through(getClass(), 1_500, this::tried);

        assertThat(became).isNotEmpty();
    }
}
