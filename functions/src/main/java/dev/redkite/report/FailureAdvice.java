package dev.redkite.report;

import dev.redkite.deployment.Operation;
import dev.redkite.deployment.Stages;
import dev.redkite.failure.EnvironmentBusy;
import dev.redkite.failure.Failures;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.Remedy;
import dev.redkite.failure.ResourceFailed;
import dev.redkite.failure.StageBegun;
import dev.redkite.failure.StagePending;
import dev.redkite.failure.Transient;
import java.util.List;
import java.util.Optional;

/**
 * The next move for people where a stage could not know that they would read it: what was pending when the stage's time
 * was up, what was tried again in vain. What a stage says itself is left as it is.
 */
final class FailureAdvice {

    private static final String MARK = "Next: ";

    /** Whose message says itself what to do: the request was refused, or a resource is somebody else's. */
    private static final List<String> SELF_EXPLAINED =
            List.of(InvalidRequest.class.getName(), EnvironmentBusy.class.getName(), NotOurs.class.getName());

    private static final String ANY = "look at what is named, and at the AWS Health Dashboard";

    private FailureAdvice() {}

    /** The message with a next move in it; where a teardown waits for a backup, with the way that does without. */
    static String in(Operation operation, String stage, String error, String message) {
        String advised = in(operation, error, message);
        Optional<String> meanwhile = Stages.findMeanwhile(operation, stage);
        if (meanwhile.isPresent()) {
            return Failures.sentence(advised) + " " + meanwhile.get();
        }
        boolean backup = operation == Operation.teardown && !stage.equals("Admission") && Stages.precedesChanges(operation, stage);
        return backup && !advised.contains("keepData")
                ? Failures.sentence(advised) + " Nothing was torn down; \"keepData\": false does without the backup, and all that Milvus holds is lost." : advised;
    }

    private static String in(Operation operation, String error, String message) {
        if (message.contains(MARK) || SELF_EXPLAINED.contains(error) || refusedWithin(message)) {
            return message;
        }
        return Failures.sentence(message) + " " + what(operation, error, message);
    }

    /** Another execution's failure, of which Step Functions tells no more than that a task failed, begins with its error's name. */
    private static boolean refusedWithin(String message) {
        return SELF_EXPLAINED.stream().anyMatch(name -> message.startsWith(name.substring(name.lastIndexOf('.') + 1) + ": "));
    }

    private static String what(Operation operation, String error, String message) {
        if (error.equals(StagePending.class.getName()) || error.equals(StageBegun.class.getName())) {
            String stage = message.replaceFirst("(?s): .*$", "");
            return "It was still so when the stage's time was up. " + MARK
                    + remedy(message, redriven(Stages.findAdvice(operation, stage).orElse(ANY)));
        }
        if (error.equals(ResourceFailed.class.getName())) {
            return "It ended so every time. " + MARK + remedy(message,
                    "redrive the execution; if it ends so again, ask AWS Support with the service's words");
        }
        if (error.equals(Transient.class.getName())) {
            return "It stayed so through every retry. " + MARK + remedy(message,
                    "redrive the execution once the service answers again (the AWS Health Dashboard tells of outages)");
        }
        return MARK + redriven("read the log of the function whose state failed in the execution's graph, and mend what it names");
    }

    private static String remedy(String message, String otherwise) {
        return Failures.sentence(Remedy.find(message).map(Remedy::next).orElse(otherwise));
    }

    private static String redriven(String move) {
        return move + ", then redrive the execution.";
    }
}
