package dev.redkite.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import dev.redkite.platform.Platform;
import dev.redkite.registry.EnvironmentRecord.Failure;
import dev.redkite.registry.EnvironmentRecord.Phase;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** The table of environments: one item each, which is also its lock. */
public record Registry(DynamoDbClient dynamoDb, String table, InstantSource time) {

    /** Always with all three digits, so that times have one form. */
    private static final DateTimeFormatter MILLISECONDS = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    public static Registry of(Platform platform) {
        return new Registry(platform.aws(DynamoDbClient.class), platform.deployment().registryTable(), platform.time());
    }

    public Optional<EnvironmentRecord> find(String environment) {
        Map<String, AttributeValue> item = dynamoDb.getItem(request ->
                        request.tableName(table).key(key(environment)).consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(record(item));
    }

    /** @param next what to ask the next page with, if there is one */
    public record Page(List<EnvironmentRecord> records, @Nullable String next) {}

    /**
     * Environments in an order that is DynamoDB's own and does not change; those removed are among them.
     *
     * @param limit 1 to 100
     * @param after {@code next} of the page before this one, if there is one
     */
    public Page list(int limit, @Nullable String after) {
        ScanResponse scan = dynamoDb.scan(request -> request.tableName(table)
                .limit(limit)
                .consistentRead(true)
                .exclusiveStartKey(after == null ? null : key(after)));
        return new Page(scan.items().stream().map(Registry::record).toList(), text(scan.lastEvaluatedKey(), "environment"));
    }

    /**
     * Takes the lock and notes what is being done.
     *
     * @return false when another execution holds the lock; nothing has changed then
     */
    public boolean admit(Claim claim) {
        ItemUpdate update = remembering(change(claim.environment()), claim)
                .set("createdAt", claim.begins() ? now() : null)
                .set("execution", claim.execution())
                .set("generation", claim.generation())
                .set("phase", claim.phase().name())
                .setOnce("requester", claim.requester())
                .set("specification", claim.specification() == null ? null : Json.text(claim.specification()))
                .set("plan", claim.plan() == null ? null : Json.text(claim.plan()));
        return updated(claim.inherited()
                ? update.onlyIfHeldBy(claim.execution())
                : update.unlessHeldByOthers(claim.execution(), claim.stale()));
    }

    /**
     * What it was before somebody began to remove it, in case nothing comes of that; a holder may claim more than once. What only
     * its removal registers was nothing that anybody knew.
     */
    private static ItemUpdate remembering(ItemUpdate update, Claim claim) {
        if (claim.phase() != Phase.REMOVING && claim.phase() != Phase.RECREATING) {
            return update;
        }
        if (claim.plan() != null) {
            return update.setOnce("before", Phase.FAILED.name());
        }
        return claim.stale() == null ? update.copy("before", "before", "phase") : update.copy("before", "phase");
    }

    /** Notes that the environment is ready and frees the lock; false when this execution does not hold it. */
    public boolean publish(String environment, String execution, Object endpoints) {
        return updated(change(environment)
                .set("phase", Phase.READY.name())
                .set("endpoints", Json.text(endpoints))
                .remove("execution", "failure", "missed", "before")
                .onlyIfHeldBy(execution));
    }

    /**
     * Notes that nothing of the environment is left; false when this execution does not hold the lock.
     *
     * @param keepsLock the lock is a parent execution's, which goes on with it
     */
    public boolean remove(String environment, String execution, Object audit, boolean keepsLock) {
        ItemUpdate update = change(environment)
                .set("phase", Phase.REMOVED.name())
                .set("audit", Json.text(audit))
                .remove("endpoints", "failure", "missed", "before")
                .onlyIfHeldBy(execution);
        return updated(keepsLock ? update : update.remove("execution"));
    }

    /**
     * Notes the failure and frees the lock; false when this execution does not hold it.
     *
     * @param phase in which it is now, if that is another one
     */
    public boolean fail(String environment, @Nullable Phase phase, Failure failure) {
        return updated(change(environment)
                .set("phase", phase == null ? null : phase.name())
                .set("failure", Json.text(failure))
                .remove("execution", "before")
                .onlyIfHeldBy(failure.execution()));
    }

    /**
     * Notes that a removal did not take place and touched nothing: the environment is what it was before, and the lock is
     * free. False when this execution does not hold it.
     */
    public boolean turnAway(String environment, Failure missed) {
        return updated(change(environment)
                .copy("phase", "before", "phase")
                .set("missed", Json.text(missed))
                .remove("execution", "before")
                .onlyIfHeldBy(missed.execution()));
    }

    /** Notes that a scheduled operation did not take place; whoever holds the lock goes on. */
    public void miss(String environment, Failure missed) {
        updated(change(environment).set("missed", Json.text(missed)).onlyIfThere());
    }

    private String now() {
        return MILLISECONDS.format(time.instant());
    }

    /** Every write says when it was. */
    private ItemUpdate change(String environment) {
        return new ItemUpdate(table, key(environment)).set("updatedAt", now());
    }

    private boolean updated(ItemUpdate update) {
        try {
            dynamoDb.updateItem(update.request());
            return true;
        } catch (ConditionalCheckFailedException _) {
            return false;
        }
    }

    private static Map<String, AttributeValue> key(String environment) {
        return Map.of("environment", AttributeValue.fromS(environment));
    }

    private static EnvironmentRecord record(Map<String, AttributeValue> item) {
        return new EnvironmentRecord(
                required(item, "environment").s(),
                Integer.parseInt(required(item, "generation").n()),
                Phase.valueOf(required(item, "phase").s()),
                text(item, "execution"),
                text(item, "requester"),
                json(item, "specification", JsonNode.class),
                json(item, "plan", Plan.class),
                json(item, "endpoints", JsonNode.class),
                json(item, "audit", JsonNode.class),
                json(item, "failure", Failure.class),
                json(item, "missed", Failure.class),
                instant(item, "createdAt"),
                instant(item, "updatedAt"));
    }

    private static AttributeValue required(Map<String, AttributeValue> item, String attribute) {
        return Objects.requireNonNull(item.get(attribute), attribute);
    }

    private static @Nullable Instant instant(Map<String, AttributeValue> item, String attribute) {
        return item.containsKey(attribute) ? Instant.parse(item.get(attribute).s()) : null;
    }

    private static @Nullable String text(Map<String, AttributeValue> item, String attribute) {
        return item.containsKey(attribute) ? item.get(attribute).s() : null;
    }

    private static <T> @Nullable T json(Map<String, AttributeValue> item, String attribute, Class<T> type) {
        return item.containsKey(attribute) ? Json.convert(Json.parse(item.get(attribute).s()), type) : null;
    }
}
