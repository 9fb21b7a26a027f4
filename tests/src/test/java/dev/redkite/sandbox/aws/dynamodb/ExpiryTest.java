package dev.redkite.sandbox.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.Durations;
import dev.redkite.sandbox.aws.Lag;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** DynamoDB deletes what has expired when it comes to it. */
class ExpiryTest {

    private static final int ITEMS = 400;

    private final World world = new World(new VirtualClock(Instant.parse("2026-11-24T09:00:00Z")), "123456789012", "us-west-2",
            Durations.typical(), Lag.random(7));

    @BeforeEach
    void many_expire_in_a_day_and_one_never() {
        world.dynamoDb().createTable("redkite", Json.parse("""
                {"KeySchema": [{"AttributeName": "name", "KeyType": "HASH"}],
                 "AttributeDefinitions": [{"AttributeName": "name", "AttributeType": "S"}],
                 "TimeToLiveSpecification": {"AttributeName": "expires", "Enabled": true}}"""));
        String tomorrow = Long.toString(world.now().plus(Duration.ofDays(1)).getEpochSecond());
        world.dynamoDb().putAll("redkite", IntStream.range(0, ITEMS).mapToObj(number -> Map.of(
                "name", AttributeValue.fromS("old-" + number), "expires", AttributeValue.fromN(tomorrow),
                "plan", AttributeValue.fromS("x".repeat(6_000)))).toList());
        world.dynamoDb().put("redkite", Map.of("name", AttributeValue.fromS("demo")));
    }

    private int read(Duration later) {
        world.clock().advance(later);
        world.client(DynamoDbClient.class).getItem(request -> request.tableName("redkite").key(Map.of("name", AttributeValue.fromS("demo"))));
        return world.dynamoDb().items("redkite").size();
    }

    @Test
    void nothing_is_deleted_before_its_time() {
        assertThat(read(Duration.ofHours(23))).isEqualTo(ITEMS + 1);
    }

    @Test
    void some_are_still_read_a_day_after_they_expired_and_none_after_some_days() {
        assertThat(read(Duration.ofDays(2))).isBetween(ITEMS / 4, ITEMS * 3 / 4);
        assertThat(read(Duration.ofDays(2))).isEqualTo(1);
    }
}
