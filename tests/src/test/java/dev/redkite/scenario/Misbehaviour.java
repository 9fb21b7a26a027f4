package dev.redkite.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * @param bars  whether it is in a teardown's way too, so that it has to be cured before
 */
record Misbehaviour(
        String title, String event, Consumer<Sandbox> begin, Consumer<Sandbox> end, String error, List<String> said, Duration atMost,
        boolean bars) {

    Misbehaviour {
        said = List.copyOf(said);
    }

    static Misbehaviour of(String title, String event) {
        return new Misbehaviour(title, event, _ -> { }, _ -> { }, "StageBroken", List.of(), Duration.ZERO, false);
    }

    Misbehaviour begins(Consumer<Sandbox> fault) {
        return new Misbehaviour(title, event, fault, end, error, said, atMost, bars);
    }

    Misbehaviour ends(Consumer<Sandbox> cure) {
        return new Misbehaviour(title, event, begin, cure, error, said, atMost, bars);
    }

    /** With that error, when it is not StageBroken. */
    Misbehaviour as(String name) {
        return new Misbehaviour(title, event, begin, end, name, said, atMost, bars);
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
        return new Misbehaviour(title, event, begin, end, error, said, time, bars);
    }

    Misbehaviour barsTeardown() {
        return new Misbehaviour(title, event, begin, end, error, said, atMost, true);
    }

    private Misbehaviour says(String part) {
        List<String> all = new ArrayList<>(said);
        all.add(part);
        return new Misbehaviour(title, event, begin, end, error, all, atMost, bars);
    }

    ObjectNode request() {
        return Events.read(event);
    }

    String environment() {
        return Events.specification(request()).path("name").asText();
    }

    @Override
    public String toString() {
        return title;
    }
}
