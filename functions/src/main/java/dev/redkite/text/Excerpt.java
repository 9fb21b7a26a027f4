package dev.redkite.text;

/**
 * Somebody's words as they may be repeated to people: on one line, not too long, and with everything that a terminal
 * would obey or an eye would miss (controls, direction marks, invisible and halved characters) written as its code.
 */
public final class Excerpt {

    private Excerpt() {}

    /** @param longest in characters; what is longer is cut, and says by how much */
    public static String of(String text, int longest) {
        int end = Math.min(text.length(), longest);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        StringBuilder shown = new StringBuilder();
        text.substring(0, end).codePoints().forEach(point -> append(shown, point));
        return end == text.length() ? shown.toString()
                : shown.append("… (%,d characters more)".formatted(text.length() - end)).toString();
    }

    private static void append(StringBuilder shown, int point) {
        if (point == '\n' || point == '\r' || point == '\t') {
            shown.append(' ');
        } else if (isShown(point)) {
            shown.appendCodePoint(point);
        } else {
            shown.append("\\u%04x".formatted(point));
        }
    }

    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED, Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
