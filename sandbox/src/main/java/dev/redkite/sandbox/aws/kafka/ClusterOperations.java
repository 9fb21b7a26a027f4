package dev.redkite.sandbox.aws.kafka;

import dev.redkite.sandbox.aws.AccountRegion;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kafka.model.ClusterOperationInfo;
import software.amazon.awssdk.services.kafka.model.ErrorInfo;

/**
 * What MSK keeps of its operations on clusters. After one that fails, the cluster is ACTIVE again as it was, so that nothing
 * else tells of it. The words of states and kinds: https://docs.aws.amazon.com/msk/latest/developerguide/msk-update-broker-type.html.
 */
final class ClusterOperations {

    private record Row(ClusterOperationInfo begun, Instant ends, ErrorInfo error) {}

    private final AccountRegion place;
    private final List<Row> rows = new ArrayList<>();
    final Deque<ErrorInfo> failing = new ArrayDeque<>();

    ClusterOperations(AccountRegion place) {
        this.place = place;
    }

    void fail(int times, ErrorInfo error) {
        Stream.generate(() -> error).limit(times).forEach(failing::add);
    }

    /** Whether it will do what it should. */
    boolean begin(StoredCluster cluster, String type, Instant ends) {
        ErrorInfo error = failing.poll();
        rows.add(new Row(ClusterOperationInfo.builder()
                .clusterArn(cluster.arn)
                .operationArn(cluster.arn.replace(":cluster/", ":cluster-operation/") + "/" + place.identifiers().uuid("msk-operation"))
                .operationType(type)
                .creationTime(place.now())
                .build(), ends, error));
        return error == null;
    }

    private ClusterOperationInfo describe(Row row) {
        boolean over = !place.now().isBefore(row.ends);
        return row.begun.toBuilder()
                .operationState(!over ? "UPDATE_IN_PROGRESS" : row.error == null ? "UPDATE_COMPLETE" : "UPDATE_FAILED")
                .endTime(over ? row.ends : null)
                .errorInfo(over ? row.error : null)
                .build();
    }

    /** In an order that tells nothing, for none is published; without what went wrong, which the operation itself tells. */
    List<ClusterOperationInfo> of(String clusterArn) {
        return rows.stream().filter(row -> row.begun.clusterArn().equals(clusterArn))
                .map(row -> describe(row).toBuilder().errorInfo((ErrorInfo) null).build())
                .sorted(Comparator.comparing(operation -> Objects.hashCode(operation.operationArn())))
                .toList();
    }

    ClusterOperationInfo require(String arn) {
        return rows.stream().filter(row -> row.begun.operationArn().equals(arn)).findFirst().map(this::describe)
                .orElseThrow(() -> FakeKafkaClient.error(404, "NotFoundException", "The operation %s does not exist.".formatted(arn)));
    }
}
