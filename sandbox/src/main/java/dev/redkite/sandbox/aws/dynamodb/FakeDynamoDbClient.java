package dev.redkite.sandbox.aws.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.FakeService;
import dev.redkite.sandbox.files.TemporaryDirectory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.*;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;

/**
 * DynamoDB itself, as Amazon ships it for use on one's own machine, in this process. Starting it takes more than a
 * second, so all worlds of a JVM share one and each has tables of its own.
 */
public final class FakeDynamoDbClient extends FakeService implements DynamoDbClient {

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
    private static final int LARGEST_WRITE = 25;

    private static final AtomicLong WORLDS = new AtomicLong();

    private final String prefix = "world" + WORLDS.incrementAndGet() + ".";
    private final Set<String> tables = new LinkedHashSet<>();
    private final LaggingIndex lagging;
    private final Expiry expiry;
    /** What was read since the last write: the engine is asked by SQL, and most reads find again what an earlier one has found. */
    private final Map<GetItemRequest, GetItemResponse> read = new ConcurrentHashMap<>();

    public FakeDynamoDbClient(AccountRegion place) {
        lagging = new LaggingIndex(place);
        expiry = new Expiry(place);
    }

    /** Made at the first request of the first world. */
    private static final class Engine {
        private static final DynamoDbClient CLIENT = started();

        private static DynamoDbClient started() {
            System.setProperty("log4j2.loggerContextFactory", "org.apache.logging.log4j.simple.SimpleLoggerContextFactory");
            System.setProperty("org.sqlite.tmpdir", TemporaryDirectory.create("sqlite").toString());
            return DynamoDBEmbedded.create(true).dynamoDbClient();
        }
    }

    /** What is read beside it, or was, is read anew afterwards. */
    private <T> T write(Function<DynamoDbClient, T> write) {
        try {
            return write.apply(Engine.CLIENT);
        } finally {
            read.clear();
        }
    }

    /** A table as template.yaml declares it: its keys, which are strings, its indexes, and by which attribute its items expire. */
    public void createTable(String table, JsonNode properties) {
        tables.add(table);
        expiry.declare(table, properties);
        write(engine -> engine.createTable(request -> request.tableName(prefix + table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(keys(properties))
                .globalSecondaryIndexes(indexes(properties))
                .attributeDefinitions(properties.path("AttributeDefinitions").valueStream().map(each -> AttributeDefinition.builder()
                        .attributeName(each.path("AttributeName").asText()).attributeType(each.path("AttributeType").asText()).build()).toList())));
    }

    private static List<KeySchemaElement> keys(JsonNode properties) {
        return properties.path("KeySchema").valueStream().map(each -> KeySchemaElement.builder()
                .attributeName(each.path("AttributeName").asText()).keyType(each.path("KeyType").asText()).build()).toList();
    }

    /** None is null, for a list of none is refused. */
    private static List<GlobalSecondaryIndex> indexes(JsonNode properties) {
        List<GlobalSecondaryIndex> indexes = properties.path("GlobalSecondaryIndexes").valueStream()
                .map(each -> GlobalSecondaryIndex.builder().indexName(each.path("IndexName").asText()).keySchema(keys(each))
                        .projection(projection -> projection.projectionType(each.at("/Projection/ProjectionType").asText())).build()).toList();
        return indexes.isEmpty() ? null : indexes;
    }

    /** A table of one string key and no index. */
    public void createTable(String table, String key) {
        tables.add(table);
        write(engine -> engine.createTable(request -> request.tableName(prefix + table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(element -> element.attributeName(key).keyType(KeyType.HASH))
                .attributeDefinitions(attribute -> attribute.attributeName(key).attributeType(ScalarAttributeType.S))));
    }

    /** Everything in that table, for whoever compares before and after; a page is a megabyte. */
    public List<Map<String, AttributeValue>> items(String table) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        Map<String, AttributeValue> after = null;
        do {
            ScanResponse page = Engine.CLIENT.scan(ScanRequest.builder().tableName(prefix + table).exclusiveStartKey(after).build());
            items.addAll(page.items());
            after = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : null;
        } while (after != null);
        return items;
    }

    /** As when the table is another one, which a stack that is deployed anew brings. */
    public void forgetAll(String table) {
        items(table).forEach(item -> forget(table, Map.of("environment", item.get("environment"))));
    }

    /** One item. */
    public void forget(String table, Map<String, AttributeValue> key) {
        write(engine -> engine.deleteItem(request -> request.tableName(prefix + table).key(key)));
    }

    /** An item that somebody else has written. */
    public void put(String table, Map<String, AttributeValue> item) {
        write(engine -> engine.putItem(request -> request.tableName(prefix + table).item(item)));
    }

    /** Very many of them. */
    public void putAll(String table, List<Map<String, AttributeValue>> items) {
        for (int from = 0; from < items.size(); from += LARGEST_WRITE) {
            List<WriteRequest> batch = items.subList(from, Math.min(items.size(), from + LARGEST_WRITE)).stream()
                    .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build()).toList();
            write(engine -> engine.batchWriteItem(request -> request.requestItems(Map.of(prefix + table, batch))));
        }
    }

    /** By hand, and with it all that it knew. */
    public void dropTable(String table) {
        tables.remove(table);
        expiry.forget(table);
        write(engine -> engine.deleteTable(request -> request.tableName(prefix + table)));
    }

    /** The world ends, and those after it in this process need its room. */
    public void dropTables() {
        List.copyOf(tables).forEach(this::dropTable);
    }

    /** What DynamoDB has deleted of itself meanwhile. */
    private void expire() {
        expiry.due().forEach(table -> items(table).stream().flatMap(item -> expiry.findDeleted(table, item).stream()).toList()
                .forEach(key -> forget(table, key)));
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        expire();
        return read.computeIfAbsent(request, _ -> Engine.CLIENT.getItem(request.toBuilder().tableName(prefix + request.tableName()).build()));
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        expire();
        BatchGetItemResponse answer = Engine.CLIENT.batchGetItem(BatchGetItemRequest.builder().requestItems(renamed(request.requestItems(), prefix::concat)).build());
        return answer.toBuilder()
                .responses(renamed(answer.responses(), this::withoutPrefix))
                .unprocessedKeys(renamed(answer.unprocessedKeys(), this::withoutPrefix))
                .build();
    }

    private String withoutPrefix(String table) {
        return table.substring(prefix.length());
    }

    private static <V> Map<String, V> renamed(Map<String, V> byTable, UnaryOperator<String> name) {
        Map<String, V> renamed = new HashMap<>();
        byTable.forEach((table, value) -> renamed.put(name.apply(table), value));
        return renamed;
    }

    @Override
    public ScanResponse scan(ScanRequest request) {
        expire();
        return Engine.CLIENT.scan(request.toBuilder().tableName(prefix + request.tableName()).build());
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        expire();
        QueryResponse answer = Engine.CLIENT.query(request.toBuilder().tableName(prefix + request.tableName()).build());
        return lagging.isBehind(request) ? lagging.query(request, items(request.tableName())) : answer;
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        expire();
        lagging.before(request, () -> getItem(GetItemRequest.builder().tableName(request.tableName()).key(request.key()).build()).item());
        return write(engine -> engine.updateItem(request.toBuilder().tableName(prefix + request.tableName()).build()));
    }
}
