package dev.redkite.sandbox.command;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Texts as options take them, or what would be right. Each throws {@link TypeConversionException}. */
final class OptionValues {

    private static final Pattern SHORT = Pattern.compile("(\\d{1,6})\\s*([dhms])\\w*", Pattern.CASE_INSENSITIVE);
    private static final Map<String, String> FORMS = Map.of("d", "P%sD", "h", "PT%sH", "m", "PT%sM", "s", "PT%sS");

    private OptionValues() {}

    static int wholeNumber(String text) {
        try {
            return Math.toIntExact(longWholeNumber(text));
        } catch (ArithmeticException _) {
            throw new TypeConversionException("'%s' is larger than any number that is taken here".formatted(text));
        }
    }

    static long longWholeNumber(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new TypeConversionException("'%s' is no whole number".formatted(text));
        }
    }

    /** ISO 8601's, and forwards. */
    static Duration duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException _) {
            // Said below, with the same words.
        }
        throw new TypeConversionException("'%s' is no duration to come, such as P7D, PT12H or PT90M%s".formatted(text, meant(text)));
    }

    private static String meant(String text) {
        Matcher matcher = SHORT.matcher(text.strip());
        return matcher.matches()
                ? "; did you mean " + FORMS.get(matcher.group(2).toLowerCase(Locale.ROOT)).formatted(matcher.group(1)) + "?" : "";
    }
}
