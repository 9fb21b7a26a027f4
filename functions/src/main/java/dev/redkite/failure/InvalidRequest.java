package dev.redkite.failure;

import java.util.List;

/** The request cannot be carried out as it stands; the message lists every violation. */
public final class InvalidRequest extends StageException {

    private final transient List<Violation> violations;

    public InvalidRequest(String message) {
        this(message, List.of());
    }

    public InvalidRequest(String message, List<Violation> violations) {
        super(message);
        this.violations = List.copyOf(violations);
    }

    public InvalidRequest(String message, Throwable cause) {
        super(message, cause);
        violations = List.of();
    }

    /** What is wrong with the request itself; empty when it is only that the environment does not allow it now. */
    public List<Violation> violations() {
        return violations;
    }
}
