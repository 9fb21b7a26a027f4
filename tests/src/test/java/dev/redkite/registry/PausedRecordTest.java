package dev.redkite.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.deployment.Operation;
import dev.redkite.json.Json;
import dev.redkite.registry.EnvironmentRecord.Failure;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.aws.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What the registry says of an environment whose pause has ended nothing. */
class PausedRecordTest {

    private final World world = World.standing();
    private final Registry registry = new Registry(world.client(DynamoDbClient.class), "redkite", world.clock());

    @BeforeEach
    void an_environment_is_ready() {
        world.dynamoDb().createTable("redkite", "environment");
        claim(Phase.PROVISIONING, "first", null);
        registry.publish("demo", "first", Json.object());
    }

    private void claim(Phase phase, String execution, String stale) {
        assertThat(registry.admit(new Claim("demo", 1, phase, execution, stale, false, null, null, null, false, null))).isTrue();
    }

    private Phase turnedAway(String execution) {
        assertThat(registry.turnAway("demo", new Failure(Operation.pause, execution, 0, "StageBroken", "why"))).isTrue();
        return registry.find("demo").orElseThrow().phase();
    }

    @Test
    void a_pause_that_is_turned_away_leaves_what_was_before_it() {
        claim(Phase.PAUSING, "pause", null);
        claim(Phase.PAUSING, "pause", null);

        assertThat(turnedAway("pause")).isEqualTo(Phase.READY);
    }

    @Test
    void so_does_one_that_is_asked_for_while_it_sleeps() {
        claim(Phase.PAUSING, "pause", null);
        registry.pause("demo", "pause", Json.object());
        claim(Phase.PAUSING, "second", null);

        assertThat(turnedAway("second")).isEqualTo(Phase.PAUSED);
    }

    @Test
    void what_follows_a_pause_that_was_aborted_half_way_does_not_make_it_ready() {
        claim(Phase.PAUSING, "aborted", null);
        claim(Phase.PAUSING, "second", "aborted");

        assertThat(turnedAway("second")).isEqualTo(Phase.FAILED);
    }
}
