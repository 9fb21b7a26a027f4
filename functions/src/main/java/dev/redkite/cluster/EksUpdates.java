package dev.redkite.cluster;

import dev.redkite.failure.AwsErrors;
import dev.redkite.stage.FailedUpdate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.ErrorDetail;
import software.amazon.awssdk.services.eks.model.Update;
import software.amazon.awssdk.services.eks.model.UpdateStatus;
import software.amazon.awssdk.services.eks.model.UpdateType;

/**
 * What became of earlier changes of a cluster, a node group or an add-on. EKS takes back what fails, and the resource is
 * ACTIVE again as it was (https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html), so they are
 * read whenever a change is about to be sent, and at no other time.
 *
 * @param nodegroup if it is about a node group
 * @param addon     if it is about an add-on
 */
public record EksUpdates(EksClient eks, String cluster, @Nullable String nodegroup, @Nullable String addon) {

    public static EksUpdates ofNodeGroup(EksClient eks, String cluster, String name) {
        return new EksUpdates(eks, cluster, name, null);
    }

    public static EksUpdates ofAddon(EksClient eks, String cluster, String name) {
        return new EksUpdates(eks, cluster, null, name);
    }

    static EksUpdates ofCluster(EksClient eks, String name) {
        return new EksUpdates(eks, name, null, null);
    }

    /**
     * Returns when the last change of that kind did not fail, or people know that it did.
     *
     * @param title how people know the resource
     * @throws dev.redkite.failure.ResourceFailed see {@link FailedUpdate#tell}
     * @throws dev.redkite.failure.StageBroken    see there
     */
    public void requireNoneFailed(UpdateType type, String title, String arn, Map<String, String> tags) {
        List<Update> newest = newest(type);
        if (!newest.isEmpty() && failed(newest.getFirst())) {
            boolean repeated = newest.size() > 1 && failed(newest.get(1));
            new FailedUpdate(newest.getFirst().id(), reason(title, newest.getFirst()), repeated)
                    .tell(tags, told -> eks.tagResource(request -> request.resourceArn(arn).tags(told)));
        }
    }

    /** In what order EKS lists them is not published. */
    private List<Update> newest(UpdateType type) {
        return eks.listUpdatesPaginator(request -> request.name(cluster).nodegroupName(nodegroup).addonName(addon)).updateIds().stream()
                .flatMap(id -> AwsErrors.find(() -> eks.describeUpdate(request -> request
                        .name(cluster).nodegroupName(nodegroup).addonName(addon).updateId(id)).update()).stream())
                .filter(update -> update.type() == type)
                .sorted(Comparator.comparing(Update::createdAt).reversed())
                .toList();
    }

    private static boolean failed(Update update) {
        return update.status() == UpdateStatus.FAILED;
    }

    private static String reason(String title, Update update) {
        String said = update.errors().isEmpty() ? "EKS gives no reason"
                : update.errors().stream().map(EksUpdates::describe).collect(Collectors.joining("; "));
        return "%s: the %s of %s failed, and it stayed as it was: %s".formatted(title, update.typeAsString(), update.createdAt(), said);
    }

    private static String describe(ErrorDetail error) {
        return "%s (%s)%s".formatted(error.errorCodeAsString(), error.errorMessage(),
                error.resourceIds().isEmpty() ? "" : " concerning " + String.join(", ", error.resourceIds()));
    }
}
