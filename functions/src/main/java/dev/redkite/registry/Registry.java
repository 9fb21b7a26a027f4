package dev.redkite.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.registry.EnvironmentRecord.Failure;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.stage.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The table of environments: one item each, which is also its lock. */
public final class Registry {

    private final DynamoDbClient dynamoDb;
    private final String table;

    public Registry(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    public Optional<EnvironmentRecord> find(String environment) {
        Map<String, AttributeValue> item = dynamoDb.getItem(request ->
                        request.tableName(table).key(key(environment)).consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(record(item));
    }

    /**
     * Takes the lock and notes what is being made.
     *
     * @param stale a holder that is known to run no longer, or null
     * @return false when another execution holds the lock; nothing has changed then
     */
    public boolean admit(String environment, int generation, String execution, String stale, JsonNode specification) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(
                ":execution", text(execution),
                ":stale", text(stale == null ? execution : stale),
                ":generation", AttributeValue.fromN(Integer.toString(generation)),
                ":phase", text(Phase.PROVISIONING.name()),
                ":specification", text(Json.text(specification))));
        return updated(UpdateItemRequest.builder()
                .tableName(table)
                .key(key(environment))
                .updateExpression("SET execution = :execution, generation = :generation, phase = :phase,"
                        + " specification = :specification")
                .conditionExpression("attribute_not_exists(execution) OR execution IN (:execution, :stale)")
                .expressionAttributeValues(values)
                .build());
    }

    /** Notes that the environment is ready and frees the lock; false when this execution does not hold it. */
    public boolean publish(String environment, String execution, Object endpoints) {
        return updated(UpdateItemRequest.builder()
                .tableName(table)
                .key(key(environment))
                .updateExpression("SET phase = :phase, endpoints = :endpoints REMOVE execution, failure")
                .conditionExpression("execution = :execution")
                .expressionAttributeValues(Map.of(
                        ":execution", text(execution),
                        ":phase", text(Phase.READY.name()),
                        ":endpoints", text(Json.text(endpoints))))
                .build());
    }

    /** Notes the failure and frees the lock; false when this execution does not hold it. */
    public boolean fail(String environment, Failure failure) {
        return updated(UpdateItemRequest.builder()
                .tableName(table)
                .key(key(environment))
                .updateExpression("SET phase = :phase, failure = :failure REMOVE execution")
                .conditionExpression("execution = :execution")
                .expressionAttributeValues(Map.of(
                        ":execution", text(failure.execution()),
                        ":phase", text(Phase.FAILED.name()),
                        ":failure", text(Json.text(failure))))
                .build());
    }

    private boolean updated(UpdateItemRequest request) {
        try {
            dynamoDb.updateItem(request);
            return true;
        } catch (ConditionalCheckFailedException _) {
            return false;
        }
    }

    private static Map<String, AttributeValue> key(String environment) {
        return Map.of("environment", text(environment));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static EnvironmentRecord record(Map<String, AttributeValue> item) {
        return new EnvironmentRecord(
                item.get("environment").s(),
                Integer.parseInt(item.get("generation").n()),
                Phase.valueOf(item.get("phase").s()),
                item.containsKey("execution") ? item.get("execution").s() : null,
                json(item, "specification", JsonNode.class),
                json(item, "endpoints", JsonNode.class),
                json(item, "failure", Failure.class));
    }

    private static <T> T json(Map<String, AttributeValue> item, String attribute, Class<T> type) {
        return item.containsKey(attribute) ? Json.convert(Json.parse(item.get(attribute).s()), type) : null;
    }
}
