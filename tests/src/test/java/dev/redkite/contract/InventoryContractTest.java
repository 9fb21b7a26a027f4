package dev.redkite.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Faults, soak and scenarios judge by the world's inventory: what a stage makes and what is not in there, none of them would miss. */
class InventoryContractTest {

    /** They make nothing that stands by itself: a part of a route table or a cluster, which goes with it. */
    private static final Set<String> PARTS = Set.of("Ec2:CreateTags", "Ec2:CreateRoute", "Eks:CreateAccessEntry");

    @Test
    void whatever_a_stage_makes_stands_in_the_inventory() throws IOException {
        ObjectNode event = (ObjectNode) Json.parse(Files.readString(Path.of("..", "events", "03-new-network.json")));
        event.withObject("/detail/specification").put("expiresAt", "2027-01-31T18:00:00Z");
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event))) {
            Set<String> made = new TreeSet<>();
            Set<String> unlisted = new TreeSet<>();
            World world = sandbox.world();
            world.intercept((call, service) -> {
                if (!call.operation().matches("(Create|Allocate).*") || PARTS.contains(call.toString())) {
                    return service.get();
                }
                Set<String> before = world.inventory().keySet();
                Object answer = service.get();
                (world.inventory().keySet().equals(before) ? unlisted : made).add(call.toString());
                return answer;
            });

            assertThat(sandbox.deliver(event).phase()).isEqualTo("READY");

            assertThat(unlisted).as("make what their fake's inventory() does not have, or World.inventory() does not add up").isEmpty();
            assertThat(made).contains("Kafka:CreateClusterV2", "Scheduler:CreateSchedule", "CloudWatchLogs:CreateLogGroup");
        }
    }
}
