package dev.redkite.sandbox.fault;

import dev.redkite.sandbox.SandboxSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Every fault at every call of a scenario. A run carries a few faults in each function and step, each of
 * which has to be mended before the step is over; when a run is not as the undisturbed one, each of its faults is tried
 * again alone, which shows the one that is to blame.
 */
public final class Enumeration {

    /**
     * @param calls     that the undisturbed run made
     * @param distinct  calls at which faults were tried
     * @param tried     faults that took place and were found mended or not
     * @param runs      of the scenario
     * @param redrives  executions that failed for good and were redriven
     * @param fresh     requests that had to be made again
     * @param violations a sentence each
     */
    public record Report(int calls, int distinct, int tried, int runs, int redrives, int fresh, List<String> violations) {

        public Report plus(Report other) {
            List<String> all = new ArrayList<>(violations);
            all.addAll(other.violations);
            return new Report(calls + other.calls, distinct + other.distinct, tried + other.tried, runs + other.runs,
                    redrives + other.redrives, fresh + other.fresh, all);
        }
    }

    /** How many faults one function meets in one step at most. */
    private static final int TOGETHER = 3;

    /** Faults whose call did not come about beside others' are put together anew, so often and while there are so many. */
    private static final int REGROUPED = 2;
    private static final int MANY = 20;

    /** Of the machine's own time; it takes about two seconds. */
    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);

    private final Reference reference;
    private final ExecutorService threads;
    private final Progress progress;

    private int runs;
    private int redrives;
    private int fresh;

    /** @param settings of every sandbox in which the scenario is run */
    public Enumeration(Scenario scenario, SandboxSettings settings, ExecutorService threads, Progress progress) {
        this.reference = Reference.of(scenario, settings);
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * @param chosen which of the faults to try
     * @param alone  whether each has a run of its own, which takes about a hundred times as long
     */
    public Report tryFaults(Predicate<Attempt> chosen, boolean alone) throws Exception {
        List<Attempt> attempts = reference.attempts().stream().filter(chosen).toList();
        List<List<Attempt>> batches = alone ? attempts.stream().map(List::of).toList() : batches(attempts);
        progress.report("%s: %d calls, %d of them distinct, %d faults in %d runs".formatted(reference.scenario().name(),
                reference.calls(), reference.distinct().size(), attempts.size(), batches.size()));
        List<String> together = new ArrayList<>();
        List<Attempt> doubtful = suspects(batches, together);
        for (int again = 0; again < REGROUPED && doubtful.size() > MANY; again++) {
            doubtful = suspects(batches(doubtful), together);
        }
        progress.report("%s: %d runs were not as they should be; %d faults are tried alone".formatted(
                reference.scenario().name(), together.size(), doubtful.size()));
        List<String> violations = new ArrayList<>();
        for (Result result : all(doubtful.stream().map(List::of).toList())) {
            if (!result.wrong().isEmpty() || !result.undecided().isEmpty()) {
                violations.add(result.sentence());
            }
        }
        if (violations.isEmpty()) {
            violations.addAll(together);
        }
        return new Report(reference.calls(), reference.distinct().size(), attempts.size(), runs, redrives, fresh, violations);
    }

    /** Those of runs that went wrong, and those whose call did not come about because of another's fault. */
    private List<Attempt> suspects(List<List<Attempt>> batches, List<String> together) throws Exception {
        List<Attempt> alone = new ArrayList<>();
        for (Result result : all(batches)) {
            if (result.wrong().isEmpty()) {
                alone.addAll(result.undecided());
            } else {
                alone.addAll(result.attempts());
                together.add(result.sentence());
                progress.report(result.sentence());
            }
        }
        return alone;
    }

    /** A few faults for each function and step, of different kinds, so that the machines' retries suffice for them. */
    private static List<List<Attempt>> batches(List<Attempt> attempts) {
        Map<String, Deque<Attempt>> waiting = new LinkedHashMap<>();
        attempts.stream().sorted(Comparator.comparing(Attempt::fault)).forEach(attempt -> waiting
                .computeIfAbsent(attempt.site().step() + attempt.site().function() + attempt.fault().ordinal() % TOGETHER,
                        _ -> new ArrayDeque<>()).add(attempt));
        List<List<Attempt>> batches = new ArrayList<>();
        while (waiting.values().stream().anyMatch(each -> !each.isEmpty())) {
            batches.add(waiting.values().stream().filter(each -> !each.isEmpty()).map(Deque::poll).toList());
        }
        return batches;
    }

    /**
     * What is kept of a run; all that was seen in it would be too much for hundreds of them.
     *
     * @param undecided faults whose call did not come about, or that a redrive beside others' may have been for
     */
    private record Result(List<Attempt> attempts, List<Attempt> undecided, List<String> wrong, int redrives, int fresh) {

        String sentence() {
            return "%s%n    %s".formatted(attempts.size() == 1 ? attempts.getFirst() : attempts,
                    undecided.isEmpty() ? String.join("\n    ", wrong) : "the call did not come about, or more than it was at fault: " + undecided + wrong);
        }
    }

    private List<Result> all(List<List<Attempt>> batches) throws Exception {
        List<Future<Result>> running = new ArrayList<>();
        for (List<Attempt> batch : batches) {
            running.add(threads.submit(() -> result(batch)));
        }
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < batches.size(); i++) {
            results.add(counted(ended(running.get(i), batches.get(i))));
            progress.reached(i + 1, batches.size(), "runs of " + reference.scenario().name());
        }
        return results;
    }

    /** A run that hangs would keep back the results of all the others. */
    private static Result ended(Future<Result> run, List<Attempt> batch) throws Exception {
        try {
            return run.get(LONGEST_RUN.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no end within %s of the run with %s".formatted(LONGEST_RUN, batch), e);
        }
    }

    private Result counted(Result result) {
        runs++;
        redrives += result.redrives();
        fresh += result.fresh();
        return result;
    }

    private Result result(List<Attempt> batch) {
        Map<CallSite, Fault> planted = new HashMap<>();
        batch.forEach(attempt -> planted.put(attempt.site(), attempt.fault()));
        Set<CallSite> stale = batch.stream().filter(attempt -> attempt.fault() == Fault.STALE)
                .map(Attempt::site).collect(Collectors.toSet());
        ScenarioRun.Result run =
                ScenarioRun.of(reference.scenario(), reference.settings(), planted, Stale.of(reference.run().sightings(), stale));
        List<Attempt> undecided = new ArrayList<>(batch.stream().filter(each -> !run.fired().contains(each.site())).toList());
        List<String> wrong = new ArrayList<>(Comparison.on(run, reference));
        List<Attempt> impatient = Comparison.impatient(batch, run.redrives());
        if (batch.size() > 1) {
            impatient.stream().filter(each -> !undecided.contains(each)).forEach(undecided::add);
        } else if (!impatient.isEmpty()) {
            wrong.add("AWS documents it as normal, and it took %d redrives".formatted(run.redrives()));
        }
        return new Result(batch, undecided, wrong, run.redrives(), run.freshStarts());
    }
}
