package dev.redkite.sandbox.fault;

import dev.redkite.sandbox.Disturbance;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.kubernetes.StatusException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Lets chosen calls of one sandbox go wrong, each once, and remembers what was called. */
public final class Injection implements Disturbance {

    /** A throttled call stays throttled for its next repetitions too. */
    private static final int THROTTLED_TIMES = 3;

    private final Sandbox sandbox;
    private final Faults faults;
    private final Stale stale;
    private final List<Sighting> sightings = new ArrayList<>();
    private final List<String> writes = new ArrayList<>();
    private final Map<Site, String> answers = new HashMap<>();
    private final Set<Site> fired = new HashSet<>();
    private final Map<Long, Integer> occurrences = new HashMap<>();
    private final Map<String, Integer> throttled = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final Map<Request, Fault> underway = new HashMap<>();
    private int step;
    private int history;
    private How dead;

    /**
     * @param faults decides what is to go wrong
     * @param stale  knows what reads would have been answered before
     */
    private Injection(Sandbox sandbox, Faults faults, Stale stale) {
        this.sandbox = sandbox;
        this.faults = faults;
        this.stale = stale;
    }

    /** Without answers out of the past, which need an earlier run. */
    public static Injection into(Sandbox sandbox, Faults faults) {
        Injection injection = new Injection(sandbox, faults, Stale.all(List.of()));
        sandbox.disturb(injection);
        return injection;
    }

    /** Decides of every call what becomes of it; mostly nothing. */
    @FunctionalInterface
    public interface Faults {

        Optional<Fault> at(Site site);

        /** Whether it matters which call it is, and not only that there is one. */
        default boolean tellsCallsApart() {
            return false;
        }
    }

    /** What was planted, each once; and with nothing planted, calls are told apart to be remembered. */
    private static final class Planted implements Faults {
        private final Map<Site, Fault> left;
        private final boolean remembers;

        private Planted(Map<Site, Fault> planted) {
            left = new HashMap<>(planted);
            remembers = planted.isEmpty();
        }

        @Override
        public Optional<Fault> at(Site site) {
            return Optional.ofNullable(left.remove(site));
        }

        @Override
        public boolean tellsCallsApart() {
            return remembers || !left.isEmpty();
        }
    }

    /** Lets these calls go wrong; none at all to learn which there are. */
    static Injection planted(Sandbox sandbox, Map<Site, Fault> planted, Stale stale) {
        Injection injection = new Injection(sandbox, new Planted(planted), stale);
        sandbox.disturb(injection);
        return injection;
    }

    /**
     * A call as it happened.
     *
     * @param aws null when it was not AWS that was called
     */
    record Sighting(Site site, Call aws) {}

    void step(int number) {
        step = number;
        occurrences.clear();
        writes.clear();
    }

    List<Sighting> sightings() {
        return sightings;
    }

    /** What AWS answered, as text. */
    Map<Site, String> answers() {
        return answers;
    }

    /** Where something went wrong so far. */
    public Set<Site> fired() {
        return Collections.unmodifiableSet(fired);
    }

    /**
     * What changed something in this step so far, with whose it was, in alphabetical order. Not the Secrets in which Helm
     * keeps its revisions: a release that was mended has one more of them.
     */
    List<String> writes() {
        return writes.stream().sorted().toList();
    }

    private Site arrive(String call, Object request) {
        String function = sandbox.running();
        if (!faults.tellsCallsApart()) {
            return new Site(step, function, call, 0, 0);
        }
        history = 31 * (31 * history + call.hashCode()) + Normal.hash(request.toString());
        long key = ((long) function.hashCode() << 32) ^ history;
        return new Site(step, function, call, history, occurrences.merge(key, 1, Integer::sum) - 1);
    }

    private void saw(Sighting sighting) {
        if (faults.tellsCallsApart()) {
            sightings.add(sighting);
        }
    }

    private void answered(Site site, Object answer) {
        if (faults.tellsCallsApart()) {
            String text = String.valueOf(answer);
            answers.put(site, text);
            history = 31 * history + Normal.hash(text);
        }
    }

