package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What validation has found so far: the rules of every kind write into one of these. */
final class Violations {

    /**
     * One thing that validation finds, in the API server's words
     * (https://github.com/kubernetes/apimachinery/blob/v0.36.3/pkg/util/validation/field/errors.go).
     *
     * @param reason as the cause of the answer names it, such as FieldValueRequired
     * @param body   what is wrong with the field, without its name
     */
    record Violation(String field, String reason, String body) {

        @Override
        public String toString() {
            return field + ": " + body;
        }
    }

    private static final Pattern ADDRESS = Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]+");

    private final List<Violation> found = new ArrayList<>();

    /** Each once, as the answer tells them. */
    List<Violation> found() {
        return found.stream().distinct().toList();
    }

    void required(String field) {
        add(field, "FieldValueRequired", "Required value");
    }

    void required(String field, String detail) {
        add(field, "FieldValueRequired", "Required value: " + detail);
    }

    void invalid(String field, String value, String detail) {
        add(field, "FieldValueInvalid", "Invalid value: " + GoText.quoted(value) + ": " + detail);
    }

    /** Of a number, a list or an object. */
    void invalid(String field, JsonNode value, String detail) {
        add(field, "FieldValueInvalid", "Invalid value: " + (value.isMissingNode() ? "null" : value) + ": " + detail);
    }

    void invalid(String field, int value, String detail) {
        invalid(field, IntNode.valueOf(value), detail);
    }

    /** The server's words for what no update may change. */
    void immutable(String field, JsonNode wanted) {
        invalid(field, wanted, "field is immutable");
    }

    void unsupported(String field, String value, List<String> supported) {
        add(field, "FieldValueNotSupported", "Unsupported value: \"" + value + "\": supported values: "
                + supported.stream().map(each -> "\"" + each + "\"").collect(Collectors.joining(", ")));
    }

    void duplicate(String field, String value) {
        add(field, "FieldValueDuplicate", "Duplicate value: " + GoText.quoted(value));
    }

    void duplicate(String field, JsonNode value) {
        add(field, "FieldValueDuplicate", "Duplicate value: " + value);
    }

    void forbidden(String field, String detail) {
        add(field, "FieldValueForbidden", "Forbidden: " + detail);
    }

    void notFound(String field, String value) {
        add(field, "FieldValueNotFound", "Not found: " + GoText.quoted(value));
    }

    void tooLong(String field, int mostBytes) {
        add(field, "FieldValueTooLong", "Too long: may not be more than " + mostBytes + " bytes");
    }

    private void add(String field, String reason, String body) {
        found.add(new Violation(field, reason, body));
    }

    /** A text that says what is wrong with it by that form, be it empty or not. */
    void requireForm(String field, String text, Function<String, List<String>> form) {
        form.apply(text).forEach(wrong -> invalid(field, text, wrong));
    }

    void requireFormIfGiven(String field, String text, Function<String, List<String>> form) {
        if (!text.isEmpty()) {
            requireForm(field, text, form);
        }
    }

    /** Each item of a list beside where it stands, such as {@code spec.ports[0]}. */
    static void each(String path, JsonNode list, BiConsumer<String, JsonNode> check) {
        for (int i = 0; i < list.size(); i++) {
            check.accept("%s[%d]".formatted(path, i), list.get(i));
        }
    }

    void requireAddress(String field, String address) {
        if (!ADDRESS.matcher(address).matches()) {
            invalid(field, address, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
        }
    }

    void requireOneOf(String field, String value, List<String> supported) {
        if (!supported.contains(value)) {
            unsupported(field, value, supported);
        }
    }

    /** A text that has to be there. */
    void requireText(JsonNode object, String path, String member) {
        if (object.path(member).asText().isEmpty()) {
            required(path + "." + member);
        }
    }

    void requireNotNegative(JsonNode object, String path, String member) {
        if (object.path(member).asLong() < 0) {
            invalid(path + "." + member, object.path(member), "must be greater than or equal to 0");
        }
    }

    /** A whole number of 32 bits that is not below the least, where it is there. */
    void requireBetween(JsonNode number, String field, int least) {
        if (number.isNumber() && (number.asLong() < least || number.asLong() > Integer.MAX_VALUE)) {
            invalid(field, number, "must be between %d and 2147483647, inclusive".formatted(least));
        }
    }

    void requirePort(JsonNode number, String field) {
        if (number.asInt() < 1 || number.asInt() > 65_535) {
            invalid(field, number.asInt(), "must be between 1 and 65535, inclusive");
        }
    }
}
