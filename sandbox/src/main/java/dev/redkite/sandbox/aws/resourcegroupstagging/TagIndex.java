package dev.redkite.sandbox.aws.resourcegroupstagging;

import dev.redkite.sandbox.aws.AccountRegion;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the tagging service knows of everybody else's resources: it hears of new ones late, and of deletions later
 * (https://github.com/aws/aws-sdk/issues/676). How late is not published.
 */
final class TagIndex {

    static final Duration HEARS_OF_NEW = Duration.ofSeconds(5);
    static final Duration HEARS_OF_DELETED = Duration.ofSeconds(60);

    private static final class Entry {
        private final Instant since;
        private Instant gone;
        private Map<String, String> tags = Map.of();
        private boolean everTagged;

        private Entry(Instant since) {
            this.since = since;
        }

        private boolean listed(Instant now) {
            return everTagged && !now.isBefore(since.plus(HEARS_OF_NEW)) && (gone == null || now.isBefore(gone.plus(HEARS_OF_DELETED)));
        }
    }

    private final AccountRegion place;
    private final TaggedServices services;
    private final ResourceNames names;
    private final SortedMap<String, Entry> entries = new TreeMap<>();

    TagIndex(AccountRegion place, TaggedServices services) {
        this.place = place;
        this.services = services;
        this.names = new ResourceNames(place, services);
    }

    /** What stands when the world begins has been known for long. */
    void begin() {
        settle(place.now().minus(HEARS_OF_NEW));
    }

    /** To be called whenever something may have changed. */
    void settle() {
        settle(place.now());
    }

    private void settle(Instant since) {
        Map<String, Map<String, String>> standing = standing();
        standing.forEach((arn, tags) -> {
            Entry entry = entries.computeIfAbsent(arn, _ -> new Entry(since));
            entry.gone = null;
            entry.tags = Map.copyOf(tags);
            entry.everTagged |= !tags.isEmpty();
        });
        entries.forEach((arn, entry) -> {
            if (entry.gone == null && !standing.containsKey(arn)) {
                entry.gone = since;
            }
        });
    }

    /** Keys that await deletion are still keys. */
    private Map<String, Map<String, String>> standing() {
        Map<String, Map<String, String>> standing = new TreeMap<>();
        services.inventory().get().forEach((name, tags) -> names.findArn(name).ifPresent(arn -> standing.put(arn, tags)));
        services.kms().awaitingDeletion().forEach((name, tags) -> names.findArn(name).ifPresent(arn -> standing.put(arn, tags)));
        return standing;
    }

    /** By ARN; what has lost its tags is there without any. */
    SortedMap<String, Map<String, String>> listed() {
        SortedMap<String, Map<String, String>> listed = new TreeMap<>();
        entries.forEach((arn, entry) -> {
            if (entry.listed(place.now())) {
                listed.put(arn, new TreeMap<>(entry.tags));
            }
        });
        return listed;
    }
}
