package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.RefusalException.invalid;

import dev.redkite.sandbox.milvus.RefusalException.Reason;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The partitions of one collection, and which of them are released while the collection is loaded. Each row is in one. */
final class Partitions {

    /** The one that is always there, and that takes the rows of which nothing is said (https://milvus.io/docs/manage-partitions.md). */
    static final String DEFAULT = "_default";

    /** Under this a row says which partition it is in; a field's name begins with a letter or an underscore. */
    private static final String OF = "$partition";

    private final Map<String, Long> ids = new LinkedHashMap<>();
    private final Set<String> released = new HashSet<>();

    Partitions(long id) {
        ids.put(DEFAULT, id);
    }

    Map<String, Long> ids() {
        return ids;
    }

    /** Creating what is there is done already; a new partition of a loaded collection is loaded with it. */
    void create(String name, long id) {
        if (!name.matches("[A-Za-z_]\\w{0,254}")) {
            throw invalid("Invalid partition name: %s. it must begin with a letter or underscore and hold only letters, digits and underscores", name);
        }
        if (ids.putIfAbsent(name, id) == null && !released.isEmpty()) {
            released.add(name); // only partitions are loaded, not the collection
        }
    }

    /** What is not there is dropped already. */
    void drop(String name, boolean loaded) {
        if (name.equals(DEFAULT)) {
            throw new RefusalException(Reason.UNEXPECTED, "default partition cannot be deleted");
        }
        if (ids.containsKey(name) && loaded && !released.contains(name)) {
            throw new RefusalException(Reason.UNEXPECTED, "partition cannot be dropped, partition is loaded, please release it first");
        }
        ids.remove(name);
        released.remove(name);
    }

    /** @return the name, or the default one's where it is empty */
    String require(String name) {
        if (!name.isEmpty() && !ids.containsKey(name)) {
            throw new RefusalException(Reason.PARTITION_NOT_FOUND, "partition not found[partition=%s]".formatted(name));
        }
        return name.isEmpty() ? DEFAULT : name;
    }

    /** @param fresh whether none was loaded before */
    void load(Collection<String> names, boolean fresh) {
        names.forEach(this::require);
        if (fresh) {
            released.addAll(ids.keySet());
        }
        released.removeAll(names);
    }

    /** @return whether none is left loaded */
    boolean release(Collection<String> names) {
        names.forEach(this::require);
        released.addAll(names);
        return released.containsAll(ids.keySet());
    }

    boolean loaded(Collection<String> names) {
        names.forEach(this::require);
        return names.stream().noneMatch(released::contains);
    }

    void put(Map<String, Object> row, String name) {
        row.put(OF, name);
    }

    /** Whether the partition that the row was written to at that moment is still there; one of the same name that came later is another. */
    boolean holds(Map<String, Object> row, long moment) {
        Long id = ids.get(of(row));
        return id != null && id < moment;
    }

    String of(Map<String, Object> row) {
        return (String) row.get(OF);
    }

    /** Rows of the partitions named, of all where none is. */
    Predicate<Map<String, Object>> rows(List<String> names) {
        names.forEach(this::require);
        return row -> names.isEmpty() || names.contains(row.get(OF));
    }

    /** Rows that are loaded; refuses to leave out what was asked for. */
    Predicate<Map<String, Object>> loadedRows(List<String> names) {
        if (!loaded(names)) {
            throw new RefusalException(Reason.PARTITION_NOT_LOADED, "partition not loaded[partitions=%s]".formatted(names));
        }
        return rows(names).and(row -> !released.contains(row.get(OF)));
    }
}
