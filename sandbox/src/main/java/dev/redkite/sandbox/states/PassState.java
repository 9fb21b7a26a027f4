package dev.redkite.sandbox.states;

/** Pass and Succeed: the input is the output unless the state says otherwise; Succeed then ends the machine, or the branch. */
record PassState(CommonFields common) implements State {

    static PassState read(String name, Fields fields) {
        return new PassState(CommonFields.read(name, fields));
    }

    static PassState readSucceed(String name, Fields fields) {
        return new PassState(CommonFields.ofEnd(name, fields, fields.expression("Output")));
    }

    @Override
    public void run(StateVisit visit) {
        visit.goOn();
    }
}
