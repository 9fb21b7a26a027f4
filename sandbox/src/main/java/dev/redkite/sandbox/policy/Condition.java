package dev.redkite.sandbox.policy;

import java.util.List;
import java.util.Set;

/**
 * One key of a statement's condition; any of the values will do. Of a request's several values one must be among them, or all
 * with ForAllValues, which holds of a key without any. A key that the request does not have fails, unless the
 * operator is a negation or ends in IfExists
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html).
 */
public record Condition(String operator, String key, List<String> values) {

    private static final Set<String> KNOWN =
            Set.of("ArnEquals", "ArnLike", "Bool", "StringEquals", "StringLike", "StringNotEquals", "StringNotLike");

    /** Of a key with several values: all of them count (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html). */
    private static final String EACH = "ForAllValues:";

    private static final String IF_EXISTS = "IfExists";

    public static final String RESOURCE_TAG = "aws:ResourceTag/";

    /** @throws IllegalArgumentException if the operator is none that the sandbox knows */
    public Condition {
        if (!KNOWN.contains(bare(operator)) || operator.contains("Values:") && operator.contains("Not")) {
            throw new IllegalArgumentException("the sandbox does not know the condition operator " + operator);
        }
    }

    private static String bare(String operator) {
        String one = operator.replaceFirst("^For(All|Any)Values?:", "");
        return one.endsWith(IF_EXISTS) ? one.substring(0, one.length() - IF_EXISTS.length()) : one;
    }

    /** Some keys end in a name: {@code aws:ResourceTag/redkite:environment} is of {@code aws:ResourceTag}. */
    public String family() {
        if (key.contains("/")) {
            return key.substring(0, key.indexOf('/'));
        }
        return key.startsWith("kms:EncryptionContext:") ? "kms:EncryptionContext" : key;
    }

    public boolean asksForTagOfResource() {
        return key.startsWith(RESOURCE_TAG);
    }

    /** @param present the request's values of the key; none when it does not have it */
    public boolean holds(Set<String> present) {
        if (operator.startsWith(EACH)) {
            return present.stream().allMatch(this::allows);
        }
        boolean negated = operator.contains("Not");
        if (present.isEmpty()) {
            return negated || operator.endsWith(IF_EXISTS);
        }
        return present.stream().anyMatch(this::allows) != negated;
    }

    private boolean allows(String value) {
        return values.stream().anyMatch(wanted -> matches(wanted, value));
    }

    private boolean matches(String wanted, String value) {
        return switch (bare(operator)) {
            case "Bool" -> wanted.equalsIgnoreCase(value);
            case "StringEquals", "StringNotEquals" -> wanted.equals(value);
            default -> Wildcard.matches(wanted, value);
        };
    }

    @Override
    public String toString() {
        return "%s %s %s".formatted(key, operator, String.join(" or ", values));
    }
}
