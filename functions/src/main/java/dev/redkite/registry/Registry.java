package dev.redkite.registry;

import dev.redkite.failure.AwsErrors;
import dev.redkite.json.Json;
import dev.redkite.platform.Platform;
import dev.redkite.registry.EnvironmentRecord.Failure;
import dev.redkite.registry.EnvironmentRecord.Phase;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * The table of environments: one item each, which is also its lock. Those that are not removed have the attribute
 * {@code standing}, by which an index names them alone; those that are removed say by {@code expires} when DynamoDB may forget
 * them, which it does some days later (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html).
 */
public record Registry(DynamoDbClient dynamoDb, String table, InstantSource time) {

    /** The template makes it; a table that an older stack has left has none. */
    static final String INDEX = "StandingEnvironments";

    /** How long what was removed is remembered, unless a schedule makes it again. */
    static final Duration REMEMBERED = Duration.ofDays(365);

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
    private static final int LARGEST_BATCH = 100;

    private static final String STANDING = "standing";
    private static final AttributeValue YES = AttributeValue.fromS("yes");

    /** Always with all three digits, so that times have one form. */
    private static final DateTimeFormatter MILLISECONDS = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    public static Registry of(Platform platform) {
        return new Registry(platform.aws(DynamoDbClient.class), platform.deployment().registryTable(), platform.time());
    }

