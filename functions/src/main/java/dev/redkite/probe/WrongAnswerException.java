package dev.redkite.probe;

/** An answer differs from what was written or asked for. */
final class WrongAnswerException extends RuntimeException {

    private final String expected;
    private final String got;

    private WrongAnswerException(String expected, String got) {
        super("expected " + expected + ", got " + got);
        this.expected = expected;
        this.got = got;
    }

    String expected() {
        return expected;
    }

    String got() {
        return got;
    }

    static void unless(boolean right, String expected, Object got) {
        if (!right) {
            throw new WrongAnswerException(expected, String.valueOf(got));
        }
    }
}
