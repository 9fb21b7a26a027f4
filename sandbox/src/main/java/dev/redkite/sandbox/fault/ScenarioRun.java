package dev.redkite.sandbox.fault;

import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.aws.ForeignResources;
import dev.redkite.sandbox.states.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A life lived once, with chosen calls going wrong, and what was seen after each of its steps. */
final class ScenarioRun {

    /** A redrive, and then the request once more. */
    private static final int FRESH_STARTS = 2;

    /**
     * What one step came to.
     *
     * @param offences what no fault excuses: pods that rolled unasked, and what an outsider got at
     */
    record Chapter(Outcome outcome, int redrives, int freshStarts, boolean disturbed, Snapshot snapshot, List<String> writes,
            List<String> offences) {}

    private final Scenario life;
    private final Experiment experiment;
    private final Sandbox sandbox;
    private final List<Chapter> chapters = new ArrayList<>();

    private ScenarioRun(Scenario life, Experiment experiment) {
        this.life = life;
        this.experiment = experiment;
        sandbox = experiment.sandbox();
    }

    /** What is left of a run when its sandbox is closed. */
    record Account(List<Chapter> chapters, List<Calls.Sighting> sightings, Map<CallSite, String> answers, Set<CallSite> fired,
            Map<CallSite, Object> told, List<String> leftovers, List<String> leaks) {

        int redrives() {
            return chapters.stream().mapToInt(Chapter::redrives).sum();
        }

        int freshStarts() {
            return chapters.stream().mapToInt(Chapter::freshStarts).sum();
        }
    }

    static Account of(Scenario life, SandboxSettings settings, Map<CallSite, Fault> planted, Stale stale) {
        try (Experiment experiment = new Experiment(settings, sandbox -> Injection.planted(sandbox, planted, stale))) {
            ScenarioRun lived = new ScenarioRun(life, experiment);
            lived.live();
            return new Account(lived.chapters, experiment.calls().sightings(), experiment.calls().answers(), experiment.fired(),
                    stale.told(), lived.leftovers(), experiment.leaks());
        }
    }

    private void live() {
        for (int number = 0; number < life.steps().size(); number++) {
            experiment.calls().step(number);
            Chapter chapter = lived(life.steps().get(number));
            chapters.add(chapter);
            if (!chapter.outcome().phase().equals(life.steps().get(number).phase())) {
                return;
            }
        }
    }

    private Chapter lived(Scenario.Step step) {
        int fired = experiment.fired().size();
        int redrives = 0;
        int fresh = 0;
        Execution execution = sandbox.start(step.event());
        Outcome outcome = sandbox.run(execution);
        while (!outcome.phase().equals(step.phase()) && fresh < FRESH_STARTS) {
            if (redrives == 0 && experiment.redrive(execution)) {
                redrives++;
            } else {
                fresh++;
                execution = sandbox.start(Scenario.anew(step.event(), "afresh-" + fresh));
            }
            outcome = sandbox.run(execution);
        }
        experiment.settle();
        return new Chapter(outcome, redrives, fresh, experiment.fired().size() > fired, Snapshot.of(sandbox), experiment.calls().writes(),
                Experiment.offences(sandbox, Outcome.environment(execution.input())));
    }

    /** What stands now and did not before, and what is no longer as it was. */
    private List<String> leftovers() {
        return Stream.concat(
                        sandbox.world().inventory().keySet().stream().filter(thing -> !experiment.before().containsKey(thing)),
                        ForeignResources.disturbed(experiment.before(), sandbox.world()).stream())
                .toList();
    }
}