    /** What is to become of the call: what was planted, or what goes on from an earlier call. */
    private Optional<Fault> fate(Site site) {
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

    @Override
    public synchronized Object around(Call call, Supplier<Object> service) {
        if (dead != null) {
            throw Refusals.unanswered();
        }
        Site site = arrive(call.toString(), call.request());
        saw(new Sighting(site, call));
        if (!call.reads()) {
            stale.before(site, sandbox.world());
        }
        Optional<Fault> fault = fate(site);
        if (fault.isPresent()) {
            return disturbed(fault.get(), site, call, service);
        }
        try {
            Object answer = service.get();
            wrote(site, call.reads());
            answered(site, answer);
            return answer;
        } catch (SdkException refusal) {
            answered(site, refusal);
            throw refusal;
        }
    }

    private Object disturbed(Fault fault, Site site, Call call, Supplier<Object> service) {
        switch (fault) {
            case REFUSED -> throw Refusals.failed(call);
            case THROTTLED -> throw Refusals.throttled(call);
            case UNPROCESSED -> {
                return Unprocessed.answer(call).orElseThrow(() -> Refusals.failed(call));
            }
            case STALE -> {
                return stale.answer(site);
            }
            case ANSWER_LOST -> attempt(site, call, service);
            case KILLED -> {
                attempt(site, call, service);
                dead = How.KILLED;
            }
            case TIMED_OUT -> dead = How.TIMED_OUT;
        }
        throw Refusals.unanswered();
    }

    /** A refusal is an answer too, and is lost as well. */
    private void attempt(Site site, Call call, Supplier<Object> service) {
        try {
            service.get();
            wrote(site, call.reads());
        } catch (SdkException unheard) {
            answered(site, unheard);
        }
    }

    private void wrote(Site site, boolean reads) {
        if (!reads && !site.call().contains("/secrets/sh.helm.release.")) {
            writes.add(site.function() + " " + site.call());
        }
    }

    @Override
    public synchronized Optional<StatusException> before(Request request) {
        if (dead != null) {
            return Optional.of(Refusals.unheard());
        }
        String call = "Kubernetes:%s %s".formatted(request.verb(), request.target());
        Site site = arrive(call, call);
        saw(new Sighting(site, null));
        Optional<Fault> fault = fate(site).or(() -> refused.contains(call) ? Optional.of(Fault.REFUSED) : Optional.empty());
        if (fault.isEmpty()) {
            wrote(site, request.reads());
        }
        return fault.flatMap(kind -> disturbed(kind, request, call));
    }

    /** A refused request stays refused while the invocation lasts, for the client repeats it by itself. */
    private Optional<StatusException> disturbed(Fault fault, Request request, String call) {
        return switch (fault) {
            case REFUSED -> {
                refused.add(call);
                yield Optional.of(Refusals.unavailable());
            }
            case THROTTLED -> Optional.of(Refusals.tooMany());
            case TIMED_OUT -> {
                dead = How.TIMED_OUT;
                yield Optional.of(Refusals.unheard());
            }
            case ANSWER_LOST, KILLED -> {
                underway.put(request, fault);
                yield Optional.empty();
            }
            case UNPROCESSED, STALE -> throw new IllegalArgumentException("the Kubernetes API does not answer so: " + call);
        };
    }

    @Override
    public synchronized boolean after(Request request, int statusCode) {
        history = 31 * history + statusCode;
        Fault fault = underway.remove(request);
        if (fault == Fault.KILLED) {
            dead = How.KILLED;
        }
        return fault == null;
    }

    /** Milvus' own client repeats what was refused, and gives up on what is over a rate. */
    @Override
    public synchronized Fate fate(String method) {
        if (dead != null) {
            return Fate.THROTTLED;
        }
        Site site = arrive("Milvus:" + method, method);
        saw(new Sighting(site, null));
        return fate(site).map(this::disturbed).orElse(Fate.SERVED);
    }

    private Fate disturbed(Fault fault) {
        return switch (fault) {
            case REFUSED -> Fate.REFUSED;
            case THROTTLED -> Fate.THROTTLED;
            case ANSWER_LOST -> Fate.ANSWER_LOST;
            case KILLED -> {
                dead = How.KILLED;
                yield Fate.ANSWER_LOST;
            }
            case TIMED_OUT -> {
                dead = How.TIMED_OUT;
                yield Fate.THROTTLED;
            }
            case UNPROCESSED, STALE -> throw new IllegalArgumentException("Milvus does not answer so");
        };
    }

    /** The invocation is over; the next call begins another. */
    @Override
    public synchronized Optional<How> of(String function) {
        Optional<How> how = Optional.ofNullable(dead);
        dead = null;
        history = 0;
        refused.clear();
        underway.clear();
        return how;
    }
}
