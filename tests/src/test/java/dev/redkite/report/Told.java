package dev.redkite.report;

import dev.redkite.outside.AccountOutside;
import dev.redkite.outside.Outside;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.Registry;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.aws.eventbridge.FakeEventBridgeClient.Event;
import dev.redkite.stage.Json;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A registry in which an execution works on the environment demo, and a bus: all that the closing stages know. */
record Told(World world, Registry registry) {

    static Told byExecution(String execution) {
        World world = World.standing();
        world.dynamoDb().createTable("redkite", "environment");
        world.eventBridge().createBus("redkite");
        Registry registry = new Registry(world.client(DynamoDbClient.class), "redkite");
        Told told = new Told(world, registry);
        told.admit(execution);
        return told;
    }

    void admit(String execution) {
        registry.admit("demo", 1, execution, null, Json.object().put("name", "demo"));
    }

    EnvironmentRecord record() {
        return registry.find("demo").orElseThrow();
    }

    List<Event> events() {
        return world.eventBridge().events();
    }

    Outside outside() {
        return new AccountOutside(world);
    }
}
