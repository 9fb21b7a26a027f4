package dev.redkite.sandbox.permission;

import dev.redkite.sandbox.lambda.TemplateException;
import java.util.List;
import java.util.Set;

/**
 * One key of a statement's condition; any of the values will do. A key that the request does not have fails
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html).
 */
public record Condition(String operator, String key, List<String> values) {

    private static final Set<String> KNOWN = Set.of("ArnEquals", "ArnLike", "StringEquals", "StringLike");

    static final String RESOURCE_TAG = "aws:ResourceTag/";

    /** @throws TemplateException if the operator is none that the sandbox knows */
    public Condition {
        if (!KNOWN.contains(operator)) {
            throw new TemplateException("the sandbox does not know the condition operator " + operator);
        }
    }

    /** Some keys end in a name: {@code aws:ResourceTag/redkite:environment} is of {@code aws:ResourceTag}. */
    String family() {
        if (key.contains("/")) {
            return key.substring(0, key.indexOf('/'));
        }
        return key.startsWith("kms:EncryptionContext:") ? "kms:EncryptionContext" : key;
    }

    boolean asksForTagOfResource() {
        return key.startsWith(RESOURCE_TAG);
    }

    boolean holds(Set<String> present) {
        return present.stream().anyMatch(value -> values.stream().anyMatch(wanted -> matches(wanted, value)));
    }

    private boolean matches(String wanted, String value) {
        return operator.equals("StringEquals") ? wanted.equals(value) : Wildcard.matches(wanted, value);
    }

    @Override
    public String toString() {
        return "%s %s %s".formatted(key, operator, String.join(" or ", values));
    }
}
