package dev.redkite.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.platform.Platform;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * The table of executions: an item each, by environment and start, as Step Functions tells of it whenever its status changes.
 * Step Functions itself lists executions by machine alone, those of all environments together.
 */
public record ExecutionRecords(DynamoDbClient dynamoDb, String table, InstantSource time) {

    /** As long as Step Functions keeps what has ended (https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html). */
    public static final Duration KEPT = Duration.ofDays(90);

    /** Always with all three digits, so that keys sort by time. */
    private static final DateTimeFormatter MILLISECONDS = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    public static ExecutionRecords of(Platform platform) {
        return new ExecutionRecords(platform.aws(DynamoDbClient.class), platform.variable("REDKITE_EXECUTIONS_TABLE"), platform.time());
    }

    /** @param endedAt when it ended, as far as that was told */
    public record Entry(String arn, ExecutionStatus status, Instant startedAt, @Nullable Instant endedAt) {}

    /** @param next what to ask the next page with, if there is one */
    public record Page(List<Entry> entries, @Nullable String next) {}

    /**
     * Notes what the event says, unless a later one is noted already: events come in any order, and more than once. A redrive
     * begins anew what had ended.
     *
     * @param change detail of the event
     *               (https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html)
     */
    void note(String environment, JsonNode change) {
        boolean ended = change.path("stopDate").isNumber();
        int step = 2 * change.path("redriveCount").asInt() + (ended ? 1 : 0);
        Map<String, AttributeValue> values = new HashMap<>(Map.of(
                ":status", AttributeValue.fromS(change.path("status").asText()),
                ":step", AttributeValue.fromN(Integer.toString(step)),
                ":expires", AttributeValue.fromN(Long.toString(time.instant().plus(KEPT).getEpochSecond()))));
        if (ended) {
            values.put(":ended", AttributeValue.fromS(text(change.path("stopDate"))));
        }
        try {
            dynamoDb.updateItem(request -> request.tableName(table)
                    .key(key(environment, text(change.path("startDate")) + " " + change.path("executionArn").asText()))
                    .updateExpression("SET #status = :status, #step = :step, #expires = :expires" + (ended ? ", #ended = :ended" : " REMOVE #ended"))
                    .conditionExpression("attribute_not_exists(#step) OR #step <= :step")
                    .expressionAttributeNames(Map.of("#status", "status", "#step", "step", "#expires", "expires", "#ended", "ended"))
                    .expressionAttributeValues(values));
        } catch (ConditionalCheckFailedException _) {
            return;
        }
    }

    private static String text(JsonNode milliseconds) {
        return MILLISECONDS.format(Instant.ofEpochMilli(milliseconds.longValue()));
    }

    /**
     * An environment's executions, the newest first: one question. One more than asked for tells whether another page follows.
     *
     * @param limit how many at most
     * @param after {@code next} of the page before this one, if there is one
     */
    public Page list(String environment, int limit, @Nullable String after) {
        QueryResponse answer = dynamoDb.query(request -> request.tableName(table)
                .keyConditionExpression("environment = :environment")
                .expressionAttributeValues(Map.of(":environment", AttributeValue.fromS(environment)))
                .scanIndexForward(false)
                .consistentRead(true)
                .limit(limit + 1)
                .exclusiveStartKey(after == null ? null : key(environment, after)));
        List<Map<String, AttributeValue>> page = answer.items().subList(0, Math.min(limit, answer.items().size()));
        return new Page(page.stream().filter(this::isKept).map(ExecutionRecords::entry).toList(),
                answer.hasLastEvaluatedKey() && !page.isEmpty() ? required(page.getLast(), "started").s() : null);
    }

    /** DynamoDB deletes items some days after they have expired. */
    private boolean isKept(Map<String, AttributeValue> item) {
        return Long.parseLong(required(item, "expires").n()) > time.instant().getEpochSecond();
    }

    private static Entry entry(Map<String, AttributeValue> item) {
        String started = required(item, "started").s();
        return new Entry(started.split(" ", 2)[1], ExecutionStatus.fromValue(required(item, "status").s()), startedAt(started),
                item.containsKey("ended") ? Instant.parse(item.get("ended").s()) : null);
    }

    /** @param key a page's {@code next} */
    public static Instant startedAt(String key) {
        return Instant.parse(key.split(" ", 2)[0]);
    }

    private static AttributeValue required(Map<String, AttributeValue> item, String attribute) {
        return Objects.requireNonNull(item.get(attribute), attribute);
    }

    private static Map<String, AttributeValue> key(String environment, String started) {
        return Map.of("environment", AttributeValue.fromS(environment), "started", AttributeValue.fromS(started));
    }
}
