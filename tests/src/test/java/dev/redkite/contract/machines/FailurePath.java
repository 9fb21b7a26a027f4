package dev.redkite.contract.machines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a machine does about a stage that fails for good. */
sealed interface FailurePath permits Stops, GoesOn {

    /** How often the execution has been redriven. */
    String REDRIVES = "$exists($states.context.Execution.RedriveCount) ? $states.context.Execution.RedriveCount : 0";

    /** Adds what the first stage assigns for it. */
    void begun(ObjectNode assigned);

    /**
     * Adds the catchers of a state.
     *
     * @param top  whether the state is in no branch
     * @param last the state at which its list ends
     */
    void caught(ArrayNode catchers, JsonNode state, String name, boolean top, String last);

    /** What a Parallel makes of what its branches found. */
    void joined(ObjectNode written, JsonNode state, boolean top);

    /** What the failure's function is told. */
    ObjectNode told();
}
