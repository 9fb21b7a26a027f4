package dev.redkite.registry;

import dev.redkite.registry.EnvironmentRecord.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** One conditional write of an environment's item, put together attribute by attribute. */
final class ItemUpdate {

    private final String table;
    private final Map<String, AttributeValue> key;
    private final List<String> sets = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    private final Map<String, AttributeValue> values = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private @Nullable String condition;

    ItemUpdate(String table, Map<String, AttributeValue> key) {
        this.table = table;
        this.key = key;
    }

    /** Without a value the attribute stays as it is. */
    ItemUpdate set(String attribute, @Nullable String value) {
        return value == null ? this : set(attribute, AttributeValue.fromS(value), ":" + attribute);
    }

    ItemUpdate set(String attribute, int value) {
        return set(attribute, AttributeValue.fromN(Integer.toString(value)), ":" + attribute);
    }

    /** Likewise. */
    ItemUpdate set(String attribute, @Nullable Long value) {
        return value == null ? this : set(attribute, AttributeValue.fromN(value.toString()), ":" + attribute);
    }

    /** Only where there is none yet. */
    ItemUpdate setOnce(String attribute, @Nullable String value) {
        return value == null ? this : set(attribute, AttributeValue.fromS(value),
                "if_not_exists(" + name(attribute) + ", :" + attribute + ")");
    }

    private ItemUpdate set(String attribute, AttributeValue value, String expression) {
        sets.add(name(attribute) + " = " + expression);
        values.put(":" + attribute, value);
        return this;
    }

    /** What the other attribute has before this write; it has to be there. */
    ItemUpdate copy(String attribute, String other) {
        sets.add("%s = %s".formatted(name(attribute), name(other)));
        return this;
    }

    /** The same, of the first one that is there. */
    ItemUpdate copy(String attribute, String first, String otherwise) {
        sets.add("%s = if_not_exists(%s, %s)".formatted(name(attribute), name(first), name(otherwise)));
        return this;
    }

    ItemUpdate remove(String... attributes) {
        List.of(attributes).forEach(attribute -> removed.add(name(attribute)));
        return this;
    }

    /** By placeholder, because DynamoDB reserves words such as {@code plan}. */
    private String name(String attribute) {
        names.put("#" + attribute, attribute);
        return "#" + attribute;
    }

    ItemUpdate onlyIfHeldBy(String execution) {
        condition = name("execution") + " = :holder";
        values.put(":holder", AttributeValue.fromS(execution));
        return this;
    }

    /** @param stale a holder that runs no longer */
    ItemUpdate unlessHeldByOthers(String execution, @Nullable String stale) {
        condition = "attribute_not_exists(%1$s) OR %1$s IN (:holder, :stale)".formatted(name("execution"));
        values.put(":holder", AttributeValue.fromS(execution));
        values.put(":stale", AttributeValue.fromS(stale == null ? execution : stale));
        return this;
    }

    ItemUpdate onlyIfIn(Phase phase) {
        condition = name("phase") + " = :seen";
        values.put(":seen", AttributeValue.fromS(phase.name()));
        return this;
    }

    ItemUpdate onlyIfThere() {
        condition = "attribute_exists(" + name("environment") + ")";
        return this;
    }

    UpdateItemRequest request() {
        String removes = removed.isEmpty() ? "" : " REMOVE " + String.join(", ", removed);
        return UpdateItemRequest.builder()
                .tableName(table)
                .key(key)
                .updateExpression("SET " + String.join(", ", sets) + removes)
                .conditionExpression(condition)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .build();
    }
}
