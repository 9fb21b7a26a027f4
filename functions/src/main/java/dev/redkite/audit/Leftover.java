package dev.redkite.audit;

/** Something of ours that is still there. The name says kind and id. */
sealed interface Leftover {

    String name();

    /** @param sweep sends what takes it away, and returns at once */
    record Sweepable(String name, Runnable sweep) implements Leftover {}

    /** It goes by itself, or once something else has gone. */
    record Leaving(String name, String why) implements Leftover {
        @Override
        public String toString() {
            return "%s (%s)".formatted(name, why);
        }
    }

    /**
     * It will not go by itself and is not Redkite's to take away.
     *
     * @param next what people have to do before the execution is redriven
     */
    record Stuck(String name, String why, String next) implements Leftover {
        @Override
        public String toString() {
            return "%s (%s; next: %s)".formatted(name, why, next);
        }
    }
}
