package dev.redkite.trigger;

import dev.redkite.platform.Platform;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * What callers' idempotency keys were first used for. A key is its caller's, whatever it is used for
 * (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/), while the names of executions, by which a
 * request that is sent again is known, hold the key together with one environment.
 */
public record RequestKeys(DynamoDbClient dynamoDb, String table, InstantSource time) {

    /** As long as Step Functions keeps names apart; DynamoDB removes the item some days later. */
    private static final Duration KEPT = Duration.ofDays(90);

    public static RequestKeys of(Platform platform) {
        return new RequestKeys(platform.aws(DynamoDbClient.class), platform.variable("REDKITE_REQUEST_KEYS_TABLE"), platform.time());
    }

    /**
     * Notes what the key is used for, unless it was used before.
     *
     * @return what it was used for first
     */
    public String claim(String key, String use) {
        String expires = Long.toString(time.instant().plus(KEPT).getEpochSecond());
        return Objects.requireNonNull(dynamoDb.updateItem(request -> request.tableName(table)
                        .key(Map.of("key", AttributeValue.fromS(key)))
                        .updateExpression("SET #use = if_not_exists(#use, :use), #expires = if_not_exists(#expires, :expires)")
                        .expressionAttributeNames(Map.of("#use", "use", "#expires", "expires"))
                        .expressionAttributeValues(Map.of(":use", AttributeValue.fromS(use), ":expires", AttributeValue.fromN(expires)))
                        .returnValues(ReturnValue.ALL_NEW))
                .attributes().get("use")).s();
    }
}
