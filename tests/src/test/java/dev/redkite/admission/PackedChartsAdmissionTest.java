package dev.redkite.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.chart.PackedCharts;
import dev.redkite.deployment.Operation;
import dev.redkite.failure.StageBroken;
import dev.redkite.json.Json;
import dev.redkite.platform.AccountPlatform;
import dev.redkite.platform.Charts;
import dev.redkite.registry.Registry;
import dev.redkite.sandbox.aws.World;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class PackedChartsAdmissionTest {

    private final World world = World.standing();

    /** As when it was built without them: nothing is packed in tests. */
    private final AccountPlatform withoutCharts = new AccountPlatform(world) {
        @Override
        public Charts charts() {
            return new PackedCharts();
        }
    };

    @Test
    void what_cannot_be_installed_is_refused_before_anybody_holds_the_lock() {
        world.dynamoDb().createTable("redkite", "environment");
        AdmissionSpec wanted = new AdmissionSpec(
                Operation.provision, Json.parse("{\"specification\": {\"name\": \"demo\"}}"), "first");

        assertThatThrownBy(() -> AdmissionFunction.step(withoutCharts).run(wanted))
                .isInstanceOf(StageBroken.class)
                .hasMessageContaining("Chart aws-load-balancer-controller 3.5.0 is not packed with the functions")
                .hasMessageContaining("Next: run ./redkite charts");
        assertThat(new Registry(world.client(DynamoDbClient.class), "redkite", world.clock()).find("demo")).isEmpty();
    }

    /** What is wrong with the request is told first: it would be all the same with the charts. */
    @Test
    void a_request_that_is_wrong_is_told_so() {
        world.dynamoDb().createTable("redkite", "environment");

        assertThatThrownBy(() -> new Preflight(withoutCharts).plan(Json.parse("{\"name\": \"demo\", \"nmae\": 1}")))
                .hasMessageContaining("$.nmae");
    }
}
