package dev.redkite.sandbox.tenant;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What every backup that is proven has to hold, by the environment that it was made of and its name: another environment may be given it. */
public final class BackedUpRows {

    private final Map<String, Map<String, Map<String, Rows>>> backups = new HashMap<>();
    private long next;

    /** For new rows. Each is given once, whoever asks: in a backup they may come to rows of another environment. */
    List<Long> numbers(int count) {
        next += count;
        return LongStream.range(next - count, next).boxed().toList();
    }

    /**
     * Whatever a backup was made of is in it: nobody writes anything meanwhile.
     *
     * @param proven  names of all that there are of that environment
     * @param present by collection; a backup of a new name has these
     * @return whether there is a new one
     */
    boolean note(String environment, Set<String> proven, Map<String, Rows> present) {
        Map<String, Map<String, Rows>> known = backups.computeIfAbsent(environment, _ -> new HashMap<>());
        known.keySet().retainAll(proven);
        Map<String, Rows> stored = present.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().stored()));
        return proven.stream().filter(name -> known.putIfAbsent(name, stored) == null).count() > 0;
    }

    /** @throws IllegalStateException if nobody has seen it made */
    Map<String, Rows> require(String environment, String name) {
        Map<String, Rows> found = backups.getOrDefault(environment, Map.of()).get(name);
        if (found == null) {
            throw new IllegalStateException("nobody has seen backup %s of %s made".formatted(name, environment));
        }
        return found;
    }

    boolean holds(String environment, String collection) {
        return backups.getOrDefault(environment, Map.of()).values().stream().anyMatch(each -> each.containsKey(collection));
    }
}
