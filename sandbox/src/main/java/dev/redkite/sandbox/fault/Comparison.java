package dev.redkite.sandbox.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a disturbed run did wrong, held against the undisturbed one; each a sentence. */
final class Comparison {

    /** More would hide what comes first. */
    private static final int MOST = 8;

    /** What one fault may cost at most: a function's timeout, or a release that its caller left pending, several times. */
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);

    private Comparison() {}

    static List<String> on(ScenarioRun.Result run, Reference reference) {
        List<String> wrong = new ArrayList<>();
        for (int number = 0; number < run.steps().size(); number++) {
            Scenario.Step step = reference.scenario().steps().get(number);
            ScenarioRun.StepRun expected = reference.run().steps().get(number);
            on(run.steps().get(number), expected, step).forEach(each -> wrong.add(step.name() + ": " + each));
        }
        if (run.steps().size() == reference.scenario().steps().size()) {
            run.leftovers().forEach(thing -> wrong.add("left after the teardown: " + thing));
        }
        run.leaks().forEach(leak -> wrong.add("a secret went astray: " + leak));
        return wrong.size() > MOST ? wrong.subList(0, MOST) : wrong;
    }

    /** Those of a run's faults that AWS documents as normal, if people had to redrive it: nobody should have to. */
    static List<Attempt> impatient(List<Attempt> attempts, int redrives) {
        return redrives == 0 ? List.of() : attempts.stream().filter(attempt -> attempt.fault() == Fault.STALE).toList();
    }

    private static List<String> on(ScenarioRun.StepRun actual, ScenarioRun.StepRun expected, Scenario.Step step) {
        if (!actual.outcome().phase().equals(step.phase())) {
            return List.of("ended %s after %d redrives and %d fresh starts: %s".formatted(actual.outcome().phase(),
                    actual.redrives(), actual.freshStarts(), actual.outcome().message()));
        }
        List<String> wrong = new ArrayList<>(actual.offences());
        wrong.addAll(actual.snapshot().differences(expected.snapshot()));
        if (actual.outcome().elapsed().compareTo(expected.outcome().elapsed().plus(LONGEST_DELAY)) > 0) {
            wrong.add("took " + actual.outcome().elapsed() + " instead of " + expected.outcome().elapsed());
        }
        if (!actual.disturbed() && !actual.writes().equals(expected.writes())) {
            wrong.add("an earlier step left something undone or done otherwise; changed now: "
                    + Snapshot.less(actual.writes(), expected.writes()) + ", not changed now: "
                    + Snapshot.less(expected.writes(), actual.writes()));
        }
        return wrong;
    }
}
