package dev.redkite.sandbox.doctor;

import dev.redkite.outside.Outside;
import dev.redkite.sandbox.doctor.Belongings.Swept;
import dev.redkite.sandbox.doctor.Finding.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Level 1: makes single things, watches how the services behave, and removes them again, whatever happens. */
final class Trials {

    private final Examination examination;
    private final Outside outside;
    private final Patience patience;
    private final Belongings belongings;

    Trials(Examination examination, Pause pause) {
        this.examination = examination;
        outside = examination.outside();
        patience = new Patience(outside, pause);
        belongings = new Belongings(outside);
    }

    List<Finding> made() {
        List<Finding> findings = new ArrayList<>(told("what an earlier run left", "nothing", belongings.sweep()));
        try {
            checks().stream().map(check -> outside.begin(() -> Refusals.told(check))).toList().stream()
                    .map(Supplier::get).forEach(findings::addAll);
        } finally {
            findings.addAll(told("what this run made", "all of it is removed", belongings.sweepAll(patience)));
        }
        return findings;
    }

    private List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        examination.stack().ifPresent(stack -> checks.add(new FunctionRolesTrial(examination, stack)));
        checks.addAll(List.of(new AnswersTrial(outside, examination.identity()), new RoleTrial(outside, examination.identity(), patience, belongings),
                new KeyTrial(outside, patience, belongings), new TokenTrial(outside, patience, belongings)));
        return checks;
    }

    private static List<Finding> told(String asked, String none, Swept swept) {
        if (!swept.left().isEmpty()) {
            return List.of(Finding.wrong(Group.BEHAVIOUR, asked, "would not go: " + String.join(", ", swept.left()),
                    "run this again with --spend, which sweeps first; or remove by hand what is called %s or tagged %s".formatted(Belongings.NAME, Belongings.TAG)));
        }
        return List.of(Finding.fine(Group.BEHAVIOUR, asked, swept.removed().isEmpty() ? none : "removed: " + String.join(", ", swept.removed())));
    }
}
