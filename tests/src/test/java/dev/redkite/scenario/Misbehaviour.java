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
 */
record Misbehaviour(
        String title, String event, Consumer<Sandbox> begin, Consumer<Sandbox> end, String error, List<String> said, Duration atMost,
        boolean bars,
        Consumer<ObjectNode> change) {

    private static final Set<String> OUT_OF_PROCESS = Set.of("The Kubernetes API's certificate has expired", "Helm's release stays pending");

    Misbehaviour {
        said = List.copyOf(said);
    }

    static Misbehaviour of(String title, String event) {
        return new Misbehaviour(title, event, _ -> { }, _ -> { }, "StageBroken", List.of(), Duration.ZERO, false, null);
    }

    Misbehaviour begins(Consumer<Sandbox> fault) {
        return new Misbehaviour(title, event, fault, end, error, said, atMost, bars, change);
    }

    Misbehaviour ends(Consumer<Sandbox> cure) {
        return new Misbehaviour(title, event, begin, cure, error, said, atMost, bars, change);
    }

    /** With that error, when it is not StageBroken. */
    Misbehaviour as(String name) {
        return new Misbehaviour(title, event, begin, end, name, said, atMost, bars, change);
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
        return new Misbehaviour(title, event, begin, end, error, said, time, bars, change);
    }

    Misbehaviour barsTeardown() {
        return new Misbehaviour(title, event, begin, end, error, said, atMost, true, change);
    }

    private Misbehaviour says(String part) {
        List<String> all = new ArrayList<>(said);
        all.add(part);
        return new Misbehaviour(title, event, begin, end, error, all, atMost, bars, change);
    }

    /** What is met when an environment that stands is changed so. */
    Misbehaviour whenChanged(Consumer<ObjectNode> specification) {
        return new Misbehaviour(title, event, begin, end, error, said, atMost, bars, specification);
    }

    /** Where it is met: without sockets, unless it shows only there or in the real Helm. */
    SandboxSettings settings() {
        SandboxSettings settings = TestSettings.of(request());
        return OUT_OF_PROCESS.contains(title) ? settings : settings.inProcess();
    }

    /** Brings up the environment that is to be changed. */
    void stand(Sandbox sandbox) {
        if (change != null) {
            Outcome made = sandbox.deliver(Events.read(event));
            if (!made.phase().equals("READY")) {
                throw new AssertionError(made.message());
            }
        }
    }

    ObjectNode request() {
        ObjectNode request = Events.read(event);
        if (change != null) {
            request = Events.again(request, 7);
            change.accept(Events.specification(request));
        }
        return request;
    }

    String environment() {
        return Events.specification(request()).path("name").asText();
    }

    @Override
    public String toString() {
        return title;
    }
}
