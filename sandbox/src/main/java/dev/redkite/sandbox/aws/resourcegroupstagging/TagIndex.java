package dev.redkite.sandbox.aws.resourcegroupstagging;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.StandingResource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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
    private static final List<String> UNLISTED = List.of("iam:role/", "kafka:configuration/", "kms:alias/", "scheduler:schedule/", "route53:recordset/");

    private static final List<String> GLOBAL = List.of("iam:", "route53:");

    private static final class Entry {
        private final Instant since;
        /** Whether the service lists things of its kind at all. */
        private final boolean ofInterest;
        private StandingResource seen;
        private long seenAt;
        private Instant gone;
        private Map<String, String> tags = Map.of();
        private boolean everTagged;

        private Entry(Instant since, boolean ofInterest) {
            this.since = since;
            this.ofInterest = ofInterest;
        }

        /** Services give the same thing again where nothing of it can have changed. */
        private void see(StandingResource each, long look) {
            seenAt = look;
            gone = null;
            if (each != seen && !tags.equals(each.tags())) {
                tags = Map.copyOf(each.tags());
            }
            seen = each;
            everTagged |= !tags.isEmpty();
        }

        private boolean listed(Instant now) {
            return ofInterest && everTagged && !now.isBefore(since.plus(HEARS_OF_NEW))
                    && (gone == null || now.isBefore(gone.plus(HEARS_OF_DELETED)));
        }
    }

    private final AccountRegion place;
    private final Supplier<Stream<StandingResource>> account;
    private final Map<String, Entry> entries = new HashMap<>();
    private long looks;

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
        long look = ++looks;
        account.get().forEach(each -> entries.computeIfAbsent(each.arn(), _ -> new Entry(since, lists(each))).see(each, look));
        entries.values().forEach(entry -> {
            if (entry.seenAt != look && entry.gone == null) {
                entry.gone = since;
            }
        });
    }

    /** Neither roles nor what cannot be tagged, and what is global in one region (https://github.com/cloud-custodian/cloud-custodian/pull/2729). */
    private boolean lists(StandingResource each) {
        return UNLISTED.stream().noneMatch(each.name()::startsWith) && (GLOBAL.stream().noneMatch(each.name()::startsWith) || place.region().equals("us-east-1"));
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
