package dev.redkite.sandbox.states;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** One state of a machine, as loaded; what happens while an execution is in it is kept in a {@link StateVisit}. */
sealed interface State
        permits TaskState, ParallelState, PassState, ChoiceState, WaitState, FailState {

    CommonFields common();

    /** Begins, or begins again after an error that is retried; ends by telling the visit how it went. */
    void run(StateVisit visit) throws QueryEvaluationException;

    default String name() {
        return common().name();
    }

    /** The names of all states that may come after this one. */
    default Set<String> successors() {
        Set<String> successors = new LinkedHashSet<>();
        common().next().ifPresent(successors::add);
        common().catchers().forEach(catcher -> successors.add(catcher.next()));
        return successors;
    }

    default List<Flow> branches() {
        return List.of();
    }

    static State read(String name, Fields fields) {
        fields.take("Comment");
        if (fields.text("QueryLanguage").filter(language -> !language.equals("JSONata")).isPresent()) {
            throw new DefinitionException(fields.path("QueryLanguage"), "must be JSONata");
        }
        String type = fields.requireText("Type");
        BiFunction<String, Fields, State> reader = switch (type) {
            case "Task" -> TaskState::read;
            case "Parallel" -> ParallelState::read;
            case "Pass" -> PassState::read;
            case "Choice" -> ChoiceState::read;
            case "Wait" -> WaitState::read;
            case "Succeed" -> PassState::readSucceed;
            case "Fail" -> FailState::read;
            default -> throw new DefinitionException(fields.path("Type"), "the sandbox has no state type " + type);
        };
        State state = reader.apply(name, fields);
        fields.refuseOthers();
        return state;
    }
}
