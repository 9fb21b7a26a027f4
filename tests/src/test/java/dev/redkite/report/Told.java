package dev.redkite.report;

import dev.redkite.json.Json;
import dev.redkite.platform.AccountPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.registry.Claim;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.Registry;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.aws.eventbridge.FakeEventBridgeClient.Event;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A registry in which an execution works on the environment demo, and a bus: all that the closing stages know. */
record Told(World world, Registry registry) {

    static Told byExecution(String execution) {
        World world = World.standing();
        world.dynamoDb().createTable("redkite", "environment");
        world.eventBridge().createBus("redkite");
        Registry registry = new Registry(world.client(DynamoDbClient.class), "redkite", world.clock());
        Told told = new Told(world, registry);
        told.admit(execution);
        return told;
    }

    void admit(String execution) {
        admit(execution, null);
    }

    /** @param stale a holder that runs no longer, or null */
    void admit(String execution, String stale) {
        registry.admit(new Claim("demo", 1, Phase.PROVISIONING, execution, stale, false, null, Json.object().put("name", "demo"), null, true, null));
    }

    EnvironmentRecord record() {
        return registry.find("demo").orElseThrow();
    }

    List<Event> events() {
        return world.eventBridge().events();
    }

    Platform platform() {
        return new AccountPlatform(world);
    }
}
