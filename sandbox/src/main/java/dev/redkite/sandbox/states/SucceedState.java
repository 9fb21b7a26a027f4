package dev.redkite.sandbox.states;

import java.util.List;
import java.util.Optional;

/** Ends the machine, or the branch, well. */
record SucceedState(CommonFields common) implements State {

    static SucceedState read(String name, Fields fields) {
        return new SucceedState(new CommonFields(
                name, Optional.empty(), fields.expression("Output"), Optional.empty(), List.of(), List.of()));
    }

    @Override
    public String type() {
        return "Succeed";
    }

    @Override
    public void run(StateVisit visit) {
        visit.goOn();
    }
}
