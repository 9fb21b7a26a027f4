package dev.redkite.sandbox.fault;

import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.aws.ForeignResources;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.tenant.BackedUpRows;
import dev.redkite.sandbox.tenant.MilvusUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** A scenario run once, with chosen calls going wrong, and what was seen after each of its steps. */
final class ScenarioRun {

    /** A redrive, and then the request once more. */
    private static final int FRESH_STARTS = 2;

    /**
     * What one step came to.
     *
     * @param offences what no fault excuses: pods that rolled unasked, what an outsider got at, and rows that were lost or doubled
     */
    record StepRun(Outcome outcome, int redrives, int freshStarts, boolean disturbed, Snapshot snapshot, List<String> writes,
            List<String> offences) {}

    private final Scenario scenario;
    private final Experiment experiment;
    private final Sandbox sandbox;
    private final MilvusUser user;
    private final List<StepRun> steps = new ArrayList<>();

    private ScenarioRun(Scenario scenario, Experiment experiment) {
        this.scenario = scenario;
        this.experiment = experiment;
        sandbox = experiment.sandbox();
        user = new MilvusUser(sandbox, scenario.environment(), new Random(scenario.steps().size()), new BackedUpRows());
    }

    /** What is left of a run when its sandbox is closed. */
    record Result(List<StepRun> steps, List<Calls.Sighting> sightings, Map<CallSite, String> answers, Set<CallSite> fired,
            Map<CallSite, Object> told, List<String> leftovers, List<String> leaks) {

        int redrives() {
            return steps.stream().mapToInt(StepRun::redrives).sum();
        }

        int freshStarts() {
            return steps.stream().mapToInt(StepRun::freshStarts).sum();
        }
    }

    static Result of(Scenario scenario, SandboxSettings settings, Map<CallSite, Fault> planted, Stale stale) {
        try (Experiment experiment = new Experiment(settings, sandbox -> Injection.plant(sandbox, planted, stale))) {
            ScenarioRun run = new ScenarioRun(scenario, experiment);
            run.all();
            return new Result(run.steps, experiment.calls().sightings(), experiment.calls().answers(), experiment.fired(),
                    stale.answers(), run.leftovers(), experiment.leaks());
        }
    }

    private void all() {
        for (int number = 0; number < scenario.steps().size(); number++) {
            experiment.calls().step(number);
            StepRun step = run(scenario.steps().get(number));
            steps.add(step);
            if (!step.outcome().phase().equals(scenario.steps().get(number).phase())) {
                return;
            }
        }
    }

    private StepRun run(Scenario.Step step) {
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
        return new StepRun(outcome, redrives, fresh, experiment.fired().size() > fired, Snapshot.of(sandbox), experiment.calls().writes(),
                offences());
    }

    /** Before the next step there are more rows. */
    private List<String> offences() {
        List<String> offences = new ArrayList<>(Experiment.offences(sandbox, scenario.environment()));
        offences.addAll(experiment.aside(user::misses));
        experiment.aside(user::works);
        return offences;
    }

    /** What stands now and did not before, and what is no longer as it was. */
    private List<String> leftovers() {
        return Stream.concat(
                        sandbox.world().inventory().keySet().stream().filter(thing -> !experiment.before().containsKey(thing)),
                        ForeignResources.differences(experiment.before(), sandbox.world()).stream())
                .toList();
    }
}
