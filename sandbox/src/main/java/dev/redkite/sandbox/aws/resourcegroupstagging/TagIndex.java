package dev.redkite.sandbox.aws.resourcegroupstagging;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.StandingResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the tagging service knows of everybody else's resources: it hears of new ones late, and of deletions later
 * (https://github.com/aws/aws-sdk/issues/676). How late is not published.
 */
final class TagIndex {

    static final Duration HEARS_OF_NEW = Duration.ofSeconds(5);
    static final Duration HEARS_OF_DELETED = Duration.ofSeconds(60);
    private static final List<String> UNLISTED = List.of("iam:role/", "kafka:configuration/", "kms:alias/", "scheduler:schedule/");

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
    private final Supplier<Stream<StandingResource>> account;
    private final SortedMap<String, Entry> entries = new TreeMap<>();

    TagIndex(AccountRegion place, Supplier<Stream<StandingResource>> account) {
        this.place = place;
        this.account = account;
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

    private Map<String, Map<String, String>> standing() {
        Map<String, Map<String, String>> standing = new TreeMap<>();
        account.get().filter(this::lists).forEach(each -> standing.put(each.arn(), each.tags()));
        return standing;
    }

    /** Neither roles nor what cannot be tagged, and what is global in one region (https://github.com/cloud-custodian/cloud-custodian/pull/2729). */
    private boolean lists(StandingResource each) {
        return UNLISTED.stream().noneMatch(each.name()::startsWith) && (!each.name().startsWith("iam:") || place.region().equals("us-east-1"));
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
