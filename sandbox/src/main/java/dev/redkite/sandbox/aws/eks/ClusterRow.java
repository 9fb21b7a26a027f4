package dev.redkite.sandbox.aws.eks;

import dev.redkite.sandbox.aws.Changes;
import dev.redkite.sandbox.aws.Lifecycle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eks.model.*;

/** One cluster and all that lives in it. */
final class ClusterRow {

    /** One entry and the access policies associated with it. */
    static final class Entry {
        final String type;
        final Map<String, String> tags;
        final Set<String> policies = new TreeSet<>();
        final Set<String> groups = new TreeSet<>();
        Instant known = Instant.EPOCH;

        Entry(String type, Map<String, String> tags) {
            this.type = type;
            this.tags = tags;
        }
    }

    final CreateClusterRequest made;
    final Instant created;
    final String identifier;
    final String securityGroupId;
    final List<String> interfaceIds;
    String version;
    Logging logging;
    VpcConfigRequest access;
    boolean protectedFromDeletion;
    Map<String, String> tags;
    Lifecycle life;
    ClusterIssue issue = ClusterIssue.builder().code(ClusterIssueCode.OTHER).message("Internal failure of the service").build();
    Instant updatingUntil = Instant.MIN;
    /** Of anything in it: what calls do, and what time does. */
    final Changes changes = new Changes();
    final Map<String, NodeGroupRow> nodeGroups = new TreeMap<>();
    final Map<String, FargateProfiles.Row> fargateProfiles = new TreeMap<>();
    final Map<String, Capabilities.Row> capabilities = new TreeMap<>();
    final Map<String, Addons.Row> addons = new TreeMap<>();
    final Map<String, Entry> entries = new TreeMap<>();

    ClusterRow(CreateClusterRequest made, Instant created, String identifier, String securityGroupId, List<String> interfaceIds) {
        this.made = made;
        this.created = created;
        this.identifier = identifier;
        this.securityGroupId = securityGroupId;
        this.interfaceIds = new ArrayList<>(interfaceIds);
        version = made.version();
        logging = made.logging();
        access = made.resourcesVpcConfig();
        tags = new TreeMap<>(made.tags());
    }

    String name() {
        return made.name();
    }

    /** What is compared of it, but for tags. */
    String content() {
        return "%s, %s, %s, %s".formatted(version, access, logTypes(), entries.keySet());
    }

    /** Whether its control plane writes any log. */
    boolean logs() {
        return logging != null && logging.clusterLogging().stream().anyMatch(setup -> Boolean.TRUE.equals(setup.enabled()));
    }

    /** Types of control plane logs that are on. */
    Set<LogType> logTypes() {
        return logging == null ? Set.of() : logging.clusterLogging().stream()
                .filter(setup -> Boolean.TRUE.equals(setup.enabled()))
                .flatMap(setup -> setup.types().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** With types switched on and off, and others as they are; empty when nothing changes by it. */
    Optional<Logging> logging(Logging wanted) {
        Set<LogType> on = new TreeSet<>(logTypes());
        wanted.clusterLogging().forEach(setup -> {
            if (Boolean.TRUE.equals(setup.enabled())) {
                on.addAll(setup.types());
            } else {
                on.removeAll(setup.types());
            }
        });
        if (on.equals(new TreeSet<>(logTypes()))) {
            return Optional.empty();
        }
        Set<LogType> off = new TreeSet<>(LogType.knownValues());
        off.removeAll(on);
        return Optional.of(Logging.builder().clusterLogging(Stream.of(setup(on, true), setup(off, false))
                .filter(setup -> !setup.types().isEmpty()).toList()).build());
    }

    private static LogSetup setup(Set<LogType> types, boolean enabled) {
        return LogSetup.builder().types(types).enabled(enabled).build();
    }

    boolean updating(Instant now) {
        return now.isBefore(updatingUntil);
    }

    boolean active(Instant now) {
        return life.at(now) == Lifecycle.Phase.ACTIVE;
    }

    List<ClusterIssue> issues(Instant now) {
        return life.at(now) == Lifecycle.Phase.FAILED ? List.of(issue) : List.of();
    }

    ClusterStatus status(Instant now) {
        return switch (life.at(now)) {
            case CREATING -> ClusterStatus.CREATING;
            case ACTIVE -> updating(now) ? ClusterStatus.UPDATING : ClusterStatus.ACTIVE;
            case FAILED -> ClusterStatus.FAILED;
            case DELETING, GONE -> ClusterStatus.DELETING;
        };
    }
}
