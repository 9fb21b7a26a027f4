package dev.redkite.sandbox.kubernetes.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import java.util.regex.Pattern;

/** Such as 500m and 4Gi (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/). */
final class QuantityFormat implements Format {

    static final String NAME = "quantity";

    private static final Pattern FORM = Pattern.compile(
            "[+-]?(\\d+\\.?\\d*|\\.\\d+)(n|u|m|k|M|G|T|P|E|[KMGTPE]i|[eE][+-]?\\d+)?");
    private static final Pattern ROUGHLY = Pattern.compile("([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)");

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
        return FORM.matcher(value).matches();
    }

    /** The API server's words for one that has no such form. */
    static String refusal(String value) {
        return ROUGHLY.matcher(value).matches()
                ? "unable to parse quantity's suffix"
                : "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    }
}
