package dev.redkite.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.redkite.deployment.Operation;
import dev.redkite.environment.Plan;
import dev.redkite.failure.EnvironmentBusy;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.StagePending;
import dev.redkite.json.Json;
import dev.redkite.platform.AccountPlatform;
import dev.redkite.registry.Claim;
import dev.redkite.registry.EnvironmentRecord.Failure;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.Registry;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress;
import dev.redkite.stage.StageRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sfn.SfnClient;

class AdmissionStepTest {

    private final World world = World.standing();
    private final Registry registry = new Registry(world.client(DynamoDbClient.class), "redkite", world.clock());
    private final Map<String, String> statuses = new HashMap<>();
    private final Admission admission = new Admission(new AccountPlatform(world));
    private final AdmissionStep step =
            new AdmissionStep(admission, registry, Unregistered.of(new AccountPlatform(world), admission), () -> world.client(SfnClient.class));

    @BeforeEach
    void the_table_stands() {
        world.dynamoDb().createTable("redkite", "environment");
        world.sfn().executions(arn -> Optional.ofNullable(statuses.get(arn)));
    }

    private static ObjectNode specification() {
        return Json.object().put("name", "demo");
    }

    private static AdmissionSpec provision(ObjectNode specification, String execution) {
        ObjectNode input = Json.object();
        if (specification != null) {
            input.set("specification", specification);
        }
        return new AdmissionSpec(Operation.provision, input, execution);
    }

    private static ObjectNode named() {
        return Json.object().put("environment", "demo");
    }

    private Plan admitted(Operation operation, JsonNode input, String execution) {
        return ((Done<Plan>) step.run(new AdmissionSpec(operation, input, execution))).facts();
    }

    private void ready() {
        admitted("first");
        registry.publish("demo", "first", Json.object());
        world.takeChanges();
    }

    private Plan admitted(String execution) {
        Progress<Plan> progress = step.run(provision(specification(), execution));
        assertThat(progress).isInstanceOf(Done.class);
        return ((Done<Plan>) progress).facts();
    }

    @Test
    void what_stands_beside_a_specification_and_is_no_member_is_named() {
        ObjectNode input = Json.object().put("requestor", "ann").put("removeData", true);
        input.set("specification", specification());

        assertThatThrownBy(() -> admitted(Operation.provision, input, "first")).isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("$.requestor: is not a member of this request").hasMessageContaining("$.removeData: ");
    }

    private EnvironmentRecord record() {
        return registry.find("demo").orElseThrow();
    }

    @Test
    void what_stands_beside_a_specification_hides_nothing_that_is_wrong_within() {
        AdmissionSpec wanted = provision(specification().put("nmae", 1), "arn:1");
        ((ObjectNode) wanted.input()).put("owner", "ann");

        assertThatThrownBy(() -> step.run(wanted)).isInstanceOf(InvalidRequest.class)
                .hasMessageStartingWith("2 violations").hasMessageContaining("$.owner: ").hasMessageContaining("$.nmae: ");
    }

