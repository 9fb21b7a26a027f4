package dev.redkite.sandbox.fault;

import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.aws.ForeignResources;
import dev.redkite.sandbox.helm.UnaskedRolls;
import dev.redkite.sandbox.states.Execution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A life lived once, with chosen calls going wrong, and what was seen after each of its steps. */
final class LivedLife {

    /** A redrive, and then the request once more. */
    private static final int FRESH_STARTS = 2;

    /** Announcements are handed on, and repeated where that failed, for this long after the execution. */
    private static final Duration AFTERWARDS = Duration.ofMinutes(5);

    /**
     * What one step came to.
     *
     * @param offences what no fault excuses: pods that rolled unasked, and what an outsider got at
     */
    record Chapter(Outcome outcome, int redrives, int freshStarts, boolean disturbed, Snapshot snapshot, List<String> writes,
            List<String> offences) {}

    private final Life life;
    private final Sandbox sandbox;
    private final Injection injection;
    private final Map<String, Map<String, String>> before;
    private final List<Chapter> chapters = new ArrayList<>();

    private LivedLife(Life life, Sandbox sandbox, Injection injection) {
        this.life = life;
        this.sandbox = sandbox;
        this.injection = injection;
        before = ForeignResources.seen(sandbox.world());
    }

    /** What is left of a run when its sandbox is closed. */
    record Account(List<Chapter> chapters, List<Calls.Sighting> sightings, Map<Site, String> answers, Set<Site> fired,
            Map<Site, Object> told, List<String> leftovers, List<String> leaks) {

        int redrives() {
            return chapters.stream().mapToInt(Chapter::redrives).sum();
        }

        int freshStarts() {
            return chapters.stream().mapToInt(Chapter::freshStarts).sum();
        }
    }

    static Account of(Life life, SandboxSettings settings, Map<Site, Fault> planted, Stale stale) {
        try (Sandbox sandbox = Sandbox.open(settings)) {
            SecretWatch secrets = SecretWatch.over(sandbox);
            Injection injection = Injection.planted(sandbox, planted, stale);
            LivedLife lived = new LivedLife(life, sandbox, injection);
            lived.live();
            return new Account(lived.chapters, injection.calls().sightings(), injection.calls().answers(), Set.copyOf(injection.fired()),
                    stale.told(), lived.leftovers(), secrets.leaks());
        }
    }

    private void live() {
        for (int number = 0; number < life.steps().size(); number++) {
            injection.calls().step(number);
            Chapter chapter = lived(life.steps().get(number));
            chapters.add(chapter);
            if (!chapter.outcome().phase().equals(life.steps().get(number).phase())) {
                return;
            }
        }
    }

    private Chapter lived(Life.Step step) {
        int fired = injection.fired().size();
        int redrives = 0;
        int fresh = 0;
        Execution execution = sandbox.start(step.event());
        Outcome outcome = sandbox.run(execution);
        while (!outcome.phase().equals(step.phase()) && fresh < FRESH_STARTS) {
            if (redrives == 0 && sandbox.executions().refusalOfRedrive(execution).isEmpty()) {
                redrives++;
                sandbox.executions().redrive(execution);
            } else {
                fresh++;
                execution = sandbox.start(Life.anew(step.event(), "afresh-" + fresh));
            }
            outcome = sandbox.run(execution);
        }
        sandbox.advance(AFTERWARDS);
        return new Chapter(outcome, redrives, fresh, injection.fired().size() > fired, Snapshot.of(sandbox), injection.calls().writes(),
                offences(Outcome.environment(execution.input())));
    }

    private List<String> offences(String environment) {
        return Stream.concat(
                        sandbox.clusters().all().values().stream().flatMap(cluster -> UnaskedRolls.in(cluster).stream()),
                        sandbox.outsider().gets(environment).stream())
                .toList();
    }

    /** What stands now and did not before, and what is no longer as it was. */
    private List<String> leftovers() {
        return Stream.concat(
                        sandbox.world().inventory().keySet().stream().filter(thing -> !before.containsKey(thing)),
                        ForeignResources.disturbed(before, sandbox.world()).stream())
                .toList();
    }
}
