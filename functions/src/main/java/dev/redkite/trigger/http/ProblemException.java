package dev.redkite.trigger.http;

/** Leaves a controller when the answer is a problem. */
final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail(), null, true, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
