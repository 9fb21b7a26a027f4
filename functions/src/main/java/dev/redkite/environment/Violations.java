package dev.redkite.environment;

import dev.redkite.failure.Violation;
import java.util.ArrayList;
import java.util.List;

/** Gathers everything wrong, so that all of it can be said at once. */
final class Violations {

    private final List<Violation> found = new ArrayList<>();

    void add(String path, String message) {
        found.add(new Violation(path, message));
    }

    void addAll(String path, List<String> messages) {
        messages.forEach(message -> add(path, message));
    }

    void addUnless(boolean holds, String path, String message) {
        if (!holds) {
            add(path, message);
        }
    }

    void addAll(List<Violation> violations) {
        found.addAll(violations);
    }

    List<Violation> all() {
        return List.copyOf(found);
    }
}
