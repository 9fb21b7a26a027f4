package dev.redkite.trigger.chat;

import java.util.ArrayList;
import java.util.List;

/** A command line, cut at blanks; what stands in quotes stays together, also in those that keyboards make of them. */
final class Tokenizer {

    private static final String OPENING = "\"'“‘„«";
    private static final String WITHOUT_WIDTH = "\u200b\u2060\ufeff";
    private static final String CLOSING = "\"'”’“»";

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private char until;

    private Tokenizer(String line) {
        this.line = line;
    }

    /** @throws IllegalArgumentException when a quote is not closed */
    static List<String> of(String line) {
        Tokenizer words = new Tokenizer(line);
        words.cut();
        return words.words;
    }

    private void cut() {
        for (int i = 0; i < line.length(); i++) {
            next(line.charAt(i));
        }
        if (until != 0) {
            throw new IllegalArgumentException("a quotation mark is not closed");
        }
        end();
    }

    private void next(char character) {
        if (until != 0) {
            quoted(character);
        } else if (isBlank(character)) {
            end();
        } else if (OPENING.indexOf(character) >= 0 && opens()) {
            until = CLOSING.charAt(OPENING.indexOf(character));
            begun = true;
        } else {
            word.append(character);
            begun = true;
        }
    }

    /** Also those that web pages and keyboards put in a blank's place: no-break, narrow, ideographic, and of no width at all. */
    private static boolean isBlank(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) || WITHOUT_WIDTH.indexOf(character) >= 0;
    }

    /** At the beginning of a word or of a value; elsewhere it is an apostrophe. */
    private boolean opens() {
        return word.isEmpty() || word.charAt(word.length() - 1) == '=';
    }

    private void quoted(char character) {
        if (character == until) {
            until = 0;
        } else {
            word.append(character);
        }
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
    }
}
