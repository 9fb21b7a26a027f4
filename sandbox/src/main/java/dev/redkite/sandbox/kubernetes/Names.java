package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What names, labels and their like may look like, in the API server's words
 * (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/).
 */
final class Names {

    /** A form of names, how it is described, and examples of it. */
    record Form(Pattern pattern, int longest, String description, String examples) implements Function<String, List<String>> {

        /** What is wrong with it; empty when nothing is. */
        @Override
        public List<String> apply(String text) {
            List<String> wrong = new ArrayList<>();
            if (text.length() > longest) {
                wrong.add(longest == 63 || longest == 253 || longest == 15 ? "must be no more than " + longest + " bytes" : "too long");
            }
            if (!pattern.matcher(text).matches()) {
                wrong.add("%s (e.g. %s, regex used for validation is '%s')".formatted(description, examples, pattern.pattern()));
            }
            return wrong;
        }
    }

    private static final String LABEL_PATTERN = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String QUALIFIED_PATTERN = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    static final Form LABEL = new Form(Pattern.compile(LABEL_PATTERN), 63,
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with"
                    + " an alphanumeric character",
            "'my-name',  or '123-abc'");
    static final Form SUBDOMAIN = new Form(Pattern.compile(LABEL_PATTERN + "(\\." + LABEL_PATTERN + ")*"), 253,
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and"
                    + " end with an alphanumeric character",
            "'example.com'");
    static final Form WILDCARD = new Form(Pattern.compile("\\*\\." + LABEL_PATTERN + "(\\." + LABEL_PATTERN + ")*"), 253,
            "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower"
                    + " case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
            "'*.example.com'");
    private static final Form NAME_PART = new Form(Pattern.compile(QUALIFIED_PATTERN), 63,
            "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
            "'MyName',  or 'my.name',  or '123-abc'");
    static final Form LABEL_VALUE = new Form(Pattern.compile("(" + QUALIFIED_PATTERN + ")?"), 63,
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end"
                    + " with an alphanumeric character",
            "'MyValue',  or 'my_value',  or '12345'");
    static final Form KEY = new Form(Pattern.compile("[-._a-zA-Z0-9]+"), 253,
            "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
            "'key.name',  or 'KEY_NAME',  or 'key-name'");
    private static final Pattern PORT_NAME = Pattern.compile("[-a-z0-9]+");

    private Names() {}

    /** Such as {@code example.com/name}, of a label, an annotation or a finalizer. */
    static List<String> qualified(String text) {
        List<String> wrong = new ArrayList<>();
        int slash = text.indexOf('/');
        if (slash >= 0) {
            String prefix = text.substring(0, slash);
            if (prefix.isEmpty()) {
                wrong.add("prefix part must be non-empty");
            }
            SUBDOMAIN.apply(prefix).forEach(each -> wrong.add("prefix part " + each));
        }
        String name = text.substring(slash + 1);
        if (name.isEmpty()) {
            wrong.add("name part must be non-empty");
        }
        NAME_PART.apply(name).forEach(each -> wrong.add("name part " + each));
        return wrong;
    }

    /** Of a port of a container. */
    static List<String> port(String text) {
        List<String> wrong = new ArrayList<>();
        if (text.length() > 15) {
            wrong.add("must be no more than 15 characters");
        }
        if (!PORT_NAME.matcher(text).matches()) {
            wrong.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        }
        if (text.chars().noneMatch(c -> c >= 'a' && c <= 'z')) {
            wrong.add("must contain at least one letter (a-z)");
        }
        if (text.contains("--")) {
            wrong.add("must not contain consecutive hyphens");
        }
        if (text.startsWith("-") || text.endsWith("-")) {
            wrong.add("must not begin or end with a hyphen");
        }
        return wrong;
    }

    /** Selectors in objects, of labels. */
    static void selector(String path, JsonNode selector, Violations violations) {
        labels(path + ".matchLabels", Json.strings(selector.path("matchLabels")), violations);
        expressions(path, selector, false, violations);
    }

    /** @param numbers whether values can be compared as numbers too, as those of nodes' labels can */
    static void expressions(String path, JsonNode selector, boolean numbers, Violations violations) {
        Violations.each(path + ".matchExpressions", selector.path("matchExpressions"), (at, expression) -> {
            operator(at, expression.path("operator").asText(), expression.path("values").size(), numbers, violations);
            violations.requireForm(at + ".key", expression.path("key").asText(), Names::qualified);
        });
    }

    private static void operator(String at, String operator, int values, boolean numbers, Violations violations) {
        switch (operator) {
            case "In", "NotIn" -> {
                if (values == 0) {
                    violations.required(at + ".values", "must be specified when `operator` is 'In' or 'NotIn'");
                }
            }
            case "Exists", "DoesNotExist" -> {
                if (values > 0) {
                    violations.forbidden(at + ".values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                }
            }
            case String comparison when numbers && comparison.matches("Gt|Lt") -> {
                if (values != 1) {
                    violations.required(at + ".values", "must be specified single value when `operator` is 'Lt' or 'Gt'");
                }
            }
            default -> violations.invalid(at + ".operator", operator, "not a valid selector operator");
        }
    }

    static void labels(String path, Map<String, String> labels, Violations violations) {
        labels.forEach((key, value) -> {
            violations.requireForm(path, key, Names::qualified);
            violations.requireForm(path, value, Names.LABEL_VALUE);
        });
    }
}
