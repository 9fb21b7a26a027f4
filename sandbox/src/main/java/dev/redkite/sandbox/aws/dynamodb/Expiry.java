package dev.redkite.sandbox.aws.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Lag;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which items DynamoDB deletes by itself: those that say that they have expired, some days after that; until then they are read like
 * all others (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ttl-expired-items.html). The engine that this sandbox
 * has goes by the machine's own clock, and never deletes any in a run.
 */
final class Expiry {

    /** How often is looked; the days that an item stays are drawn, so that no look has to be punctual. */
    private static final Duration ROUND = Duration.ofHours(6);

    /** @param keys the attributes of the table's key */
    private record Declared(String attribute, Set<String> keys) {}

    private final AccountRegion place;
    private final Map<String, Declared> tables = new HashMap<>();
    private Instant looked;

    Expiry(AccountRegion place) {
        this.place = place;
        looked = place.now();
    }

    /** @param properties of the template's table */
    void declare(String table, JsonNode properties) {
        JsonNode expires = properties.path("TimeToLiveSpecification");
        if (expires.path("Enabled").asBoolean()) {
            Set<String> keys = properties.path("KeySchema").valueStream().map(each -> each.path("AttributeName").asText()).collect(Collectors.toSet());
            tables.put(table, new Declared(expires.path("AttributeName").asText(), keys));
        }
    }

    void forget(String table) {
        tables.remove(table);
    }

    /** Tables that are to be looked through now. */
    Set<String> due() {
        if (place.now().isBefore(looked.plus(ROUND))) {
            return Set.of();
        }
        looked = place.now();
        return Set.copyOf(tables.keySet());
    }

    /** The item's key, if it is deleted by now. One without a number there never expires. */
    Optional<Map<String, AttributeValue>> findDeleted(String table, Map<String, AttributeValue> item) {
        Declared declared = tables.get(table);
        AttributeValue expires = item.get(declared.attribute());
        if (expires == null || expires.n() == null) {
            return Optional.empty();
        }
        Map<String, AttributeValue> key = new HashMap<>(item);
        key.keySet().retainAll(declared.keys());
        Instant deleted = Instant.ofEpochSecond(Long.parseLong(expires.n())).plus(place.lag().of(Lag.Kind.EXPIRED_ITEM, key.toString()));
        return deleted.isAfter(place.now()) ? Optional.empty() : Optional.of(key);
    }
}
