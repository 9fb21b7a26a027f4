package dev.redkite.sandbox.kubernetes;

import java.util.regex.Pattern;

/** Addresses as objects hold them. */
final class Addresses {

    private static final Pattern FORM = Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]+");

    private Addresses() {}

    static void check(String address, String field, Violations violations) {
        if (!FORM.matcher(address).matches()) {
            violations.invalid(field, address, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
        }
    }
}
