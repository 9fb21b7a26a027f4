package dev.redkite.trigger.http;

import dev.redkite.failure.Violation;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.text.Excerpt;
import io.micronaut.http.HttpStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is refused: https://www.rfc-editor.org/rfc/rfc9457, with all that is wrong at once.
 *
 * @param type       what kind of problem, as a name that stays: {@code urn:redkite:problem:environment-busy}
 * @param title      the same for people
 * @param status     the HTTP status
 * @param detail     what happened here, and the next move
 * @param violations everything wrong with the request; left out when it is not the request that is wrong
 * @param execution  ARN of the execution that is in the way; left out when there is none
 */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable List<Violation> violations,
        @Nullable String execution) {

    private static final int LONGEST_DETAIL = 20_000;
    private static final int LONGEST_NAME = 80;

    /** The detail may quote what was asked, or what a service said. */
    Problem {
        detail = Excerpt.of(detail, LONGEST_DETAIL);
    }

    static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPES = "urn:redkite:problem:";

    static Problem of(HttpStatus status, String type, String title, String detail) {
        return new Problem(TYPES + type, title, status.getCode(), detail, null, null);
    }

    /** A kind of problem that HTTP itself has a word for. */
    static Problem of(HttpStatus status, String detail) {
        return new Problem("about:blank", status.getReason(), status.getCode(), detail, null, null);
    }

    Problem with(List<Violation> found) {
        return new Problem(type, title, status, detail, found, execution);
    }

    Problem heldBy(String holder) {
        return new Problem(type, title, status, detail, violations, holder.isEmpty() ? null : holder);
    }

    static ProblemException malformed(String detail) {
        return new ProblemException(of(HttpStatus.BAD_REQUEST, "malformed-request", "The request is malformed", detail));
    }

    static ProblemException invalid(List<Violation> violations) {
        return new ProblemException(ofViolations(violations));
    }

    static Problem ofViolations(List<Violation> violations) {
        return of(HttpStatus.UNPROCESSABLE_ENTITY, "invalid-request", "The request cannot be carried out as it stands",
                violations.size() == 1 ? "1 violation." : violations.size() + " violations.").with(violations);
    }

    static ProblemException noSuchEnvironment(String name) {
        return new ProblemException(of(HttpStatus.NOT_FOUND, "no-such-environment", "There is no such environment",
                "No environment %s is registered here. Next: correct the name, or make it with POST /environments."
                        .formatted(Excerpt.of(name, LONGEST_NAME))));
    }

    static ProblemException noSuchExecution(String environment, String id) {
        return new ProblemException(of(HttpStatus.NOT_FOUND, "no-such-execution", "There is no such execution",
                "Environment %s has no execution %s, or none any more: Step Functions keeps them for 90 days."
                        .formatted(Excerpt.of(environment, LONGEST_NAME), Excerpt.of(id, LONGEST_NAME))));
    }

    static ProblemException noSuchBackup(String environment, String backup) {
        return new ProblemException(of(HttpStatus.NOT_FOUND, "no-such-backup", "There is no such backup",
                "Environment %1$s has no backup %2$s. Next: look at GET /environments/%1$s/backups, which lists what it has."
                        .formatted(Excerpt.of(environment, LONGEST_NAME), Excerpt.of(backup, LONGEST_NAME))));
    }

    static ProblemException environmentExists(EnvironmentRecord record) {
        String detail = (record.execution() == null
                ? "Environment %s is %s. Next: change it with PUT /environments/%1$s."
                : "Environment %s is %s, and %s is at work on it. Next: wait until that has ended, then send the request again if it removes the environment, and PUT /environments/%1$s to change it otherwise.")
                .formatted(record.environment(), record.phase(), record.execution());
        Problem problem = of(HttpStatus.CONFLICT, "environment-exists", "The environment exists", detail);
        return new ProblemException(record.execution() == null ? problem : problem.heldBy(record.execution()));
    }

    static ProblemException changedMeanwhile(String environment) {
        return new ProblemException(of(HttpStatus.PRECONDITION_FAILED, "changed-meanwhile", "The environment has changed meanwhile",
                "Environment %s is no longer what If-Match was given for. Next: look at GET /environments/%1$s, and if you still want it, send the request with the ETag that is answered there."
                        .formatted(environment)));
    }

    static ProblemException removed(String environment) {
        return conflict("environment-removed", "The environment is removed",
                "Environment %s is removed, so there is nothing to change. Next: make it anew with POST /environments."
                        .formatted(environment));
    }

    /** @param told with what is known of the lock's holder */
    static ProblemException notReady(EnvironmentRecord told) {
        Problem problem = of(HttpStatus.CONFLICT, "not-ready", "The environment cannot be reached",
                (told.phase() == EnvironmentRecord.Phase.PAUSED
                        ? "Environment %s is %s. Next: resume it with POST /environments/%1$s/resume."
                        : "Environment %s is %s. Next: look at GET /environments/%1$s.").formatted(told.environment(), told.phase()));
        return new ProblemException(told.execution() == null ? problem : problem.heldBy(told.execution()));
    }

    static ProblemException conflict(String type, String title, String detail) {
        return new ProblemException(of(HttpStatus.CONFLICT, type, title, detail));
    }
}
