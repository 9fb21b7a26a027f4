package dev.redkite.sandbox.milvus;

import dev.redkite.sandbox.milvus.RefusalException.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Second names of one database's collections (https://milvus.io/docs/manage-aliases.md). Guarded by {@link Store}. */
final class Aliases {

    private final Map<String, String> collections = new TreeMap<>();

    Optional<String> findCollection(String alias) {
        return Optional.ofNullable(collections.get(alias));
    }

    String require(String alias) {
        return findCollection(alias).orElseThrow(() -> new RefusalException(Reason.ALIAS_NOT_FOUND, "alias not found[alias=%s]".formatted(alias)));
    }

    List<String> of(String collection) {
        return collections.keySet().stream().filter(alias -> collections.get(alias).equals(collection)).toList();
    }

    List<String> all() {
        return List.copyOf(collections.keySet());
    }

    /** Giving the same name again is done already. */
    void create(String alias, String collection) {
        String present = collections.putIfAbsent(alias, collection);
        if (present != null && !present.equals(collection)) {
            throw new RefusalException(Reason.ALIAS_TAKEN,
                    "%s is alias to another collection: %s: alias already exist".formatted(alias, present));
        }
    }

    /** They name the collection, however it is called. */
    void follow(String from, String to) {
        of(from).forEach(alias -> collections.put(alias, to));
    }

    void alter(String alias, String collection) {
        require(alias);
        collections.put(alias, collection);
    }

    /** What is not there is dropped already. */
    void drop(String alias) {
        collections.remove(alias);
    }
}
