package dev.redkite.sandbox.states;

/** Computes; its input is its output unless it says otherwise. */
record PassState(CommonFields common) implements State {

    static PassState read(String name, Fields fields) {
        return new PassState(CommonFields.read(name, fields));
    }

    @Override
    public String type() {
        return "Pass";
    }

    @Override
    public void run(StateVisit visit) {
        visit.goOn();
    }
}
