package dev.redkite.audit;

import dev.redkite.audit.Leftover.Stuck;
import dev.redkite.audit.Sweep.Found;
import dev.redkite.failure.StageBroken;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Stage;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The proof that nothing is left: asks AWS by every name, every tag and every known leak, sweeps what is ours, and looks
 * again until nothing is found. It fails rather than pass over something.
 */
final class AuditStage implements Stage<AuditSpec, AuditFacts> {

    private final Sweep sweep;

    AuditStage(List<Inquiry> inquiries) {
        sweep = new Sweep(inquiries);
    }

    /**
     * While anything may still go this is pending, and the reason lists all that is left: it is what people read when
     * the machine's patience ends.
     *
     * @throws StageBroken when what remains will not go without people
     */
    @Override
    public Progress<AuditFacts> ensure(AuditSpec wanted) {
        Found found = sweep.sweep(wanted);
        if (!found.leaving().isEmpty()) {
            return new Pending<>("still there: " + found.left());
        }
        if (!found.stuck().isEmpty()) {
            throw new StageBroken("What remains of environment %s cannot be swept: %s. Next: %s, then redrive the execution."
                    .formatted(wanted.plan().environment(), listed(found.stuck(), stuck -> "%s (%s)".formatted(stuck.name(), stuck.why()), ", "),
                            listed(found.stuck(), Stuck::next, "; ")));
        }
        return new Done<>(new AuditFacts(
                0, found.answer().asked(), found.answer().retained(), found.answer().untouched()));
    }

    private static String listed(List<Stuck> stuck, Function<Stuck, String> words, String separator) {
        return stuck.stream().map(words).distinct().collect(Collectors.joining(separator));
    }

    /** A question leaves nothing. */
    @Override
    public Progress<Void> retire(AuditSpec wanted) {
        return new Done<>(null);
    }
}
