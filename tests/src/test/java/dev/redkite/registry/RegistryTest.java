package dev.redkite.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.registry.EnvironmentRecord.Failure;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class RegistryTest {

    private final World world = World.standing();
    private final Registry registry = new Registry(world.client(DynamoDbClient.class), "redkite");

    @BeforeEach
    void the_table_stands() {
        world.dynamoDb().createTable("redkite", "environment");
    }

    private boolean admit(String execution, String stale) {
        return registry.admit("demo", 1, execution, stale, Json.object().put("name", "demo"));
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
    void publishing_frees_the_lock_and_forgets_the_failure() {
        admit("first", null);
        registry.fail("demo", new Failure("first", 0, "StageBroken", "why"));
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
        assertThat(registry.fail("demo", new Failure("second", 0, "StageBroken", "why"))).isFalse();
    }
}
