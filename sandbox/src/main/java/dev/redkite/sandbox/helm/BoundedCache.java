package dev.redkite.sandbox.helm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What need not be found out twice in one process; the oldest is forgotten, since a soak makes ever new values. */
final class BoundedCache<K, V> {

    private static final int MOST = 500;

    private final Map<K, V> entries = new LinkedHashMap<>();

    /** Found out by one thread at a time: what comes of it must not depend on who was first. */
    synchronized V get(K key, Supplier<V> finding) {
        V known = entries.get(key);
        if (known != null) {
            return known;
        }
        V found = finding.get();
        if (entries.size() == MOST) {
            entries.remove(entries.keySet().iterator().next());
        }
        entries.put(key, found);
        return found;
    }
}
