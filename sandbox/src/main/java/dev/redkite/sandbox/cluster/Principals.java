package dev.redkite.sandbox.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** The credentials with which each role of Redkite's functions speaks, as Lambda would hand them out. */
public final class Principals {

    /** How every secret access key here begins, and every session token. */
    public static final List<String> SECRETS = List.of("sandbox-secret-of-", "sandbox-session-of-");

    private record Session(String roleArn, AwsSessionCredentials credentials) {}

    private final Map<String, Session> byAccessKey = new TreeMap<>();

    /** The same role gets the same credentials. */
    public AwsSessionCredentials credentials(String roleArn) {
        String accessKey = "ASIA%016X".formatted(Integer.toUnsignedLong(roleArn.hashCode()));
        return byAccessKey
                .computeIfAbsent(accessKey, key -> new Session(roleArn,
                        AwsSessionCredentials.create(key, SECRETS.getFirst() + key, SECRETS.getLast() + key)))
                .credentials();
    }

    Optional<String> findSecret(String accessKey) {
        return Optional.ofNullable(byAccessKey.get(accessKey)).map(session -> session.credentials().secretAccessKey());
    }

    Optional<String> findRole(String accessKey) {
        return Optional.ofNullable(byAccessKey.get(accessKey)).map(Session::roleArn);
    }
}
