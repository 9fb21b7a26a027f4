package dev.redkite.sandbox.doctor;

/**
 * What one question came to.
 *
 * @param asked what was asked, for people
 * @param found what the answer was
 * @param next  what to do now, as something that can be followed literally; empty where nothing has to be done
 */
public record Finding(Group group, State state, String asked, String found, String next) {

    /** What questions are about, in the order in which they are told. */
    public enum Group {
        ACCOUNT("Account"),
        PERMISSIONS("Permissions"),
        PLAN("Quotas, zones, versions, encryption"),
        CHARTS("Charts"),
        ROLES("Service-linked roles"),
        STACK("Stack"),
        ENVIRONMENTS("Environments"),
        BEHAVIOUR("Behaviour of the services (--spend)");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    public enum State {
        /** As it should be. */
        FINE("✓"),
        /** Worth knowing; nothing has to be done. */
        NOTE("!"),
        /** Could not be asked, so nobody knows. */
        UNASKED("✗"),
        /** Something must be done. */
        WRONG("✗");

        private final String mark;

        State(String mark) {
            this.mark = mark;
        }

        public String mark() {
            return mark;
        }
    }

    /** Whether somebody has to do something, were it only to let it be asked. */
    public boolean needsSomebody() {
        return state == State.WRONG || state == State.UNASKED;
    }
}
