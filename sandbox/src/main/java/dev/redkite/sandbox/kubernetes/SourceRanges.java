package dev.redkite.sandbox.kubernetes;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may connect to a Service of type LoadBalancer. From 1.36 on the API server takes no bits beyond the prefix and no
 * leading zeros (StrictIPCIDRValidation); up to then it warns.
 */
final class SourceRanges {

    private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");
    private static final int STRICT_FROM_MINOR = 36;

    private SourceRanges() {}

    static void check(KubernetesObject service, String kubernetesVersion, Violations violations) {
        boolean strict = Integer.parseInt(kubernetesVersion.replaceFirst("^1\\.", "")) >= STRICT_FROM_MINOR;
        List<String> ranges = Json.texts(service.at("spec", "loadBalancerSourceRanges"));
        if (!ranges.isEmpty() && !service.text("spec", "type").equals("LoadBalancer")) {
            violations.forbidden("spec.LoadBalancerSourceRanges", "may only be used when `type` is 'LoadBalancer'");
        }
        for (int i = 0; i < ranges.size(); i++) {
            String wrong = wrong(ranges.get(i).strip(), strict);
            if (!wrong.isEmpty()) {
                violations.invalid("spec.LoadBalancerSourceRanges[%d]".formatted(i), ranges.get(i), wrong);
            }
        }
    }

    private static String wrong(String range, boolean strict) {
        Matcher matcher = FORM.matcher(range);
        if (!matcher.matches() || Integer.parseInt(matcher.group(5)) > 32) {
            return "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";
        }
        long address = 0;
        boolean zeros = false;
        for (int i = 1; i <= 4; i++) {
            int octet = Integer.parseInt(matcher.group(i));
            if (octet > 255) {
                return "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";
            }
            zeros |= !matcher.group(i).equals(String.valueOf(octet));
            address = address << 8 | octet;
        }
        if (strict && zeros) {
            return "must not have leading 0s in IP";
        }
        return strict && address % (1L << 32 - Integer.parseInt(matcher.group(5))) != 0
                ? "must not have bits set beyond the prefix length" : "";
    }
}
