package dev.redkite.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.deployment.Operation;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.ResourceFailed;
import dev.redkite.failure.StageBroken;
import dev.redkite.failure.StagePending;
import dev.redkite.failure.Transient;
import org.junit.jupiter.api.Test;

class FailureAdviceTest {

    private static String in(Operation operation, Class<?> error, String message) {
        return FailureAdvice.in(operation, "Any", error.getName(), message);
    }

    @Test
    void what_says_itself_what_to_do_stays_as_it_is() {
        assertThat(in(Operation.provision, StageBroken.class, "Network: no. Next: do it.")).isEqualTo("Network: no. Next: do it.");
        assertThat(in(Operation.provision, InvalidRequest.class, "2 violations")).isEqualTo("2 violations");
        assertThat(in(Operation.provision, NotOurs.class, "theirs")).isEqualTo("theirs");
    }

    @Test
    void what_another_execution_was_turned_away_for_says_itself_what_to_do() {
        assertThat(FailureAdvice.in(Operation.recreate, "Any", "States.TaskFailed", "InvalidRequest: Admission: 3 violations")).isEqualTo("InvalidRequest: Admission: 3 violations");
        assertThat(FailureAdvice.in(Operation.recreate, "Any", "States.TaskFailed", "The execution was stopped.")).contains("Next: ");
    }

    @Test
    void what_was_pending_at_the_ceiling_is_advised_by_its_stage_and_direction() {
        assertThat(in(Operation.provision, StagePending.class, "HealthProbe: no pod")).contains("kubectl -n milvus describe pods");
        assertThat(in(Operation.teardown, StagePending.class, "ObjectStorage: full")).contains("stop whatever writes into the bucket");
        assertThat(in(Operation.provision, StagePending.class, "Publication: busy"))
                .isEqualTo("Publication: busy. It was still so when the stage's time was up."
                        + " Next: look at what is named, and at the AWS Health Dashboard, then redrive the execution.");
    }

    @Test
    void the_services_words_come_before_the_stage() {
        assertThat(in(Operation.provision, StagePending.class, "Exposure: Service milvus: TooManyLoadBalancers")).contains("L-69A177A2");
        assertThat(in(Operation.provision, ResourceFailed.class, "NodeGroup: InsufficientInstanceCapacity.")).contains("capacity comes and goes");
        assertThat(in(Operation.provision, Transient.class, "Network: busy")).contains("redrive the execution once the service answers again");
    }
}
