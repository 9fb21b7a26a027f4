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

    static List<String> on(ScenarioRun.Account account, Reference reference) {
        List<String> wrong = new ArrayList<>();
        for (int number = 0; number < account.chapters().size(); number++) {
            Scenario.Step step = reference.life().steps().get(number);
            ScenarioRun.Chapter expected = reference.account().chapters().get(number);
            on(account.chapters().get(number), expected, step).forEach(each -> wrong.add(step.name() + ": " + each));
        }
        if (account.chapters().size() == reference.life().steps().size()) {
            account.leftovers().forEach(thing -> wrong.add("left after the teardown: " + thing));
        }
        account.leaks().forEach(leak -> wrong.add("a secret went astray: " + leak));
        return wrong.size() > MOST ? wrong.subList(0, MOST) : wrong;
    }

    /** Those of a run's faults that AWS documents as normal, if people had to redrive it: nobody should have to. */
    static List<Attempt> impatient(List<Attempt> attempts, int redrives) {
        return redrives == 0 ? List.of() : attempts.stream().filter(attempt -> attempt.fault() == Fault.STALE).toList();
    }

    private static List<String> on(ScenarioRun.Chapter chapter, ScenarioRun.Chapter expected, Scenario.Step step) {
        if (!chapter.outcome().phase().equals(step.phase())) {
            return List.of("ended %s after %d redrives and %d fresh starts: %s".formatted(chapter.outcome().phase(),
                    chapter.redrives(), chapter.freshStarts(), chapter.outcome().message()));
        }
        List<String> wrong = new ArrayList<>(chapter.offences());
        wrong.addAll(chapter.snapshot().differences(expected.snapshot()));
        if (chapter.outcome().elapsed().compareTo(expected.outcome().elapsed().plus(LONGEST_DELAY)) > 0) {
            wrong.add("took " + chapter.outcome().elapsed() + " instead of " + expected.outcome().elapsed());
        }
        if (!chapter.disturbed() && !chapter.writes().equals(expected.writes())) {
            wrong.add("an earlier step left something undone or done otherwise; changed now: "
                    + Snapshot.less(chapter.writes(), expected.writes()) + ", not changed now: "
                    + Snapshot.less(expected.writes(), chapter.writes()));
        }
        return wrong;
    }
}
