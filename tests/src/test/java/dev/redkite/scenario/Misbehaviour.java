package dev.redkite.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.TestSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A service that misbehaves for long, and what people are to read then.
 *
 * @param title what is wrong, as a row of docs/failures.md
 * @param event file below events/ whose request meets it
 * @param begin makes the services misbehave
 * @param end   the cure
 * @param said  resource, the service's own words, next move: each has to be in the message
 * @param atMost virtual time until people are told, which follows from the machine's paces and ceilings
 * @param change what the request asks for otherwise than the environment that stands; null when none stands
 * @param bars  whether it is in a teardown's way too, so that it has to be cured before
 * @param backup whether a backup of an environment that stands meets it
 */
record Misbehaviour(
        String title, String event, Consumer<Sandbox> begin, Consumer<Sandbox> end, String error, List<String> said, Duration atMost,
        boolean bars,
        Consumer<ObjectNode> change,
        boolean backup) {

    private static final Set<String> OUT_OF_PROCESS = Set.of("The Kubernetes API's certificate has expired", "Helm's release stays pending");

    Misbehaviour {
        said = List.copyOf(said);
    }

    static Misbehaviour of(String title, String event) {
        return new Misbehaviour(title, event, _ -> { }, _ -> { }, "StageBroken", List.of(), Duration.ZERO, false, null, false);
    }

    Misbehaviour begins(Consumer<Sandbox> fault) {
        return new Misbehaviour(title, event, fault, end, error, said, atMost, bars, change, backup);
    }

    Misbehaviour ends(Consumer<Sandbox> cure) {
        return new Misbehaviour(title, event, begin, cure, error, said, atMost, bars, change, backup);
    }

    /** With that error, when it is not StageBroken. */
    Misbehaviour as(String name) {
        return new Misbehaviour(title, event, begin, end, name, said, atMost, bars, change, backup);
    }

    Misbehaviour names(String resource) {
        return says(resource);
    }

    Misbehaviour quotes(String words) {
        return says(words);
    }

    Misbehaviour advises(String next) {
        return says(next);
    }

    Misbehaviour within(Duration time) {
        return new Misbehaviour(title, event, begin, end, error, said, time, bars, change, backup);
    }

    Misbehaviour barsTeardown() {
        return new Misbehaviour(title, event, begin, end, error, said, atMost, true, change, backup);
    }

    private Misbehaviour says(String part) {
        List<String> all = new ArrayList<>(said);
        all.add(part);
        return new Misbehaviour(title, event, begin, end, error, all, atMost, bars, change, backup);
    }

    /** What is met when an environment that stands is changed so. */
    Misbehaviour whenChanged(Consumer<ObjectNode> specification) {
        return new Misbehaviour(title, event, begin, end, error, said, atMost, bars, specification, backup);
    }

    /** What a backup of an environment that stands meets. */
    Misbehaviour whenBackedUp() {
        return new Misbehaviour(title, event, begin, end, error, said, atMost, bars, change, true);
    }

    /** Whether it is an environment that stands that meets it. */
    boolean stands() {
        return change != null || backup;
    }

    /** Where it is met: without sockets, unless it shows only there or in the real Helm. */
    SandboxSettings settings() {
        SandboxSettings settings = TestSettings.of(backup ? Events.read(event) : request());
        return OUT_OF_PROCESS.contains(title) ? settings : settings.inProcess();
    }

    /** What a backup meets begins later, for it works in what stands. */
    void beginBefore(Sandbox sandbox) {
        if (!backup) {
            begin.accept(sandbox);
        }
    }

    /** Brings up the environment that is to be changed or backed up. */
    void stand(Sandbox sandbox) {
        if (stands()) {
            Outcome made = sandbox.deliver(Events.read(event));
            if (!made.phase().equals("READY")) {
                throw new AssertionError(made.message());
            }
        }
        if (backup) {
            begin.accept(sandbox);
        }
    }

    ObjectNode request() {
        ObjectNode request = Events.read(event);
        if (backup) {
            return Events.backup(Events.specification(request).path("name").asText());
        }
        if (change != null) {
            request = Events.again(request, 7);
            change.accept(Events.specification(request));
        }
        return request;
    }

    String environment() {
        return Events.specification(Events.read(event)).path("name").asText();
    }

    @Override
    public String toString() {
        return title;
    }
}
