package dev.redkite.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.redkite.text.Excerpt;
import java.util.regex.Pattern;

/**
 * Where and why a text is not JSON, in words for people: the parser's own speak of its settings, and of codes of
 * characters. What people mistake for JSON most often (YAML, JavaScript, a file with comments) is told from the text
 * around the place.
 */
public final class Malformation {

    private static final Pattern SOURCE = Pattern.compile("Source: [^;]*; ");
    private static final Pattern CODE = Pattern.compile(" \\(code [^)]*\\)");
    private static final int LONGEST_REASON = 300;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final JsonProcessingException error;
    private final String text;
    private final int at;

    private Malformation(JsonProcessingException error, String text) {
        this.error = error;
        this.text = text;
        JsonLocation location = error.getLocation();
        at = location == null ? -1 : (int) Math.min(location.getCharOffset(), text.length());
    }

    /** E.g. {@code line 3, column 1: a comma stands before the closing }; take it out}. */
    static String of(JsonProcessingException error, String text) {
        Malformation malformation = new Malformation(error, text);
        return malformation.at < 0 ? malformation.why() : malformation.where() + ": " + malformation.why();
    }

    private String where() {
        JsonLocation location = error.getLocation();
        return "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    private String why() {
        if (error instanceof StreamConstraintsException) {
            return "it is nested too deeply, or has a number, a name or a text that is too long";
        }
        if (error instanceof MismatchedInputException) {
            return "something follows where the document has ended";
        }
        if (error instanceof JsonEOFException || at == text.length()) {
            return "it ends before every brace, bracket and quotation mark is closed";
        }
        return at < 0 ? parsers() : around();
    }

    private String around() {
        char found = text.charAt(at);
        String next = text.substring(at);
        if (found == BYTE_ORDER_MARK) {
            return "it begins with a byte order mark; save it as UTF-8 without one";
        }
        if (next.startsWith("//") || next.startsWith("/*") || found == '#') {
            return "a comment begins here, and JSON has none; take it out";
        }
        if ((found == '}' || found == ']') && text.substring(0, at).stripTrailing().endsWith(",")) {
            return "a comma stands before the closing %c; take it out".formatted(found);
        }
        if (found == '\'') {
            return "names and texts stand between double quotation marks, not single ones";
        }
        return beginsOtherwise() ? "no object begins here; Redkite takes JSON such as {\"name\":\"demo\"}, and no YAML" : parsers();
    }

    private boolean beginsOtherwise() {
        String document = text.strip();
        return text.substring(0, at).replace("-", "").isBlank() && !document.startsWith("{") && !document.startsWith("[");
    }

    private String parsers() {
        String said = CODE.matcher(SOURCE.matcher(error.getOriginalMessage()).replaceAll("")).replaceAll("");
        return Excerpt.of(said, LONGEST_REASON);
    }
}
