package dev.redkite.audit;

import dev.redkite.audit.Leftover.Stuck;
import dev.redkite.audit.SweepStep.Swept;
import dev.redkite.failure.StageBroken;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The proof that nothing is left: AWS has been asked by every name, every tag and every known leak, and what was ours has
 * been swept, until nothing was found. It fails rather than pass over something.
 */
record AuditStep(List<ResourceFinder> finders) implements Step<AuditSpec, AuditFacts> {

    /**
     * While anything may still go this is pending, and the reason lists all that is left: it is what people read when
     * the machine's patience ends.
     *
     * @throws StageBroken when what remains will not go without people
     */
    @Override
    public Progress<AuditFacts> run(AuditSpec spec) {
        return new SweepStep(finders).run(spec).map(swept -> facts(spec, swept));
    }

    private static AuditFacts facts(AuditSpec spec, Swept swept) {
        if (!swept.stuck().isEmpty()) {
            throw new StageBroken("What remains of environment %s cannot be swept: %s. Next: %s, then redrive the execution."
                    .formatted(spec.plan().environment(), listed(swept.stuck(), stuck -> "%s (%s)".formatted(stuck.name(), stuck.why()), ", "),
                            listed(swept.stuck(), Stuck::next, "; ")));
        }
        return new AuditFacts(0, swept.answer().asked(), swept.answer().retained(), swept.answer().untouched());
    }

    private static String listed(List<Stuck> stuck, Function<Stuck, String> words, String separator) {
        return stuck.stream().map(words).distinct().collect(Collectors.joining(separator));
    }
}