    public Optional<EnvironmentRecord> find(String environment) {
        Map<String, AttributeValue> item = dynamoDb.getItem(request ->
                        request.tableName(table).key(key(environment)).consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(EnvironmentItem.record(item)).filter(this::isRemembered);
    }

    /** Of which of those names something is registered, in however few questions. */
    public Set<String> known(Collection<String> environments) {
        Set<String> known = new HashSet<>();
        List<Map<String, AttributeValue>> keys = environments.stream().map(Registry::key).toList();
        for (int from = 0; from < keys.size(); from += LARGEST_BATCH) {
            known.addAll(knownAtOnce(keys.subList(from, Math.min(keys.size(), from + LARGEST_BATCH))));
        }
        return known;
    }

    /** What DynamoDB leaves over when it is busy is asked for one by one. */
    private Set<String> knownAtOnce(List<Map<String, AttributeValue>> keys) {
        BatchGetItemResponse answer = dynamoDb.batchGetItem(request -> request.requestItems(Map.of(table,
                KeysAndAttributes.builder().keys(keys).projectionExpression("environment").consistentRead(true).build())));
        Set<String> known = new HashSet<>();
        answer.responses().getOrDefault(table, List.of()).forEach(item -> known.add(EnvironmentItem.required(item, "environment").s()));
        if (answer.unprocessedKeys().containsKey(table)) {
            answer.unprocessedKeys().get(table).keys().stream().map(key -> EnvironmentItem.required(key, "environment").s())
                    .filter(name -> find(name).isPresent()).forEach(known::add);
        }
        return known;
    }

    /** @param next what to ask the next page with, if there is one */
    public record Page(List<EnvironmentRecord> records, @Nullable String next) {}

    /**
     * Environments in an order that is DynamoDB's own and does not change; those removed are among them.
     *
     * @param limit 1 or more; a page may have fewer although another one follows
     * @param after {@code next} of the page before this one, if there is one
     */
    public Page list(int limit, @Nullable String after) {
        ScanResponse scan = dynamoDb.scan(request -> request.tableName(table)
                .limit(limit)
                .consistentRead(true)
                .exclusiveStartKey(after == null ? null : key(after)));
        return page(scan.items(), scan.lastEvaluatedKey());
    }

    /**
     * Environments that are not removed, by their names, however many are: one question, of an index that may lag behind by a
     * second. Where there is no index, all are looked through, in DynamoDB's own order.
     *
     * @param limit 1 or more; the page has as many, unless it is the last
     * @param after {@code next} of the page before this one, or a name of it
     */
    public Page standing(int limit, @Nullable String after) {
        List<EnvironmentRecord> found = new ArrayList<>();
        String from = after;
        do {
            Page page = indexed(limit - found.size(), from);
            page.records().stream().filter(record -> record.phase() != Phase.REMOVED).forEach(found::add);
            from = page.next();
        } while (from != null && found.size() < limit);
        return new Page(found, from);
    }

    private Page indexed(int limit, @Nullable String after) {
        try {
            QueryResponse answer = dynamoDb.query(request -> request.tableName(table).indexName(INDEX)
                    .keyConditionExpression("standing = :yes")
                    .expressionAttributeValues(Map.of(":yes", YES))
                    .limit(limit)
                    .exclusiveStartKey(after == null ? null : Map.of("environment", AttributeValue.fromS(after), STANDING, YES)));
            return page(answer.items(), answer.lastEvaluatedKey());
        } catch (DynamoDbException e) {
            if (AwsErrors.kindOf(e) == AwsErrors.Kind.REFUSED && String.valueOf(e.getMessage()).contains("index")) {
                return list(limit, after);
            }
            throw e;
        }
    }

    private Page page(List<Map<String, AttributeValue>> items, Map<String, AttributeValue> last) {
        return new Page(items.stream().map(EnvironmentItem::record).filter(this::isRemembered).toList(), EnvironmentItem.text(last, "environment"));
    }

    private boolean isRemembered(EnvironmentRecord record) {
        return record.keptUntil() == null || record.keptUntil().isAfter(time.instant());
    }

    /** Has the index name what was written before there was one: whatever stands and was not noted so. */
    public void index() {
        String after = null;
        do {
            Page page = list(100, after);
            page.records().stream().filter(record -> record.phase() != Phase.REMOVED).forEach(this::index);
            after = page.next();
        } while (after != null);
    }

    /** Unless it has changed meanwhile, which notes it. */
    private void index(EnvironmentRecord record) {
        updated(new ItemUpdate(table, key(record.environment())).set(STANDING, YES.s()).onlyIfIn(record.phase()));
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
        if (claim.phase() != Phase.REMOVED) {
            update = update.set(STANDING, YES.s()).remove("expires");
        }
        update = claim.kept() == null ? update.remove("kept") : update.set("kept", claim.kept());
        return updated(claim.inherited()
                ? update.onlyIfHeldBy(claim.execution())
                : update.unlessHeldByOthers(claim.execution(), claim.stale()));
    }

    /**
     * What it was before somebody began to remove or pause it, in case nothing comes of that; a holder may claim more than once. What only
     * its removal registers was nothing that anybody knew, and what a holder had in hands that ended without a word may be half done.
     */
    private static ItemUpdate remembering(ItemUpdate update, Claim claim) {
        if (claim.phase() == Phase.PAUSING && claim.stale() != null) {
            return update.set("before", Phase.FAILED.name());
        }
        if (claim.phase() != Phase.REMOVING && claim.phase() != Phase.RECREATING && claim.phase() != Phase.PAUSING) {
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
                .set(STANDING, YES.s())
                .set("endpoints", Json.text(endpoints))
                .remove("execution", "failure", "missed", "before", "pause", "kept")
                .onlyIfHeldBy(execution));
    }

    /** Notes that the environment is paused and frees the lock; false when this execution does not hold it. */
    public boolean pause(String environment, String execution, Object pause) {
        return updated(change(environment)
                .set("phase", Phase.PAUSED.name())
                .set(STANDING, YES.s())
                .set("pause", Json.text(pause))
                .remove("execution", "failure", "missed", "before")
                .onlyIfHeldBy(execution));
    }

    /** Frees the lock of an environment that serves as it did; false when this execution does not hold it. */
    public boolean release(String environment, String execution) {
        return updated(change(environment).remove("execution", "failure", "missed").onlyIfHeldBy(execution));
    }

    /** The same of one that is as it was, with the failure by which it is so. */
    public boolean leave(String environment, String execution) {
        return updated(change(environment).remove("execution").onlyIfHeldBy(execution));
    }

    /**
     * Notes that nothing of the environment is left; false when this execution does not hold the lock.
     *
     * @param keepsLock the lock is a parent execution's, which goes on with it
     * @param forGood   nobody is to make it again by what is registered, as a schedule does
     */
    public boolean remove(String environment, String execution, Object audit, boolean keepsLock, boolean forGood) {
        ItemUpdate update = change(environment)
                .set("phase", Phase.REMOVED.name())
                .set("audit", Json.text(audit))
                .remove("endpoints", "failure", "missed", "before", "pause", STANDING)
                .onlyIfHeldBy(execution);
        return updated((keepsLock ? update : update.remove("execution"))
                .set("expires", forGood ? time.instant().plus(REMEMBERED).getEpochSecond() : null));
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
     * Notes that a removal or a pause did not take place and touched nothing: the environment is what it was before, and the lock is
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
}
