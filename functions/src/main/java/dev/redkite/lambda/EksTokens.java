package dev.redkite.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Tokens of clusters, each signed once and shown for minutes: a function asks a cluster a dozen things in a row. */
public final class EksTokens {

    /** A token is good for 15 minutes; Helm's process, which keeps the one that it was started with, runs for five at most. */
    private static final Duration SHOWN = Duration.ofMinutes(5);

    private record Signed(AwsCredentialsIdentity by, Instant at, String token) {}

    private final Map<String, Signed> byCluster = new HashMap<>();

    /** @param region the cluster's */
    public synchronized String of(String cluster, String region, AwsCredentialsIdentity credentials, Instant now) {
        @Nullable Signed last = byCluster.get(cluster);
        if (last == null || !last.by().equals(credentials) || Duration.between(last.at(), now).abs().compareTo(SHOWN) >= 0) {
            last = new Signed(credentials, now, EksToken.of(cluster, region, credentials, now));
            byCluster.put(cluster, last);
        }
        return last.token();
    }
}
