package dev.redkite.kafka;

import dev.redkite.stage.FailedUpdate;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.Cluster;
import software.amazon.awssdk.services.kafka.model.ClusterOperationInfo;
import software.amazon.awssdk.services.kafka.model.ErrorInfo;

/**
 * What became of earlier operations on a cluster. After one that failed the cluster is ACTIVE again as it was
 * (https://docs.aws.amazon.com/msk/latest/developerguide/msk-cluster-states.html), so they are read whenever another is about
 * to be sent, and at no other time. Kinds of operations are words that MSK does not publish whole, so the last of any counts:
 * one is carried out at a time.
 */
record ClusterOperations(KafkaClient kafka, Cluster cluster) {

    /**
     * Returns when the last operation did not fail, or people know that it did.
     *
     * @throws dev.redkite.failure.ResourceFailed see {@link FailedUpdate#tell}
     * @throws dev.redkite.failure.StageBroken    see there
     */
    void requireNoneFailed() {
        List<ClusterOperationInfo> newest = kafka
                .listClusterOperationsPaginator(request -> request.clusterArn(cluster.clusterArn())).clusterOperationInfoList().stream()
                .sorted(Comparator.comparing(ClusterOperationInfo::creationTime).reversed())
                .toList();
        if (!newest.isEmpty() && failed(newest.getFirst())) {
            String arn = newest.getFirst().operationArn();
            boolean repeated = newest.size() > 1 && failed(newest.get(1));
            new FailedUpdate(arn.substring(arn.lastIndexOf('/') + 1), reason(newest.getFirst()), repeated)
                    .tell(cluster.tags(), told -> kafka.tagResource(request -> request.resourceArn(cluster.clusterArn()).tags(told)));
        }
    }

    /** UPDATE_FAILED, as far as people tell. */
    private static boolean failed(ClusterOperationInfo operation) {
        return operation.operationState().endsWith("FAILED");
    }

    /** Whether the list has it too is not published. */
    private String reason(ClusterOperationInfo listed) {
        ErrorInfo error = kafka.describeClusterOperation(request -> request.clusterOperationArn(listed.operationArn()))
                .clusterOperationInfo().errorInfo();
        return "MSK cluster %s: the operation %s of %s ended %s, and the cluster stayed as it was: %s".formatted(
                cluster.clusterName(), listed.operationType(), listed.creationTime(), listed.operationState(),
                error == null ? "MSK gives no reason" : "%s (%s)".formatted(error.errorCode(), error.errorString()));
    }
}
