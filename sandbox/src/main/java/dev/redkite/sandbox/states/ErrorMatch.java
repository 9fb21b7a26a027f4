package dev.redkite.sandbox.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** An ErrorEquals list with its wildcards. */
record ErrorMatch(Set<String> names) {

    private static final Set<String> OWN_NAMES = Set.of(
            ErrorName.ALL, ErrorName.TASK_FAILED, ErrorName.TIMEOUT, ErrorName.RUNTIME,
            ErrorName.DATA_LIMIT_EXCEEDED, ErrorName.QUERY_EVALUATION, ErrorName.NO_CHOICE_MATCHED,
            "States.BranchFailed", "States.Permissions", "States.HeartbeatTimeout");

    static ErrorMatch read(Fields fields) {
        String path = fields.path("ErrorEquals");
        JsonNode value = fields.take("ErrorEquals");
        if (!value.isArray() || value.isEmpty()) {
            throw new DefinitionException(path, "must be an array of at least one error name");
        }
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode name : value) {
            if (!name.isTextual() || name.textValue().isBlank()) {
                throw new DefinitionException(path, "holds something that is not an error name");
            }
            if (name.textValue().startsWith("States.") && !OWN_NAMES.contains(name.textValue())) {
                throw new DefinitionException(path, "there is no error " + name.textValue());
            }
            names.add(name.textValue());
        }
        if (names.contains(ErrorName.ALL) && names.size() > 1) {
            throw new DefinitionException(path, "States.ALL must stand alone");
        }
        return new ErrorMatch(names);
    }

    /** States.ALL has the last word, so nothing may follow it. */
    static void requireAllIsLast(List<ErrorMatch> matches, String path) {
        for (int index = 0; index < matches.size() - 1; index++) {
            if (matches.get(index).names().contains(ErrorName.ALL)) {
                throw new DefinitionException(path + "[" + index + "].ErrorEquals", "States.ALL must come last");
            }
        }
    }

    /** States.Runtime is never matched: it ends the execution whatever the machine says. */
    boolean matches(String error) {
        if (error.equals(ErrorName.RUNTIME)) {
            return false;
        }
        return names.contains(error)
                || names.contains(ErrorName.ALL) && !error.equals(ErrorName.DATA_LIMIT_EXCEEDED)
                || names.contains(ErrorName.TASK_FAILED)
                        && !error.equals(ErrorName.TIMEOUT) && !error.equals(ErrorName.DATA_LIMIT_EXCEEDED);
    }
}
