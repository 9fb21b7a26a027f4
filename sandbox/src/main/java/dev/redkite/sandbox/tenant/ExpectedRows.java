package dev.redkite.sandbox.tenant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What a Milvus must hold, whatever became of its environment: every row that was acknowledged, once, and none that was deleted. The brokers'
 * log keeps what is not flushed for a week, which is longer than anything lives here. What its owner was asked about before it went is no loss.
 */
final class ExpectedRows {

    /** As docs/schedules-and-data.md has it. */
    private static final String UNTIL_PROVEN = "_restoring";

    private final Map<String, Rows> collections = new TreeMap<>();
    /** Of a restore that was let in and has not ended well: each collection is as it was, or as the backup has it. */
    private Map<String, Rows> arriving = Map.of();

    /** By collection. */
    Map<String, Rows> collections() {
        return Map.copyOf(collections);
    }

    boolean areNone() {
        return collections.isEmpty() && arriving.isEmpty();
    }

    /** Of a collection that a user may count on, and write to. */
    Optional<Rows> find(String collection) {
        return Optional.ofNullable(collections.get(collection));
    }

    boolean mayStand(String collection) {
        return collections.containsKey(collection) || arriving.containsKey(collection);
    }

    void created(String collection) {
        collections.put(collection, Rows.none());
    }

    void changed(String collection, UnaryOperator<Rows> how) {
        collections.computeIfPresent(collection, (_, rows) -> how.apply(rows));
    }

    void dropped(String collection) {
        collections.remove(collection);
    }

    void allStored() {
        collections.replaceAll((_, rows) -> rows.stored());
    }

    /** @param backup whoever asked for it back has said what may become of collections that stand */
    void restoring(Map<String, Rows> backup) {
        arriving = backup;
    }

    void restored() {
        collections.putAll(arriving);
        arriving = Map.of();
    }

    /** @param kept what was backed up before the end of a generation, for the next */
    void comesBack(Map<String, Rows> kept) {
        collections.putAll(kept);
    }

    /** With the generation: who asks for its end is told that the next one begins empty. */
    void forgotten() {
        collections.clear();
        arriving = Map.of();
    }

    /** @param found by collection, as whoever reads them all is answered */
    List<String> violations(Map<String, Rows.Found> found) {
        Set<String> names = new TreeSet<>(collections.keySet());
        names.addAll(arriving.keySet());
        return names.stream()
                .flatMap(name -> violations(name, found).stream().map(each -> "collection %s: %s".formatted(name, each)))
                .toList();
    }

    private List<String> violations(String name, Map<String, Rows.Found> found) {
        Rows standing = collections.get(name);
        Rows coming = arriving.get(name);
        if (!found.containsKey(name)) {
            return coming == null ? List.of("it is gone, with rows " + new TreeSet<>(standing.acknowledged())) : betweenNames(name, found);
        }
        if (coming != null && coming.withoutAliases().differences(found.get(name)).isEmpty()) {
            collections.put(name, coming.withoutAliases());
            return List.of();
        }
        return (standing == null ? coming.withoutAliases() : standing).differences(found.get(name));
    }

    /** @param stored numbers of all rows that lie in the object storage, deleted ones among them */
    List<String> unstored(Set<Object> stored) {
        List<String> violations = new ArrayList<>();
        collections.forEach((name, rows) -> {
            Set<Long> missing = new TreeSet<>(rows.acknowledged());
            missing.removeAll(stored);
            if (!missing.isEmpty() && !arriving.containsKey(name)) {
                violations.add("collection %s: rows %s are not in the object storage of what is paused".formatted(name, missing));
            }
        });
        return violations;
    }

    /** One that may be replaced is dropped in the moment in which the other one, which is proven, is given its name. */
    private List<String> betweenNames(String name, Map<String, Rows.Found> found) {
        boolean replaced = collections.remove(name) != null;
        return replaced && !found.containsKey(name + UNTIL_PROVEN) ? List.of("it is gone, and what was to come in its place is not there") : List.of();
    }
}
