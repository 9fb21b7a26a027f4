package dev.redkite.sandbox.policy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IAM's patterns: an asterisk for any characters, a question mark for one. */
public final class Wildcard {

    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();
    private static final Pattern SPECIAL = Pattern.compile("[*?]|[^*?]+");

    private Wildcard() {}

    public static boolean matches(String pattern, String value) {
        return PATTERNS.computeIfAbsent(pattern, Wildcard::compiled).matcher(value).matches();
    }

    private static Pattern compiled(String pattern) {
        return Pattern.compile(SPECIAL.matcher(pattern).replaceAll(part -> switch (part.group()) {
            case "*" -> ".*";
            case "?" -> ".";
            default -> Matcher.quoteReplacement(Pattern.quote(part.group()));
        }), Pattern.DOTALL);
    }
}
