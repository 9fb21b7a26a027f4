package dev.redkite.sandbox.aws;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/** How often something may have changed, and what, so that nobody has to look at it in between; what time alone changes is announced. */
public final class Changes {

    private record Coming(Instant when, Optional<String> of) {}

    private final Queue<Coming> coming = new PriorityQueue<>(Comparator.comparing(Coming::when));
    private final Set<String> names = new HashSet<>();
    private boolean ofAnything;
    private long count;

    /** Of whatever it may be. */
    public void note() {
        note(Optional.empty());
    }

    public void note(String name) {
        note(Optional.of(name));
    }

    private void note(Optional<String> of) {
        count++;
        ofAnything |= of.isEmpty();
        of.ifPresent(names::add);
    }

    /** It changes by itself then, whatever it may be. */
    public void noteAt(Instant when) {
        coming.add(new Coming(when, Optional.empty()));
    }

    public void noteAt(Instant when, String name) {
        coming.add(new Coming(when, Optional.of(name)));
    }

    /** How often until now. */
    public long until(Instant now) {
        while (!coming.isEmpty() && !now.isBefore(coming.peek().when())) {
            note(coming.remove().of());
        }
        return count;
    }

    /** Of what since this was last asked; empty when it may be of anything. */
    public Optional<Set<String>> take() {
        Optional<Set<String>> taken = ofAnything ? Optional.empty() : Optional.of(Set.copyOf(names));
        names.clear();
        ofAnything = false;
        return taken;
    }
}
