package dev.redkite.sandbox.command;

import java.io.PrintStream;

/**
 * Where people read. Colours and redrawing only on a terminal; elsewhere the same words, a line at a time.
 *
 * @param interactive whether {@code out} is a terminal that understands ANSI control sequences
 * @param columns     how long a line may be
 */
record Terminal(PrintStream out, boolean interactive, int columns) {

    private static final int LOG_COLUMNS = 140;

    enum Colour {
        GREEN("32"),
        RED("31"),
        YELLOW("33"),
        GREY("90"),
        BOLD("1");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }

    /** https://no-color.org: a person who sets NO_COLOR wants none. */
    static Terminal standard() {
        boolean interactive = System.console() != null && System.console().isTerminal();
        return new Terminal(
                System.out, interactive && System.getenv("NO_COLOR") == null, interactive ? columns(System.getenv("COLUMNS")) : LOG_COLUMNS);
    }

    /** The same place, where nothing is redrawn. */
    Terminal asLog() {
        return new Terminal(out, false, LOG_COLUMNS);
    }

    private static int columns(String told) {
        return told != null && told.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(told) : 80;
    }

    String coloured(Colour colour, String text) {
        return interactive ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
    }

    /** Takes back that many lines, so that they can be written anew. */
    void up(int lines) {
        if (interactive && lines > 0) {
            out.print("\u001b[" + lines + "A\u001b[J");
        }
    }

    void line(String text) {
        out.println(text);
    }
}
