package dev.redkite.sizing;

import java.util.List;
import java.util.stream.Collectors;

/** A workload that the sizing arithmetic has no answer for. */
public final class UnsupportedWorkloadException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<WorkloadViolation> violations;

    public UnsupportedWorkloadException(List<WorkloadViolation> violations) {
        super(violations.stream()
                .map(violation -> violation.field() + ": " + violation.message())
                .collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    public List<WorkloadViolation> violations() {
        return violations;
    }
}
