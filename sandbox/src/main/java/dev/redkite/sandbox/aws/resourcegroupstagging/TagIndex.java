package dev.redkite.sandbox.aws.resourcegroupstagging;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Changes;
import dev.redkite.sandbox.aws.Shelf;
import dev.redkite.sandbox.aws.StandingResource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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

    /** What is, or was, on one shelf by name and ARN, as it was after so many changes. */
    private static final class Known {
        private final Map<String, Map<String, Entry>> entries = new HashMap<>();
        private long changes = -1;
        private long looks;
    }

    private final AccountRegion place;
    private final Supplier<Stream<Shelf>> account;
    private final Map<Changes, Known> known = new IdentityHashMap<>();

    TagIndex(AccountRegion place, Supplier<Stream<Shelf>> account) {
        this.place = place;
        this.account = account;
    }

    /** What stands when the world begins has been known for long. */
    void begin() {
        account.get().forEach(shelf -> lookAtAll(shelf, place.now().minus(HEARS_OF_NEW)));
    }

    /** To be called whenever something may have changed; looks only where something may have. */
    void settle() {
        account.get().forEach(shelf -> {
            Known known = known(shelf);
            long changes = shelf.changes().until(place.now());
            if (known.changes != changes) {
                known.changes = changes;
                shelf.changes().take().ifPresentOrElse(
                        names -> names.forEach(name -> look(shelf, name, place.now())), () -> lookAtAll(shelf, place.now()));
            }
        });
    }

    private Known known(Shelf shelf) {
        return known.computeIfAbsent(shelf.changes(), _ -> new Known());
    }

    private void lookAtAll(Shelf shelf, Instant since) {
        Set<String> names = new TreeSet<>(known(shelf).entries.keySet());
        names.addAll(shelf.names().get());
        names.forEach(name -> look(shelf, name, since));
    }

    /** A look may itself find that something has ended, which is then for the next one to see. */
    private void look(Shelf shelf, String name, Instant since) {
        Known known = known(shelf);
        long look = ++known.looks;
        Map<String, Entry> entries = known.entries.computeIfAbsent(name, _ -> new HashMap<>());
        shelf.content().apply(name).forEach(each -> entries.computeIfAbsent(each.arn(), _ -> new Entry(since, lists(each))).see(each, look));
        entries.values().forEach(entry -> {
            if (entry.seenAt != look && entry.gone == null) {
                entry.gone = since;
            }
        });
    }

    /** What it lists, with its tags, and a look at everything would find to be otherwise than the counts of changes say. */
    Set<String> unnoticed() {
        Set<String> unnoticed = new TreeSet<>();
        account.get().filter(shelf -> known(shelf).changes == shelf.changes().until(place.now())).forEach(shelf -> {
            Set<String> known = new TreeSet<>();
            known(shelf).entries.values().forEach(entries -> entries.forEach((arn, entry) -> {
                if (entry.ofInterest && entry.gone == null) {
                    known.add(arn + " " + new TreeMap<>(entry.tags));
                }
            }));
            Set<String> stands = shelf.names().get().stream().flatMap(shelf.content()).filter(this::lists).map(each -> each.arn() + " " + new TreeMap<>(each.tags())).collect(Collectors.toSet());
            Stream.concat(known.stream().filter(each -> !stands.contains(each)), stands.stream().filter(each -> !known.contains(each)))
                    .forEach(unnoticed::add);
        });
        return unnoticed;
    }

    /** Neither roles nor what cannot be tagged, and what is global in one region (https://github.com/cloud-custodian/cloud-custodian/pull/2729). */
    private boolean lists(StandingResource each) {
        return UNLISTED.stream().noneMatch(each.name()::startsWith) && (GLOBAL.stream().noneMatch(each.name()::startsWith) || place.region().equals("us-east-1"));
    }

    /** By ARN; what has lost its tags is there without any. */
    SortedMap<String, Map<String, String>> listed() {
        account.get().forEach(shelf -> lookAtAll(shelf, place.now()));
        SortedMap<String, Map<String, String>> listed = new TreeMap<>();
        known.values().stream().flatMap(each -> each.entries.values().stream()).forEach(entries -> entries.forEach((arn, entry) -> {
            if (entry.listed(place.now())) {
                listed.put(arn, new TreeMap<>(entry.tags));
            }
        }));
        return listed;
    }
}
