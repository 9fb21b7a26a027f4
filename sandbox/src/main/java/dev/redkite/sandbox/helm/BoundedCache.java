package dev.redkite.sandbox.helm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What need not be found out twice; the oldest is forgotten, since a soak makes ever new values. */
final class BoundedCache<K, V> {

    private static final int MOST = 500;

    private final Map<K, V> entries = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST;
        }
    };

    /** Found out by one thread at a time: what comes of it must not depend on who was first. */
    synchronized V get(K key, Supplier<V> finding) {
        return entries.computeIfAbsent(key, _ -> finding.get());
    }
}
