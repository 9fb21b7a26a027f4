package dev.redkite.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.environment.Plan;
import dev.redkite.failure.EnvironmentBusy;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.outside.AccountOutside;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.EnvironmentRecord.Failure;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.Registry;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Json;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sfn.SfnClient;

class AdmissionStageTest {

    private final World world = World.standing();
    private final Registry registry = new Registry(world.client(DynamoDbClient.class), "redkite");
    private final Map<String, String> statuses = new HashMap<>();
    private final AdmissionStage stage =
            new AdmissionStage(new Admission(new AccountOutside(world)), registry, world.client(SfnClient.class));

    @BeforeEach
    void the_table_stands() {
        world.dynamoDb().createTable("redkite", "environment");
        world.sfn().executions(arn -> Optional.ofNullable(statuses.get(arn)));
    }

    private static ObjectNode specification() {
        return Json.object().put("name", "demo");
    }

    private Plan admitted(String execution) {
        Progress<Plan> progress = stage.ensure(new AdmissionSpec(specification(), execution));
        assertThat(progress).isInstanceOf(Done.class);
        return ((Done<Plan>) progress).facts();
    }

    private EnvironmentRecord record() {
        return registry.find("demo").orElseThrow();
    }

    @Test
    void plans_the_first_generation_and_takes_the_lock() {
        Plan plan = admitted("first");

        assertThat(plan.environment()).isEqualTo("demo");
        assertThat(plan.generation()).isEqualTo(1);
        assertThat(record().execution()).isEqualTo("first");
        assertThat(record().phase()).isEqualTo(Phase.PROVISIONING);
        assertThat(record().specification()).isEqualTo(specification());
    }

    @Test
    void answers_the_same_plan_when_called_again() {
        assertThat(admitted("first")).isEqualTo(admitted("first"));
    }

    @Test
    void changes_nothing_but_the_registry() {
        admitted("first");

        assertThat(world.takeChanges()).containsExactly("DynamoDb:UpdateItem");
    }

    @Test
    void keeps_the_generation_that_the_registry_knows() {
        registry.admit("demo", 4, "earlier", null, specification());
        registry.publish("demo", "earlier", Json.object());

        Plan plan = admitted("second");

        assertThat(plan.generation()).isEqualTo(4);
        assertThat(plan.names().kafkaSecret()).endsWith("-g4");
    }

    @Test
    void refuses_while_the_holder_runs_and_names_it() {
        admitted("first");
        statuses.put("first", "RUNNING");

        assertThatThrownBy(() -> admitted("second"))
                .isInstanceOf(EnvironmentBusy.class).hasMessageContaining("demo").hasMessageContaining("first");
        assertThat(record().execution()).isEqualTo("first");
    }

    @Test
    void refuses_while_the_holder_waits_to_be_redriven() {
        admitted("first");
        statuses.put("first", "PENDING_REDRIVE");

        assertThatThrownBy(() -> admitted("second")).isInstanceOf(EnvironmentBusy.class);
    }

    @Test
    void takes_over_from_a_holder_that_was_aborted() {
        admitted("first");
        statuses.put("first", "ABORTED");

        admitted("second");

        assertThat(record().execution()).isEqualTo("second");
    }

    @Test
    void takes_over_from_a_holder_that_nobody_remembers() {
        admitted("first");

        admitted("second");

        assertThat(record().execution()).isEqualTo("second");
    }

    @Test
    void takes_the_lock_that_a_failure_freed() {
        admitted("first");
        registry.fail("demo", new Failure("first", 0, "StageBroken", "why"));
        statuses.put("first", "RUNNING");

        admitted("second");

        assertThat(record().execution()).isEqualTo("second");
        assertThat(record().phase()).isEqualTo(Phase.PROVISIONING);
    }

    @Test
    void refuses_a_wrong_request_with_every_violation_and_takes_no_lock() {
        ObjectNode wrong = specification().put("colour", "red");
        wrong.putObject("kafka").put("brokers", 0);

        assertThatThrownBy(() -> stage.ensure(new AdmissionSpec(wrong, "first")))
                .isInstanceOf(InvalidRequest.class).hasMessageContaining("colour").hasMessageContaining("brokers");
        assertThat(registry.find("demo")).isEmpty();
    }

    @Test
    void refuses_a_request_without_a_specification() {
        assertThatThrownBy(() -> stage.ensure(new AdmissionSpec(null, "first"))).isInstanceOf(InvalidRequest.class);
    }
}
