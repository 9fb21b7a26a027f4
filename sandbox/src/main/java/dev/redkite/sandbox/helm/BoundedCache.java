package dev.redkite.sandbox.helm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What need not be found out twice; what nobody has asked for longest is forgotten, since a soak makes ever new values. */
final class BoundedCache<K, V> {

    /** Some hold a chart's objects, half a megabyte each; lives ask for a dozen, and few are at work at once. */
    private static final int MOST = 150;

    private final Map<K, V> entries = new LinkedHashMap<>(MOST, 1, true) {
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
