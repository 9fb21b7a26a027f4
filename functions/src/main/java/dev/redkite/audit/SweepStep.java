package dev.redkite.audit;

import dev.redkite.audit.Leftover.Leaving;
import dev.redkite.audit.Leftover.Stuck;
import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.StagePending;
import dev.redkite.failure.Transient;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import dev.redkite.stage.Untouched;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * One look at everything that some finders ask about, and one attempt to take away what they found. What takes people is
 * not said here but by {@link AuditStep}: everything that costs money beside it had better go first.
 */
record SweepStep(List<ResourceFinder> finders) implements Step<AuditSpec, SweepStep.Swept> {

    SweepStep {
        finders = List.copyOf(finders);
    }

    /**
     * @param answer what was found, before anything was swept
     * @param stuck  what no further look will change
     */
    record Swept(Findings answer, List<Stuck> stuck) {

        /** None when nothing was left alone. */
        @Nullable Untouched untouched() {
            return answer.untouched().isEmpty() ? null : new Untouched(String.join(" ", answer.untouched()));
        }
    }

    @Override
    public Progress<Swept> run(AuditSpec spec) {
        Findings answer = finders.stream().map(finder -> finder.answer(spec)).reduce(Findings.NOTHING, Findings::plus);
        List<Leftover> left = once(answer.leftovers()).stream().map(SweepStep::swept).toList();
        return left.stream().anyMatch(Leaving.class::isInstance)
                ? new Pending<>("still there: " + String.join(", ", left.stream().map(Leftover::toString).toList()))
                : new Done<>(new Swept(answer, left.stream().map(Stuck.class::cast).toList()));
    }

    /** What one finder finds by its tag another may find by its name. */
    private static Collection<Leftover> once(List<Leftover> leftovers) {
        return leftovers.stream()
                .collect(Collectors.toMap(Leftover::name, each -> each, (first, _) -> first, LinkedHashMap::new))
                .values();
    }

    private static Leftover swept(Leftover leftover) {
        return switch (leftover) {
            case Leaving _, Stuck _ -> leftover;
            case Sweepable sweepable -> swept(sweepable);
        };
    }

    private static Leftover swept(Sweepable leftover) {
        try {
            leftover.sweep().run();
            return new Leaving(leftover.name(), "being removed");
        } catch (StagePending | Transient e) {
            return new Leaving(leftover.name(), e.getMessage());
        } catch (AwsServiceException e) {
            return refused(leftover, e);
        }
    }

    /** What is in use may soon not be; what is denied or refused takes people. */
    private static Leftover refused(Sweepable leftover, AwsServiceException error) {
        String said = AwsErrors.messageOf(error);
        return switch (AwsErrors.kindOf(error)) {
            case ABSENT, IN_USE, NOT_YET, PRESENT, QUOTA, TRANSIENT -> new Leaving(leftover.name(), said);
            case DENIED -> new Stuck(leftover.name(), said,
                    "let the function's role remove it, or remove it by hand");
            case REFUSED -> new Stuck(leftover.name(), said, "remove it by hand");
        };
    }
}
