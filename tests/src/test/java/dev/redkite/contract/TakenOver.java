package dev.redkite.contract;

import dev.redkite.deployment.Deployment;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.dynamodb.FakeDynamoDbClient;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The registry of a stack from before it had an index, and what that stack wrote. */
public final class TakenOver {

    private TakenOver() {}

    public static void registryWithoutIndex(Sandbox sandbox) {
        String table = sandbox.platform().deployment().registryTable();
        FakeDynamoDbClient dynamoDb = sandbox.world().dynamoDb();
        List<Map<String, AttributeValue>> items = dynamoDb.items(table);
        dynamoDb.dropTable(table);
        dynamoDb.createTable(table, "environment");
        items.forEach(item -> dynamoDb.put(table, item));
    }

    /** As many as are listed rather than described one by one, on every machine. */
    static void severalAtWork(Sandbox sandbox) {
        Map.of("busy-1", "Provision", "busy-2", "Teardown", "busy-3", "Recreate", "busy-4", "Provision", "busy-5", "Pause", "busy-6", "Resume",
                "busy-7", "Backup", "busy-8", "Restore").forEach((environment, machine) ->
                sandbox.world().dynamoDb().put(sandbox.platform().deployment().registryTable(), Map.of(
                        "environment", AttributeValue.fromS(environment), "generation", AttributeValue.fromN("1"),
                        "phase", AttributeValue.fromS("PROVISIONING"), "standing", AttributeValue.fromS("yes"),
                        "execution", AttributeValue.fromS(Deployment.execution(sandbox.stack().reference(machine), environment)))));
    }

    /** An environment of that name and phase, as items were before there was an index. */
    public static void unindexed(Sandbox sandbox, String environment, String phase) {
        sandbox.world().dynamoDb().put(sandbox.platform().deployment().registryTable(), Map.of(
                "environment", AttributeValue.fromS(environment), "generation", AttributeValue.fromN("1"), "phase", AttributeValue.fromS(phase)));
    }
}
