package dev.redkite.sandbox.aws.ec2;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Changes;
import dev.redkite.sandbox.aws.Lag;
import dev.redkite.sandbox.aws.Shelf;
import dev.redkite.sandbox.aws.StandingResource;
import dev.redkite.sandbox.policy.Wildcard;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * All resources of one kind. What has been made is denied, by reads and by calls that refer to it, until its
 * propagation time has passed; changes to what is there show at once.
 */
final class Table<T> {

    /** @param label the id as EC2's sentences name it, e.g. {@code vpc ID} */
    record Kind<T>(
            String prefix,
            String resourceType,
            String notFound,
            String label,
            Function<T, List<Tag>> tags,
            BiFunction<T, List<Tag>, T> retagged) {

        String malformed() {
            return notFound.replace("InvalidGroup.", "InvalidGroupId.").replace("NotFound", "Malformed");
        }
    }

    private final AccountRegion place;
    private final Kind<T> kind;
    private final Pattern wellFormed;
    private final Map<String, T> rows = new TreeMap<>();
    /** From when on those can be seen that were not at the last look. */
    private final Map<String, Instant> hidden = new HashMap<>();
    private String homeFilter = "";
    private Function<T, String> home = _ -> "";
    /** Ids by what they are asked for by: what they are grouped by, and tags, each as a filter and its value. */
    private final Map<String, Set<String>> byFilter = new HashMap<>();
    private Predicate<T> counts = _ -> true;
    /** What was said of rows that are as they were. */
    private final Map<String, StandingResource> standing = new HashMap<>();
    final Changes changes = new Changes();

    Table(AccountRegion place, Kind<T> kind) {
        this.place = place;
        this.kind = kind;
        this.wellFormed = Pattern.compile(kind.prefix() + "-[0-9a-f]{8}([0-9a-f]{9})?");
    }

    /**
     * @param filter    as requests name the attribute
     * @param attribute what never changes of a row, and by which {@link #within} finds it
     */
    Table<T> groupedBy(String filter, Function<T, String> attribute) {
        homeFilter = filter;
        home = attribute;
        return this;
    }

    /** @param standing whether a row still counts for those who look at what stands */
    void counting(Predicate<T> standing) {
        counts = standing;
    }

    Kind<T> kind() {
        return kind;
    }

    String newId() {
        return place.identifiers().ec2(kind.prefix());
    }

    void add(String id, T row, Duration propagation) {
        put(id, row);
        hidden.put(id, propagation.isZero() ? place.now() : place.visibleAt(Lag.Kind.EC2, id).plus(propagation));
    }

    private void put(String id, T row) {
        forget(id);
        rows.put(id, row);
        filters(row).forEach(filter -> byFilter.computeIfAbsent(filter, _ -> new TreeSet<>()).add(id));
    }

    private Stream<String> filters(T row) {
        return Stream.concat(Stream.of(filter(homeFilter, home.apply(row))),
                kind.tags().apply(row).stream().map(tag -> filter("tag:" + tag.key(), tag.value())));
    }

    private static String filter(String name, String value) {
        return name + "=" + value;
    }

    private void forget(String id) {
        T row = rows.remove(id);
        if (row != null) {
            filters(row).forEach(filter -> byFilter.get(filter).remove(id));
        }
        standing.remove(id);
        changes.note(id);
    }

    void change(String id, T row) {
        if (!rows.containsKey(id)) {
            throw new IllegalStateException(id + " is not there to be changed");
        }
        put(id, row);
    }

    void remove(String id) {
        forget(id);
        hidden.remove(id);
    }

    /** @throws software.amazon.awssdk.awscore.exception.AwsServiceException when it is malformed, unknown or not visible yet */
    T require(String id) {
        requireWellFormed(id);
        return find(id).orElseThrow(
                () -> Refusal.of(kind.notFound(), "The %s '%s' does not exist".formatted(kind.label(), id)));
    }

    void requireWellFormed(String id) {
        if (id == null) {
            throw Refusal.missing(kind.label());
        }
        if (!wellFormed.matcher(id).matches()) {
            throw Refusal.of(kind.malformed(), "Invalid id: \"%s\" (expecting \"%s-...\")".formatted(id, kind.prefix()));
        }
    }

    Optional<T> find(String id) {
        return Optional.ofNullable(id).map(rows::get).filter(_ -> !hidden().containsKey(id));
    }

    private Map<String, Instant> hidden() {
        hidden.values().removeIf(at -> !place.now().isBefore(at));
        return hidden;
    }

    List<T> visible() {
        Set<String> denied = hidden().keySet();
        return rows.entrySet().stream().filter(row -> !denied.contains(row.getKey())).map(Map.Entry::getValue).toList();
    }

    /** Those that such filters may let through, all if need be. */
    List<T> visible(List<Filter> filters) {
        Set<String> ids = filters.stream()
                .filter(filter -> filter.name().equals(homeFilter) || filter.name().startsWith("tag:"))
                .filter(filter -> filter.values().size() == 1 && !Wildcard.isPattern(filter.values().getFirst()))
                .map(filter -> byFilter.getOrDefault(filter(filter.name(), filter.values().getFirst()), Set.of()))
                .min(Comparator.comparingInt(Set::size))
                .orElseGet(rows::keySet);
        Set<String> denied = hidden().keySet();
        return ids.stream().filter(id -> !denied.contains(id)).map(rows::get).toList();
    }

    /** With what is not visible yet. @param value of what they are grouped by */
    List<T> within(String value) {
        return byFilter.getOrDefault(filter(homeFilter, value), Set.of()).stream().map(rows::get).toList();
    }

    /** With what is not visible yet: dependencies count from the first moment. */
    List<T> all() {
        return List.copyOf(rows.values());
    }

    Map<String, T> rows() {
        return rows;
    }

    Stream<StandingResource> standing() {
        return rows.keySet().stream().flatMap(id -> findStanding(id).stream());
    }

    Optional<StandingResource> findStanding(String id) {
        return Optional.ofNullable(rows.get(id)).filter(counts).map(_ -> standing(id));
    }

    Shelf shelf() {
        return new Shelf(changes, () -> List.copyOf(rows.keySet()), id -> findStanding(id).stream());
    }

    /** The same again until the row changes. */
    private StandingResource standing(String id) {
        return standing.computeIfAbsent(id, _ -> {
            T row = rows.get(id);
            String name = kind.resourceType() + "/" + id;
            return new StandingResource("ec2:" + name, place.arn("ec2", name), Tags.map(kind.tags().apply(row)), row::toString);
        });
    }

    void retag(String id, Function<List<Tag>, List<Tag>> change) {
        T row = require(id);
        change(id, kind.retagged().apply(row, change.apply(kind.tags().apply(row))));
    }
}
