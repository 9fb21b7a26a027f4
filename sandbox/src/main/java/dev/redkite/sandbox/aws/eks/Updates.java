package dev.redkite.sandbox.aws.eks;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.eks.FakeEksClient.Updatable;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eks.model.*;

/**
 * What EKS keeps of every change. One that fails is taken back, and its resource is ACTIVE again as it was
 * (https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html), so that nothing else tells of it.
 */
final class Updates {

    /** What is changed: a cluster, or a node group or an add-on of it. */
    record Subject(String cluster, String nodegroup, String addon) {

        static Subject cluster(ClusterRow row) {
            return new Subject(row.name(), null, null);
        }

        static Subject nodegroup(ClusterRow cluster, NodeGroupRow row) {
            return new Subject(cluster.name(), row.made.nodegroupName(), null);
        }

        static Subject addon(ClusterRow cluster, Addons.Row row) {
            return new Subject(cluster.name(), null, row.made.addonName());
        }

        private Updatable kind() {
            return nodegroup != null ? Updatable.NODE_GROUP : addon != null ? Updatable.ADDON : Updatable.CLUSTER;
        }
    }

    private record Row(Subject subject, Update begun, Instant ends, ErrorDetail error) {}

    private final AccountRegion place;
    private final List<Row> rows = new ArrayList<>();
    final Map<Updatable, Deque<ErrorDetail>> failing = new EnumMap<>(Updatable.class);

    Updates(AccountRegion place) {
        this.place = place;
    }

    void fail(Updatable kind, int times, ErrorDetail error) {
        Stream.generate(() -> error).limit(times).forEach(failing.computeIfAbsent(kind, _ -> new ArrayDeque<>())::add);
    }

    /** @param change what it does, unless it is to fail */
    Update begin(Subject subject, UpdateType type, Instant ends, Runnable change) {
        ErrorDetail error = failing.getOrDefault(subject.kind(), new ArrayDeque<>()).poll();
        if (error == null) {
            change.run();
        }
        Row row = new Row(subject, Update.builder().id(place.identifiers().uuid("eks-update")).type(type).createdAt(place.now()).build(),
                ends, error);
        rows.add(row);
        return describe(row);
    }

    /** Whether the last change of it failed. */
    boolean failed(Subject subject) {
        return rows.reversed().stream().filter(row -> row.subject.equals(subject)).findFirst()
                .filter(row -> describe(row).status() == UpdateStatus.FAILED).isPresent();
    }

    private Update describe(Row row) {
        UpdateStatus status = place.now().isBefore(row.ends) ? UpdateStatus.IN_PROGRESS
                : row.error == null ? UpdateStatus.SUCCESSFUL : UpdateStatus.FAILED;
        return row.begun.toBuilder().status(status).errors(status == UpdateStatus.FAILED ? List.of(row.error) : List.of()).build();
    }

    /** In an order that tells nothing, for none is published. */
    List<String> identifiers(Subject subject) {
        return rows.stream().filter(row -> row.subject.equals(subject)).map(row -> row.begun.id())
                .sorted(Comparator.comparing(Objects::hashCode)).toList();
    }

    Update require(Subject subject, String id) {
        return rows.stream().filter(row -> row.subject.equals(subject) && row.begun.id().equals(id)).findFirst().map(this::describe)
                .orElseThrow(() -> EksRefusal.notFound("No update found for ID: " + id));
    }

    /** The next cluster of that name has a past of its own. */
    void forget(Subject subject) {
        rows.removeIf(row -> row.subject.equals(subject)
                || subject.kind() == Updatable.CLUSTER && row.subject.cluster().equals(subject.cluster()));
    }
}
