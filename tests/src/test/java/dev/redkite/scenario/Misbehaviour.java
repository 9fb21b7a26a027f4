package dev.redkite.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.deployment.Operation;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.tenant.BackedUpRows;
import dev.redkite.sandbox.tenant.MilvusUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
 * @param asked which operation meets it; a pause, a backup and a restore are asked of an environment that stands
 */
record Misbehaviour(
        String title, String event, Consumer<Sandbox> begin, Consumer<Sandbox> end, String error, List<String> said, Duration atMost,
        boolean bars,
        Consumer<ObjectNode> change,
        Operation asked) {

    private static final Set<String> OUT_OF_PROCESS = Set.of("The Kubernetes API's certificate has expired", "Helm's release stays pending");

    Misbehaviour {
        said = List.copyOf(said);
    }

    static Misbehaviour of(String title, String event) {
        return new Misbehaviour(title, event, _ -> { }, _ -> { }, "StageBroken", List.of(), Duration.ZERO, false, null, Operation.provision);
    }

    Misbehaviour begins(Consumer<Sandbox> fault) {
        return new Misbehaviour(title, event, fault, end, error, said, atMost, bars, change, asked);
    }

    Misbehaviour ends(Consumer<Sandbox> cure) {
        return new Misbehaviour(title, event, begin, cure, error, said, atMost, bars, change, asked);
    }

    /** With that error, when it is not StageBroken. */
    Misbehaviour as(String name) {
        return new Misbehaviour(title, event, begin, end, name, said, atMost, bars, change, asked);
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
        return new Misbehaviour(title, event, begin, end, error, said, time, bars, change, asked);
    }

    Misbehaviour barsTeardown() {
        return new Misbehaviour(title, event, begin, end, error, said, atMost, true, change, asked);
    }

    private Misbehaviour says(String part) {
        List<String> all = new ArrayList<>(said);
        all.add(part);
        return new Misbehaviour(title, event, begin, end, error, all, atMost, bars, change, asked);
    }

    /** What is met when an environment that stands is changed so. */
    Misbehaviour whenChanged(Consumer<ObjectNode> specification) {
        return new Misbehaviour(title, event, begin, end, error, said, atMost, bars, specification, asked);
    }

    /** What a backup of an environment that stands meets. */
    Misbehaviour whenBackedUp() {
        return new Misbehaviour(title, event, begin, end, error, said, atMost, bars, change, Operation.backup);
    }

    /** What a pause of an environment that stands meets. */
    Misbehaviour whenPaused() {
        return new Misbehaviour(title, event, begin, end, error, said, atMost, bars, change, Operation.pause);
    }

    /** What a restore of its backup into an environment that stands meets. */
    Misbehaviour whenRestored() {
        return new Misbehaviour(title, event, begin, end, error, said, atMost, bars, change, Operation.restore);
    }

    /** Whether it is an environment that stands that meets it. */
    boolean stands() {
        return change != null || asked != Operation.provision;
    }

    /** Whether the environment stays ready, and what it holds is the matter. */
    boolean meetsData() {
        return asked == Operation.backup || asked == Operation.restore || turnedAway();
    }

    /** Whether it is met before anything was touched, so that the request has not taken place and nothing is broken by it. */
    boolean turnedAway() {
        return asked == Operation.pause;
    }

    /** Where it is met: without sockets, unless it shows only there or in the real Helm. */
    SandboxSettings settings() {
        ObjectNode first = asked == Operation.provision ? request() : Events.read(event);
        return OUT_OF_PROCESS.contains(title) ? TestSettings.overSockets(first) : TestSettings.of(first);
    }

    /** What a pause, a backup or a restore meets begins later, for it works in what stands. */
    void beginBefore(Sandbox sandbox) {
        if (asked == Operation.provision) {
            begin.accept(sandbox);
        }
    }

    /** Brings up the environment that is to be changed, backed up or restored into. */
    void stand(Sandbox sandbox) {
        if (stands()) {
            ready(sandbox.deliver(Events.read(event)));
        }
        if (asked == Operation.restore) {
            new MilvusUser(sandbox, environment(), new Random(7), new BackedUpRows()).works();
            ready(sandbox.deliver(Events.backup(environment())));
        }
        if (asked != Operation.provision) {
            begin.accept(sandbox);
        }
    }

    private static void ready(Outcome made) {
        if (!made.phase().equals("READY")) {
            throw new AssertionError(made.message());
        }
    }

    ObjectNode request() {
        return switch (asked) {
            case pause -> Events.pause(environment());
            case backup -> Events.backup(environment());
            case restore -> Events.overwritingRestore(environment());
            default -> change == null ? Events.read(event) : changed();
        };
    }

    private ObjectNode changed() {
        ObjectNode request = Events.again(Events.read(event), 7);
        change.accept(Events.specification(request));
        return request;
    }

    /** How many requests are answered before the one that meets it. */
    int answeredBefore() {
        return asked == Operation.restore ? 2 : stands() ? 1 : 0;
    }

    String environment() {
        return Events.specification(Events.read(event)).path("name").asText();
    }

    @Override
    public String toString() {
        return title;
    }
}
