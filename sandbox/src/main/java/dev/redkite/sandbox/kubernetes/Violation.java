package dev.redkite.sandbox.kubernetes;

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
