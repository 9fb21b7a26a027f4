package dev.redkite.sandbox.aws.kafka;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Lifecycle;
import dev.redkite.sandbox.aws.Shapes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.kafka.model.*;

/** One cluster; its state is a function of the clock. */
final class StoredCluster {

    /** https://docs.aws.amazon.com/msk/latest/developerguide/msk-update-storage.html. */
    private static final Duration STORAGE_REST = Duration.ofHours(6);

    static final StateInfo INTERNAL_FAILURE = StateInfo.builder()
            .code("InternalFailure")
            .message("The cluster could not be created because of an internal failure. Delete the cluster and try again.")
            .build();

    private static final int MOST_BOOTSTRAP_BROKERS = 3;

    final String arn;
    final String name;
    final Map<String, String> tags;
    final Map<String, Instant> secrets = new TreeMap<>();
    Provisioned provisioned;
    Runnable release = () -> { };
    /** When its storage was scaled last. */
    Instant scaled = Instant.EPOCH;
    /** What MSK will do, or does, to it. */
    ServiceWork work = ServiceWork.NONE;
    private final Instant made;
    private final StateInfo failure;
    private Lifecycle lifecycle;
    private Instant updated = Instant.MIN;
    private int version = 1;

    /** @param failure as what it ends; null when it comes up */
    StoredCluster(AccountRegion place, String name, ProvisionedRequest request, Map<String, String> tags, StateInfo failure) {
        this.name = name;
        this.failure = failure;
        this.arn = place.arn("kafka", "cluster/%s/%s-2".formatted(name, place.identifiers().uuid("msk")));
        this.tags = new TreeMap<>(tags);
        this.made = place.now();
        Lifecycle begun = Lifecycle.begun(place.now(), place.durations().create("mskCluster"));
        this.lifecycle = failure == null ? begun : begun.endingFailed();
        this.provisioned = provisioned(request);
    }

    /** What does not change by itself. */
    String contents() {
        return "%s, %s".formatted(provisioned, secrets.keySet());
    }

    private static Provisioned provisioned(ProvisionedRequest request) {
        BrokerSoftwareInfo.Builder software = BrokerSoftwareInfo.builder().kafkaVersion(request.kafkaVersion());
        if (request.configurationInfo() != null) {
            software.configurationArn(request.configurationInfo().arn()).configurationRevision(request.configurationInfo().revision());
        }
        return Shapes.copied(request, Provisioned.builder()).currentBrokerSoftwareInfo(software.build()).build();
    }

    /** Null once it is gone. */
    ClusterState state(Instant now) {
        return switch (lifecycle.at(now)) {
            case CREATING -> ClusterState.CREATING;
            case ACTIVE -> now.isBefore(updated) ? ClusterState.UPDATING : work.stateAt(now);
            case FAILED -> ClusterState.FAILED;
            case DELETING -> ClusterState.DELETING;
            case GONE -> null;
        };
    }

    boolean gone(Instant now) {
        return state(now) == null;
    }

    /** When it will be gone. */
    Instant remove(AccountRegion place) {
        lifecycle = lifecycle.removed(place.now(), place.durations().delete("mskCluster"));
        place.clock().at(lifecycle.gone(), release);
        return lifecycle.gone();
    }

    /** When it came up, or will. */
    Instant ready() {
        return lifecycle.ready();
    }

    boolean storageRests(Instant now) {
        return now.isBefore(scaled.plus(STORAGE_REST));
    }

    /** One operation: takes until then, and makes a new version of the cluster. */
    void update(Instant until, Provisioned changed) {
        provisioned = changed;
        updated = until;
        version++;
    }

    String currentVersion() {
        return "K%013d".formatted(version);
    }

    boolean scramEnabled() {
        return provisioned.clientAuthentication() != null
                && provisioned.clientAuthentication().sasl() != null
                && provisioned.clientAuthentication().sasl().scram() != null
                && Boolean.TRUE.equals(provisioned.clientAuthentication().sasl().scram().enabled());
    }

    /** Up to three of the brokers, port 9096 for SASL/SCRAM (https://docs.aws.amazon.com/msk/latest/developerguide/port-info.html). */
    String scramBrokers(AccountRegion place) {
        if (!scramEnabled()) {
            return null;
        }
        String stem = name.replace("-", "");
        return IntStream.rangeClosed(1, Math.min(MOST_BOOTSTRAP_BROKERS, provisioned.numberOfBrokerNodes()))
                .mapToObj(broker -> "b-%d.%s.abc123.c2.kafka.%s.%s:9096".formatted(
                        broker, stem, place.region(), place.partition().dnsSuffix()))
                .collect(Collectors.joining(","));
    }

    Cluster described(Instant now) {
        ClusterState state = state(now);
        return Cluster.builder()
                .clusterArn(arn)
                .clusterName(name)
                .clusterType(ClusterType.PROVISIONED)
                .creationTime(made)
                .currentVersion(currentVersion())
                .state(state)
                .stateInfo(state == ClusterState.FAILED ? failure : null)
                .tags(tags)
                .provisioned(provisioned)
                .build();
    }
}
