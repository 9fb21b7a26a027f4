package dev.redkite.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.deployment.Operation;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import dev.redkite.registry.EnvironmentRecord.Failure;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class RegistryTest {

    private final World world = World.standing();
    private final Registry registry = new Registry(world.client(DynamoDbClient.class), "redkite", world.clock());

    @BeforeEach
    void the_table_stands() {
        world.dynamoDb().createTable("redkite", "environment");
    }

    private boolean admit(String execution, String stale) {
        return registry.admit(claim(execution, stale, false));
    }

    private static Claim claim(String execution, String stale, boolean inherited) {
        return new Claim("demo", 1, Phase.PROVISIONING, execution, stale, inherited, execution + "'s user",
                Json.object().put("name", "demo"), null, false, null);
    }

    private static Failure failure(String execution) {
        return new Failure(Operation.provision, execution, 0, "StageBroken", "why");
    }

    @Test
    void an_environment_nobody_asked_for_is_not_there() {
        assertThat(registry.find("demo")).isEmpty();
    }

    @Test
    void the_first_execution_takes_the_lock_and_may_take_it_again() {
        assertThat(admit("first", null)).isTrue();
        assertThat(admit("first", null)).isTrue();

        assertThat(registry.find("demo")).hasValueSatisfying(record -> {
            assertThat(record.execution()).isEqualTo("first");
            assertThat(record.phase()).isEqualTo(Phase.PROVISIONING);
        });
    }

    @Test
    void a_second_execution_is_kept_out_while_the_first_holds_the_lock() {
        admit("first", null);

        assertThat(admit("second", null)).isFalse();

        assertThat(registry.find("demo").orElseThrow().execution()).isEqualTo("first");
    }

    @Test
    void a_lock_whose_holder_runs_no_longer_is_taken_over() {
        admit("first", null);

        assertThat(admit("second", "first")).isTrue();

        assertThat(registry.find("demo").orElseThrow().execution()).isEqualTo("second");
    }

    @Test
    void when_a_life_was_begun_and_anything_was_noted_is_noted_too_and_an_item_that_is_older_than_that_can_be_read() {
        admit("first", null);
        assertThat(registry.find("demo").orElseThrow().createdAt()).as("nobody knows any more when it was begun").isNull();
        registry.admit(new Claim("demo", 1, Phase.PROVISIONING, "first", null, false, null, null, null, true, null));
        world.clock().advance(Duration.ofMinutes(1));
        registry.publish("demo", "first", Json.object());

        EnvironmentRecord record = registry.find("demo").orElseThrow();
        assertThat(record.updatedAt()).isEqualTo(record.createdAt().plus(Duration.ofMinutes(1))).isEqualTo(world.now());
        world.client(DynamoDbClient.class).updateItem(request -> request.tableName("redkite")
                .key(Map.of("environment", AttributeValue.fromS("demo"))).updateExpression("REMOVE createdAt, updatedAt"));
        assertThat(registry.find("demo").orElseThrow().updatedAt()).isNull();
    }

    @Test
    void publishing_frees_the_lock_and_forgets_the_failure() {
        admit("first", null);
        registry.fail("demo", Phase.FAILED, failure("first"));
        admit("second", null);

        assertThat(registry.publish("demo", "second", Json.object().put("milvus", "host:19530"))).isTrue();

        assertThat(registry.find("demo")).hasValueSatisfying(record -> {
            assertThat(record.phase()).isEqualTo(Phase.READY);
            assertThat(record.execution()).isNull();
            assertThat(record.failure()).isNull();
            assertThat(record.endpoints().path("milvus").asText()).isEqualTo("host:19530");
        });
    }

    @Test
    void whoever_does_not_hold_the_lock_can_neither_publish_nor_fail() {
        admit("first", null);

        assertThat(registry.publish("demo", "second", Json.object())).isFalse();
        assertThat(registry.fail("demo", Phase.FAILED, failure("second"))).isFalse();
    }

    @Test
    void whoever_does_not_hold_the_lock_cannot_remove() {
        admit("first", null);

        assertThat(registry.remove("demo", "second", Json.object(), false, true)).isFalse();

        assertThat(registry.find("demo").orElseThrow().phase()).isEqualTo(Phase.PROVISIONING);
    }

    @Test
    void a_failure_is_noted_with_the_phase_that_it_leaves_and_frees_the_lock() {
        admit("first", null);

        assertThat(registry.fail("demo", Phase.FAILED, failure("first"))).isTrue();

        EnvironmentRecord record = registry.find("demo").orElseThrow();
        assertThat(record.phase()).isEqualTo(Phase.FAILED);
        assertThat(record.failure()).isEqualTo(failure("first"));
        assertThat(record.execution()).isNull();
    }

    @Test
    void a_failure_that_leads_to_no_other_phase_leaves_the_one_before() {
        admit("first", null);

        registry.fail("demo", null, failure("first"));

        assertThat(registry.find("demo").orElseThrow().phase()).isEqualTo(Phase.PROVISIONING);
    }

    private static Plan plan(int generation) {
        return new Plan("demo", generation, "123456789012", "us-west-2", Map.of(), false, null, null, null,
                null, null, null, null, null, null, null, List.of());
    }

    @Test
    void a_claim_notes_what_was_asked_for_and_what_was_planned() {
        registry.admit(new Claim("demo", 1, Phase.PROVISIONING, "first", null, false, null, Json.object().put("name", "demo"), plan(1), true, null));

        EnvironmentRecord record = registry.find("demo").orElseThrow();
        assertThat(record.specification()).isEqualTo(Json.object().put("name", "demo"));
        assertThat(record.findPlan()).contains(record.requirePlan());
        assertThat(record.requirePlan().generation()).isEqualTo(1);
    }

    @Test
    void a_claim_that_brings_neither_leaves_what_was_asked_for_and_what_was_planned() {
        registry.admit(new Claim("demo", 1, Phase.PROVISIONING, "first", null, false, null, Json.object().put("name", "demo"), plan(1), true, null));

        remove(Phase.REMOVING, "first", null, false);

        EnvironmentRecord record = registry.find("demo").orElseThrow();
        assertThat(record.specification()).isEqualTo(Json.object().put("name", "demo"));
        assertThat(record.findPlan()).isPresent();
    }

    @Test
    void what_is_kept_is_owed_until_the_environment_is_ready() {
        registry.admit(new Claim("demo", 1, Phase.PROVISIONING, "first", null, false, null, null, null, true, null));
        registry.admit(new Claim("demo", 1, Phase.REMOVING, "first", null, false, null, null, null, false, "kept_0"));
        assertThat(registry.find("demo").orElseThrow().kept()).isEqualTo("kept_0");

        registry.publish("demo", "first", Map.of());

        assertThat(registry.find("demo").orElseThrow().kept()).isNull();
    }

    @Test
    void a_claim_that_keeps_nothing_owes_nothing_any_more() {
        registry.admit(new Claim("demo", 1, Phase.PROVISIONING, "first", null, false, null, null, null, true, null));
        registry.admit(new Claim("demo", 1, Phase.REMOVING, "first", null, false, null, null, null, false, "kept_0"));

        registry.admit(new Claim("demo", 1, Phase.REMOVING, "first", null, false, null, null, null, false, null));

        assertThat(registry.find("demo").orElseThrow().kept()).isNull();
    }

    @Test
    void a_plan_that_was_read_off_what_stands_is_not_what_anybody_asked_for() {
        registry.admit(new Claim("demo", 1, Phase.REMOVING, "first", null, false, null, null, plan(1), true, null));

        EnvironmentRecord record = registry.find("demo").orElseThrow();
        assertThat(record.findPlan()).isEmpty();
        assertThat(record.requirePlan()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void only_a_removal_that_is_not_over_leaves_it_half_removed(Phase phase) {
        assertThat(phase.halfRemoved()).isEqualTo(Set.of(Phase.REMOVING, Phase.REMOVAL_FAILED).contains(phase));
    }

    @Test
    void an_environment_whose_holder_ended_without_a_word_is_not_done_with_what_was_begun() {
        Map<Phase, Phase> left = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            EnvironmentRecord record = new EnvironmentRecord("demo", 1, phase, "first", null, null, null, null, null, null, null, null, null, null, null, null)
                    .leftBehind(failure("first"));
            assertThat(record.execution()).isNull();
            assertThat(record.failure()).isEqualTo(failure("first"));
            left.put(phase, record.phase());
        }

        assertThat(left).containsExactlyInAnyOrderEntriesOf(Map.of(
                Phase.PROVISIONING, Phase.FAILED, Phase.REMOVING, Phase.REMOVAL_FAILED, Phase.READY, Phase.READY, Phase.FAILED, Phase.FAILED,
                Phase.PAUSING, Phase.FAILED, Phase.PAUSED, Phase.PAUSED, Phase.RESUMING, Phase.FAILED, Phase.RECREATING, Phase.RECREATING, Phase.REMOVAL_FAILED, Phase.REMOVAL_FAILED, Phase.REMOVED, Phase.REMOVED));
    }

    @Test
    void a_child_works_under_its_parents_lock_and_takes_none_of_its_own() {
        assertThat(registry.admit(claim("parent", null, true))).as("nobody holds it").isFalse();
        admit("parent", null);

        assertThat(registry.admit(claim("parent", null, true))).isTrue();
    }

    @Test
    void a_removed_environment_keeps_its_generation_and_its_lock_when_a_parent_goes_on() {
        admit("parent", null);

        assertThat(registry.remove("demo", "parent", Json.object().put("leftovers", 0), true, true)).isTrue();

        assertThat(registry.find("demo")).hasValueSatisfying(record -> {
            assertThat(record.phase()).isEqualTo(Phase.REMOVED);
            assertThat(record.execution()).isEqualTo("parent");
            assertThat(record.audit().path("leftovers").asInt(-1)).isZero();
        });
    }

    @Test
    void a_removed_environment_is_free_again() {
        admit("first", null);
        registry.remove("demo", "first", Json.object(), false, true);

        assertThat(registry.find("demo").orElseThrow().execution()).isNull();
    }

    @Test
    void whoever_asked_first_stays_its_requester() {
        admit("first", null);
        admit("second", "first");

        assertThat(registry.find("demo").orElseThrow().requester()).isEqualTo("first's user");
    }

    @Test
    void a_missed_operation_is_noted_whoever_holds_the_lock_and_forgotten_when_all_is_well_again() {
        admit("first", null);

        registry.miss("demo", failure("late"));
        assertThat(registry.find("demo").orElseThrow().missed()).isEqualTo(failure("late"));
        registry.publish("demo", "first", Json.object());

        assertThat(registry.find("demo").orElseThrow().missed()).isNull();
    }

    private void remove(Phase phase, String execution, String stale, boolean inherited) {
        assertThat(registry.admit(new Claim("demo", 1, phase, execution, stale, inherited, null, null, null, false, null))).isTrue();
    }

    @Test
    void a_removal_that_is_turned_away_leaves_what_was_before_it_and_is_noted() {
        admit("first", null);
        registry.publish("demo", "first", Json.object());
        remove(Phase.RECREATING, "parent", null, false);
        remove(Phase.REMOVING, "parent", null, true);
        remove(Phase.REMOVING, "parent", null, true);

        assertThat(registry.turnAway("demo", failure("another"))).isFalse();
        assertThat(registry.turnAway("demo", failure("parent"))).isTrue();

        EnvironmentRecord record = registry.find("demo").orElseThrow();
        assertThat(record.phase()).isEqualTo(Phase.READY);
        assertThat(record.execution()).isNull();
        assertThat(record.missed()).isEqualTo(failure("parent"));
        assertThat(record.failure()).isNull();
    }

    @Test
    void a_removal_that_was_aborted_half_way_is_what_was_before_the_next_one() {
        admit("first", null);
        registry.publish("demo", "first", Json.object());
        remove(Phase.REMOVING, "aborted", null, false);
        remove(Phase.REMOVING, "second", "aborted", false);

        registry.turnAway("demo", failure("second"));

        assertThat(registry.find("demo").orElseThrow().phase()).isEqualTo(Phase.REMOVING);
    }

    @Test
    void an_environment_that_is_not_there_misses_nothing() {
        registry.miss("demo", failure("late"));

        assertThat(registry.find("demo")).isEmpty();
    }

    @Test
    void a_list_comes_in_pages_and_misses_none() {
        for (String name : List.of("one", "two", "three", "four", "five")) {
            registry.admit(new Claim(name, 1, Phase.PROVISIONING, "first", null, false, null, Json.object(), null, false, null));
        }

        Set<String> names = new TreeSet<>();
        Registry.Page page = registry.list(2, null);
        while (page.next() != null) {
            assertThat(page.records()).hasSize(2);
            page.records().forEach(record -> names.add(record.environment()));
            page = registry.list(2, page.next());
        }
        page.records().forEach(record -> names.add(record.environment()));

        assertThat(names).containsExactly("five", "four", "one", "three", "two");
    }
}
