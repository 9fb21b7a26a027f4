package dev.redkite.sandbox.states;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** States and where to start: a machine's own, or one branch's. */
record Flow(String startAt, Map<String, State> states) {

    private static final int LONGEST_NAME = 80;

    static Flow read(Fields fields) {
        String startAt = fields.requireText("StartAt");
        Fields states = fields.object("States");
        Map<String, State> read = new LinkedHashMap<>();
        for (String name : states.names()) {
            if (name.isBlank() || name.length() > LONGEST_NAME) {
                throw new DefinitionException(states.path(name), "a state's name has 1 to 80 characters");
            }
            read.put(name, State.read(name, states.object(name)));
        }
        Flow flow = new Flow(startAt, read);
        flow.checkWays(fields);
        return flow;
    }

    /** Every name that is pointed to exists, and every state can be reached; AWS refuses anything else too. */
    private void checkWays(Fields fields) {
        if (!states.containsKey(startAt)) {
            throw new DefinitionException(fields.path("StartAt"), "there is no state " + startAt);
        }
        Set<String> reached = new HashSet<>(Set.of(startAt));
        Deque<String> ahead = new ArrayDeque<>(reached);
        while (!ahead.isEmpty()) {
            String name = ahead.pop();
            for (String next : states.get(name).successors()) {
                if (!states.containsKey(next)) {
                    throw new DefinitionException(fields.path("States") + "." + name, "there is no state " + next);
                }
                if (reached.add(next)) {
                    ahead.push(next);
                }
            }
        }
        for (String name : states.keySet()) {
            if (!reached.contains(name)) {
                throw new DefinitionException(fields.path("States") + "." + name, "is never reached");
            }
        }
    }

    /** This flow's states and those of all branches within. */
    Stream<State> allStates() {
        return states.values().stream().flatMap(state -> Stream.concat(
                Stream.of(state), state.branches().stream().flatMap(Flow::allStates)));
    }

    /** Names of the variables that this flow itself assigns, without its branches. */
    Set<String> assigned() {
        Set<String> names = new HashSet<>();
        for (State state : states.values()) {
            state.common().assign().ifPresent(assign -> names.addAll(assign.fields().keySet()));
            for (Catcher catcher : state.common().catchers()) {
                catcher.assign().ifPresent(assign -> names.addAll(assign.fields().keySet()));
            }
            if (state instanceof ChoiceState choice) {
                for (ChoiceState.Rule rule : choice.rules()) {
                    rule.assign().ifPresent(assign -> names.addAll(assign.fields().keySet()));
                }
            }
        }
        return names;
    }
}