    @Test
    void a_specification_under_another_s_name_is_refused_and_not_judged_against_that_one() {
        ready();
        AdmissionSpec wanted = provision(specification().put("name", "other"), "arn:2");
        ((ObjectNode) wanted.input()).put("environment", "demo");

        assertThatThrownBy(() -> step.run(wanted)).isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("$.environment: is \"demo\", but the specification's name is \"other\"; leave environment out, or write the same in both");
        assertThat(registry.find("other")).isEmpty();
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
    void a_specification_that_is_not_wrapped_is_told_where_it_belongs() {
        assertThatThrownBy(() -> admitted(Operation.provision, Json.object().put("name", "demo"), "first"))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("$.specification: is required")
                .hasMessageContaining("move it there");
    }

    @Test
    void a_misspelt_specification_is_named_with_what_was_meant() {
        ObjectNode input = Json.object().put("requester", "ci");
        input.set("specificaton", specification());

        assertThatThrownBy(() -> admitted(Operation.provision, input, "first")).isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("$.specificaton: is not a member of this request; did you mean specification?")
                .hasMessageContaining("$.specification: is required");
    }

    @Test
    void a_request_that_is_a_text_is_repeated_beside_an_example() {
        assertThatThrownBy(() -> admitted(Operation.provision, TextNode.valueOf("demo"), "first")).isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("$: \"demo\" is no request, which is a JSON object such as {\"specification\":{\"name\":\"demo\"}}");
    }

    @Test
    void changes_nothing_but_the_registry() {
        admitted("first");

        assertThat(world.takeChanges()).containsExactly("DynamoDb:UpdateItem");
    }

    @Test
    void keeps_the_generation_that_the_registry_knows() {
        registry.admit(new Claim("demo", 4, Phase.PROVISIONING, "earlier", null, false, null, specification(), null, true, null));
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
        registry.fail("demo", Phase.FAILED, new Failure(Operation.provision, "first", 0, "StageBroken", "why"));
        statuses.put("first", "RUNNING");

        admitted("second");

        assertThat(record().execution()).isEqualTo("second");
        assertThat(record().phase()).isEqualTo(Phase.PROVISIONING);
    }

    @Test
    void refuses_a_wrong_request_with_every_violation_and_takes_no_lock() {
        ObjectNode wrong = specification().put("colour", "red");
        wrong.putObject("kafka").put("brokers", 0);

        assertThatThrownBy(() -> step.run(provision(wrong, "first")))
                .isInstanceOf(InvalidRequest.class).hasMessageContaining("colour").hasMessageContaining("brokers");
        assertThat(registry.find("demo")).isEmpty();
    }

    @Test
    void refuses_a_request_without_a_specification() {
        assertThatThrownBy(() -> step.run(provision(null, "first"))).isInstanceOf(InvalidRequest.class);
    }

    @Test
    void a_teardown_gets_the_plan_that_was_last_begun_and_says_that_it_is_removing() {
        ready();

        Plan plan = admitted(Operation.teardown, named(), "second");

        assertThat(plan).isEqualTo(record().plan());
        assertThat(record().phase()).isEqualTo(Phase.REMOVING);
        assertThat(record().specification()).isEqualTo(specification());
    }

    @Test
    void a_life_after_a_teardown_is_another_generation() {
        ready();
        admitted(Operation.teardown, named(), "second");
        registry.remove("demo", "second", Json.object(), false, true);

        assertThat(admitted("third").generation()).isEqualTo(2);
        assertThat(admitted("third").generation()).as("when called again").isEqualTo(2);
    }

    @Test
    void the_registered_specification_is_made_when_the_request_names_only_the_environment() {
        ready();

        assertThat(admitted(Operation.provision, named(), "second")).isEqualTo(record().plan());
    }

    @Test
    void what_is_half_torn_down_is_not_made_again() {
        ready();
        admitted(Operation.teardown, named(), "second");
        registry.fail("demo", Phase.REMOVAL_FAILED, new Failure(Operation.teardown, "second", 0, "StageBroken", "Network: in use"));

        assertThatThrownBy(() -> admitted("third"))
                .isInstanceOf(InvalidRequest.class).hasMessageContaining("Network: in use").hasMessageContaining("Teardown Requested");
        assertThat(admitted(Operation.teardown, named(), "third")).isEqualTo(record().plan());
    }

    @Test
    void what_is_protected_is_neither_torn_down_nor_recreated_and_the_loss_is_named() {
        step.run(provision(specification().put("protected", true), "first"));
        registry.publish("demo", "first", Json.object());

        for (Operation operation : List.of(Operation.teardown, Operation.recreate)) {
            assertThatThrownBy(() -> admitted(operation, named().put("removeData", true), "second"))
                    .isInstanceOf(InvalidRequest.class)
                    .hasMessageContaining("the bucket redkite-demo-123456789012-us-west-2 with all data")
                    .hasMessageContaining("\"protected\": false");
        }
        assertThat(record().execution()).isNull();
        assertThat(record().phase()).isEqualTo(Phase.READY);
    }

    @Test
    void an_environment_that_nobody_registered_is_not_torn_down() {
        assertThatThrownBy(() -> admitted(Operation.teardown, named(), "first"))
                .isInstanceOf(InvalidRequest.class).hasMessageContaining("no environment demo is registered");
        assertThat(registry.find("demo")).isEmpty();
    }

    @Test
    void everything_wrong_with_a_request_to_tear_down_is_named_at_once() {
        ObjectNode wrong = Json.object().put("environment", "D!").put("removeData", "yes").put("colour", "red");

        assertThatThrownBy(() -> admitted(Operation.teardown, wrong, "first")).isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("$.environment").hasMessageContaining("$.removeData").hasMessageContaining("$.colour");
    }

    @Test
    void a_recreate_is_judged_whole_before_anything_is_torn_down() {
        ready();
        ObjectNode wrong = named();
        wrong.putObject("specification").put("name", "other");

        assertThatThrownBy(() -> admitted(Operation.recreate, wrong, "second"))
                .isInstanceOf(InvalidRequest.class).hasMessageContaining("$.specification.name");
        assertThat(record().phase()).isEqualTo(Phase.READY);
    }

    @Test
    void a_recreate_under_another_name_is_told_so_and_judged_no_further() {
        ready();
        ObjectNode wrong = named();
        wrong.putObject("specification").put("name", "other").putObject("workload").put("rows", 0);

        assertThatThrownBy(() -> admitted(Operation.recreate, wrong, "second"))
                .hasMessage("1 violation in the request:\n- $.specification.name: is other, but demo is to be recreated; leave the name as it is");
    }

    @Test
    void a_recreates_children_work_under_its_lock() {
        ready();
        admitted(Operation.recreate, named(), "parent");
        statuses.put("parent", "RUNNING");
        ObjectNode ofChild = named().put(StageRequest.PARENT, "parent");

        admitted(Operation.teardown, ofChild, "parent");
        registry.remove("demo", "parent", Json.object(), true, true);
        Plan next = admitted(Operation.provision, ofChild, "parent");

        assertThat(next.generation()).isEqualTo(2);
        assertThat(record().execution()).isEqualTo("parent");
    }

    @Test
    void a_scheduled_request_waits_its_turn_instead_of_being_turned_away() {
        admitted("first");
        statuses.put("first", "RUNNING");

        assertThatThrownBy(() -> admitted(Operation.teardown, named().put("scheduled", true), "second"))
                .isInstanceOf(StagePending.class).hasMessageContaining("first");
    }
}
