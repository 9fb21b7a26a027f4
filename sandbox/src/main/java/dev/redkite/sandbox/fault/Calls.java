package dev.redkite.sandbox.fault;

import dev.redkite.sandbox.aws.Call;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What the functions of one sandbox called, and what is to become of each call. */
final class Calls {

    /** A throttled call stays throttled for its next repetitions too, as far as there are any in the same step. */
    private static final int THROTTLED_TIMES = 3;

    private final InstantSource time;
    private final Supplier<String> running;
    private final Faults faults;
    private final Stale stale;
    private final List<Sighting> sightings = new ArrayList<>();
    private final List<String> writes = new ArrayList<>();
    private final Map<CallSite, String> answers = new HashMap<>();
    private final Set<CallSite> fired = new HashSet<>();
    private final Map<Long, Integer> occurrences = new HashMap<>();
    private final Map<String, Integer> throttled = new HashMap<>();
    private int step;
    private int history;

    /** @param running which function calls */
    Calls(InstantSource time, Supplier<String> running, Faults faults, Stale stale) {
        this.time = time;
        this.running = running;
        this.faults = faults;
        this.stale = stale;
    }

    /**
     * A call as it happened.
     *
     * @param aws  null when it was not AWS that was called
     * @param when of the virtual time, before it was answered
     */
    record Sighting(CallSite site, Call aws, Instant when) {}

    void step(int number) {
        step = number;
        occurrences.clear();
        throttled.clear();
        writes.clear();
    }

    List<Sighting> sightings() {
        return sightings;
    }

    /** What AWS answered, as text. */
    Map<CallSite, String> answers() {
        return answers;
    }

    /** Where something went wrong so far. */
    Set<CallSite> fired() {
        return Collections.unmodifiableSet(fired);
    }

    /**
     * What changed something in this step so far, with whose it was, in alphabetical order. Not the Secrets in which Helm
     * keeps its revisions: a release that was mended has one more of them.
     */
    List<String> writes() {
        return writes.stream().sorted().toList();
    }

    CallSite arrive(String call, Object request) {
        String function = running.get();
        if (!faults.tellCallsApart()) {
            return new CallSite(step, function, call, 0, 0);
        }
        history = 31 * (31 * history + call.hashCode()) + Normalizer.hash(request.toString());
        long key = ((long) function.hashCode() << 32) ^ history;
        return new CallSite(step, function, call, history, occurrences.merge(key, 1, Integer::sum) - 1);
    }

    /** @param aws null when it is not AWS that is called */
    void saw(CallSite site, Call aws) {
        if (faults.tellCallsApart()) {
            sightings.add(new Sighting(site, aws, time.instant()));
        }
    }

    void recordAnswer(CallSite site, Object answer) {
        if (faults.tellCallsApart()) {
            String text = String.valueOf(answer);
            answers.put(site, text);
            history = 31 * history + Normalizer.hash(text);
        }
    }

    /** By Kubernetes, of whose answers only the code counts. */
    void recordAnswer(int statusCode) {
        history = 31 * history + statusCode;
    }

    void wrote(CallSite site, boolean reads) {
        if (!reads && !site.call().contains("/secrets/sh.helm.release.")) {
            writes.add(site.function() + " " + site.call());
        }
    }

    /** The next call begins another. */
    void invocationOver() {
        history = 0;
    }

    /** What is to become of the call: what was planted, or what goes on from an earlier call. */
    Optional<Fault> fate(CallSite site) {
        Fault fault = faults.at(site).filter(kind -> kind != Fault.STALE || stale.knows(site)).orElse(null);
        String repeated = site.function() + " " + site.call();
        if (fault != null) {
            fired.add(site);
            if (fault == Fault.THROTTLED) {
                throttled.put(repeated, THROTTLED_TIMES);
            }
        }
        if (throttled.merge(repeated, -1, Integer::sum) >= 0) {
            return Optional.of(Fault.THROTTLED);
        }
        throttled.remove(repeated);
        return Optional.ofNullable(fault);
    }
}
