package dev.redkite.hostile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What people must not be told, whatever they have asked. */
final class Words {

    /** Step Functions keeps 32,768 characters of a cause, and Lambda's JSON around them takes some. */
    static final int LONGEST = 30_000;

    private static final Map<String, Pattern> FORBIDDEN = Map.of(
            "a class's name", Pattern.compile("\\b(java|javax|jdk|sun|com\\.fasterxml|com\\.networknt|dev\\.redkite|io\\.micronaut|software\\.amazon|org\\.yaml)\\.[a-z]+\\.?\\w*"),
            "an exception's name", Pattern.compile("\\b[A-Z]\\w+(Exception|Error)\\b(?<!AccessDeniedException)"),
            "a stack trace", Pattern.compile("\\n\\s*at [\\w.$]+\\("),
            "an internal path", Pattern.compile("/var/task|/home/|/root/|/work/|/tmp/"),
            "Jackson's words about its source", Pattern.compile("reference chain|\\(StringReader\\)|Source:|INCLUDE_SOURCE|StreamReadConstraints"),
            "a control character", Pattern.compile("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\u2028\\u2029\\u200b-\\u200f\\ufeff]"),
            "half a character", Pattern.compile("(?<![\\ud800-\\udbff])[\\udc00-\\udfff]|[\\ud800-\\udbff](?![\\udc00-\\udfff])"));

    private Words() {}

    /** What is wrong with it; empty when it may be said. */
    static Optional<String> offence(String said) {
        if (said.length() > LONGEST) {
            return Optional.of("%,d characters: %.200s".formatted(said.length(), said));
        }
        return FORBIDDEN.entrySet().stream()
                .flatMap(each -> each.getValue().matcher(said).results().limit(1).map(found ->
                        "%s: %s".formatted(each.getKey(), excerpt(said, found.start()))))
                .findFirst();
    }

    private static String excerpt(String said, int at) {
        return said.substring(Math.max(0, at - 150), Math.min(said.length(), at + 150));
    }

    static void require(String said) {
        offence(said).ifPresent(offence -> {
            throw new AssertionError("people are told " + offence);
        });
    }

    static void require(List<String> said) {
        said.forEach(Words::require);
    }
}
