package dev.redkite.sandbox.kubernetes;

import java.util.Optional;

/** What a pod holds to ask its cluster's API: here no more than whose it is, for nothing in the sandbox forges one. */
public final class ServiceAccountToken {

    private static final String PREFIX = "sandbox-service-account-token.";

    private ServiceAccountToken() {}

    /** @param account namespace and name, with a colon between */
    public static String of(String account) {
        return PREFIX + account;
    }

    /** The user that it proves; empty for another kind of token. */
    public static Optional<String> findUser(String token) {
        return token.startsWith(PREFIX) ? Optional.of("system:serviceaccount:" + token.substring(PREFIX.length())) : Optional.empty();
    }
}
