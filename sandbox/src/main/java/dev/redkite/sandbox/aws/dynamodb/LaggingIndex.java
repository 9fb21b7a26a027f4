package dev.redkite.sandbox.aws.dynamodb;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Lag;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * An index that does not show yet what was written last. DynamoDB's always lag; the engine that this sandbox has does not. It
 * knows one form of question: an attribute that has a value, sorted by the table's own key.
 */
final class LaggingIndex {

    /** @param item as the index still shows it; empty when it does not know it yet */
    private record Earlier(String table, Map<String, AttributeValue> item, Instant until) {}

    private final AccountRegion place;
    private final Map<Map<String, AttributeValue>, Earlier> pending = new HashMap<>();

    LaggingIndex(AccountRegion place) {
        this.place = place;
    }

    /** @param item as it is before the write */
    synchronized void before(UpdateItemRequest write, Supplier<Map<String, AttributeValue>> item) {
        forget();
        Instant shown = place.visibleAt(Lag.Kind.TABLE_INDEX, write.key().toString());
        if (shown.isAfter(place.now())) {
            pending.putIfAbsent(write.key(), new Earlier(write.tableName(), item.get(), shown));
        }
    }

    synchronized boolean isBehind(QueryRequest query) {
        forget();
        return query.indexName() != null && pending.values().stream().anyMatch(each -> each.table().equals(query.tableName()));
    }

    private void forget() {
        pending.values().removeIf(each -> !each.until().isAfter(place.now()));
    }

    /** @param items of the table as they are now */
    synchronized QueryResponse query(QueryRequest query, List<Map<String, AttributeValue>> items) {
        String attribute = query.keyConditionExpression().replaceAll(" *=.*", "");
        AttributeValue wanted = query.expressionAttributeValues().get(query.keyConditionExpression().replaceAll(".*= *", ""));
        Map<Map<String, AttributeValue>, Earlier> ofTable = new HashMap<>(pending);
        ofTable.values().removeIf(each -> !each.table().equals(query.tableName()));
        String key = ofTable.keySet().iterator().next().keySet().iterator().next();
        List<Map<String, AttributeValue>> found = items.stream()
                .map(item -> ofTable.containsKey(Map.of(key, item.get(key))) ? ofTable.get(Map.of(key, item.get(key))).item() : item)
                .filter(item -> wanted.equals(item.get(attribute)))
                .filter(item -> !query.hasExclusiveStartKey() || item.get(key).s().compareTo(query.exclusiveStartKey().get(key).s()) > 0)
                .sorted(Comparator.comparing(item -> item.get(key).s()))
                .toList();
        boolean more = query.limit() != null && found.size() > query.limit();
        List<Map<String, AttributeValue>> page = more ? found.subList(0, query.limit()) : found;
        return QueryResponse.builder().items(page).count(page.size())
                .lastEvaluatedKey(more ? Map.of(key, page.getLast().get(key), attribute, wanted) : null).build();
    }
}
