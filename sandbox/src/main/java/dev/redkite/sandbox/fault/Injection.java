package dev.redkite.sandbox.fault;

import dev.redkite.sandbox.FaultInjector;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.kubernetes.StatusException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Lets chosen calls of one sandbox go wrong, each once, and remembers what was called. */
public final class Injection implements FaultInjector {

    private final Sandbox sandbox;
    private final Stale stale;
    private final Calls calls;
    private final Set<String> refused = new HashSet<>();
    private final Map<Request, Fault> underway = new HashMap<>();
    private How dead;
    private volatile boolean aside;

    /**
     * @param faults decides what is to go wrong
     * @param stale  knows what reads would have been answered before
     */
    private Injection(Sandbox sandbox, Faults faults, Stale stale) {
        this.sandbox = sandbox;
        this.stale = stale;
        calls = new Calls(sandbox.world().clock(), sandbox::running, faults, stale);
    }

    /** Without answers out of the past, which need an earlier run. */
    public static Injection into(Sandbox sandbox, Faults faults) {
        Injection injection = new Injection(sandbox, faults, Stale.all(List.of()));
        sandbox.disturb(injection);
        return injection;
    }

    /** Lets these calls go wrong; none at all to learn which there are. */
    static Injection plant(Sandbox sandbox, Map<CallSite, Fault> planted, Stale stale) {
        Injection injection = new Injection(sandbox, Faults.of(planted), stale);
        sandbox.disturb(injection);
        return injection;
    }

    /** Whoever acts or looks meanwhile is no function: nothing goes wrong for him, and nothing of it is remembered. */
    <T> T aside(Supplier<T> act) {
        aside = true;
        try {
            return act.get();
        } finally {
            aside = false;
        }
    }

    /** What was called so far, and what became of it. */
    Calls calls() {
        return calls;
    }

    /** Where something went wrong so far. */
    public Set<CallSite> fired() {
        return calls.fired();
    }

    @Override
    public synchronized Object around(Call call, Supplier<Object> service) {
        if (aside) {
            return service.get();
        }
        if (dead != null) {
            throw Refusals.unanswered();
        }
        CallSite site = calls.arrive(call.toString(), call.request());
        calls.saw(site, call);
        if (!call.reads()) {
            stale.before(site, sandbox.world());
        }
        Optional<Fault> fault = calls.fate(site);
        if (fault.isPresent()) {
            return disturb(fault.get(), site, call, service);
        }
        try {
            Object answer = service.get();
            calls.wrote(site, call.reads());
            calls.recordAnswer(site, answer);
            return answer;
        } catch (SdkException refusal) {
            calls.recordAnswer(site, refusal);
            throw refusal;
        }
    }

    private Object disturb(Fault fault, CallSite site, Call call, Supplier<Object> service) {
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
    private void attempt(CallSite site, Call call, Supplier<Object> service) {
        try {
            service.get();
            calls.wrote(site, call.reads());
        } catch (SdkException unheard) {
            calls.recordAnswer(site, unheard);
        }
    }

    @Override
    public synchronized Optional<StatusException> before(Request request) {
        if (aside) {
            return Optional.empty();
        }
        if (dead != null) {
            return Optional.of(Refusals.unheard());
        }
        String call = "Kubernetes:%s %s".formatted(request.verb(), request.target());
        CallSite site = calls.arrive(call, call);
        calls.saw(site, null);
        Optional<Fault> fault = calls.fate(site).or(() -> refused.contains(call) ? Optional.of(Fault.REFUSED) : Optional.empty());
        if (fault.isEmpty()) {
            calls.wrote(site, request.reads());
        }
        return fault.flatMap(kind -> disturb(kind, request, call));
    }

    /** A refused request stays refused while the invocation lasts, for the client repeats it by itself. */
    private Optional<StatusException> disturb(Fault fault, Request request, String call) {
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
        if (aside) {
            return true;
        }
        calls.recordAnswer(statusCode);
        Fault fault = underway.remove(request);
        if (fault == Fault.KILLED) {
            dead = How.KILLED;
        }
        return fault == null;
    }

    /** Milvus' own client repeats what was refused, and gives up on what is over a rate. */
    @Override
    public synchronized Fate fate(String method) {
        if (aside) {
            return Fate.SERVED;
        }
        if (dead != null) {
            return Fate.THROTTLED;
        }
        CallSite site = calls.arrive("Milvus:" + method, method);
        calls.saw(site, null);
        return calls.fate(site).map(this::disturb).orElse(Fate.SERVED);
    }

    private Fate disturb(Fault fault) {
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
        calls.invocationOver();
        refused.clear();
        underway.clear();
        return how;
    }
}
