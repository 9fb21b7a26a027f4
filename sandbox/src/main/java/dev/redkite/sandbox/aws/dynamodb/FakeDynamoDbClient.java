package dev.redkite.sandbox.aws.dynamodb;

import dev.redkite.sandbox.aws.FakeService;
import dev.redkite.sandbox.files.TemporaryDirectory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.*;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;

/**
 * DynamoDB itself, as Amazon ships it for use on one's own machine, in this process. Starting it takes more than a
 * second, so all worlds of a JVM share one and each has tables of its own.
 */
public final class FakeDynamoDbClient extends FakeService implements DynamoDbClient {

    private static final AtomicLong WORLDS = new AtomicLong();

    private final String prefix = "world" + WORLDS.incrementAndGet() + ".";
    private final Set<String> tables = new TreeSet<>();

    /** Made at the first request of the first world. */
    private static final class Engine {
        private static final DynamoDbClient CLIENT = started();

        private static DynamoDbClient started() {
            System.setProperty("log4j2.loggerContextFactory", "org.apache.logging.log4j.simple.SimpleLoggerContextFactory");
            System.setProperty("org.sqlite.tmpdir", TemporaryDirectory.create("sqlite").toString());
            return DynamoDBEmbedded.create(true).dynamoDbClient();
        }
    }

    /** Tables that nobody drops stay in memory, and every request looks its table up among all of them. */
    public void dropAll() {
        List.copyOf(tables).forEach(this::dropTable);
    }

    /** The table as template.yaml declares it: one string key. */
    public void createTable(String table, String key) {
        tables.add(table);
        Engine.CLIENT.createTable(request -> request.tableName(prefix + table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(element -> element.attributeName(key).keyType(KeyType.HASH))
                .attributeDefinitions(attribute -> attribute.attributeName(key).attributeType(ScalarAttributeType.S)));
    }

    /** Everything in that table, for whoever compares before and after. */
    public List<Map<String, AttributeValue>> items(String table) {
        return Engine.CLIENT.scan(request -> request.tableName(prefix + table)).items();
    }

    /** As when the table is another one, which a stack that is deployed anew brings. */
    public void forgetAll(String table) {
        items(table).forEach(item -> Engine.CLIENT.deleteItem(request -> request
                .tableName(prefix + table).key(Map.of("environment", item.get("environment")))));
    }

    /** An item that somebody else has written. */
    public void put(String table, Map<String, AttributeValue> item) {
        Engine.CLIENT.putItem(request -> request.tableName(prefix + table).item(item));
    }

    /** By hand, and with it all that it knew. */
    public void dropTable(String table) {
        tables.remove(table);
        Engine.CLIENT.deleteTable(request -> request.tableName(prefix + table));
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return Engine.CLIENT.getItem(request.toBuilder().tableName(prefix + request.tableName()).build());
    }

    @Override
    public ScanResponse scan(ScanRequest request) {
        return Engine.CLIENT.scan(request.toBuilder().tableName(prefix + request.tableName()).build());
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return Engine.CLIENT.updateItem(request.toBuilder().tableName(prefix + request.tableName()).build());
    }
}
