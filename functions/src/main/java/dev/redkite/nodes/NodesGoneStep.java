package dev.redkite.nodes;

import dev.redkite.cluster.EksUpdates;
import dev.redkite.environment.Identity;
import dev.redkite.failure.Failures;
import dev.redkite.failure.StageBroken;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.util.Optional;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.UpdateType;

/**
 * A node group without machines. It keeps the most that it may have, which EKS wants to be one at least, and is given its
 * count again by {@link NodesStage#ensure}.
 */
record NodesGoneStep(EksClient eks, LaunchTemplates templates) implements Step<Identity, Void> {

    @Override
    public Progress<Void> run(Identity identity) {
        NodeGroupStage stage = new NodeGroupStage(eks, templates, null);
        Optional<Nodegroup> found = stage.find(identity);
        if (found.isEmpty()) {
            return Progress.done();
        }
        Nodegroup group = found.get();
        return switch (group.status()) {
            case ACTIVE, DEGRADED -> group.scalingConfig().desiredSize() == 0 ? emptied(identity) : emptying(identity, group);
            case CREATING, UPDATING, DELETING, UNKNOWN_TO_SDK_VERSION ->
                new Pending<>("%s is %s".formatted(NodeGroupStage.title(identity), group.statusAsString()));
            case CREATE_FAILED, DELETE_FAILED -> throw new StageBroken(
                    "%s ended %s: %s. Next: resume the environment, which makes the group anew, and pause it then."
                            .formatted(NodeGroupStage.title(identity), group.statusAsString(), NodeGroupStage.issues(group)));
        };
    }

    /** EKS is done once it has told how many are wanted; what is shut down costs until it is. */
    private Progress<Void> emptied(Identity identity) {
        int running = templates.running(identity.name(), identity.names().nodeGroup());
        return running == 0 ? Progress.done()
                : new Pending<>("%d machines of %s are being shut down".formatted(running, NodeGroupStage.title(identity)));
    }

    private Progress<Void> emptying(Identity identity, Nodegroup group) {
        String title = NodeGroupStage.title(identity);
        EksUpdates.ofNodeGroup(eks, identity.name(), identity.names().nodeGroup())
                .requireNoneFailed(UpdateType.CONFIG_UPDATE, title, group.nodegroupArn(), group.tags());
        Failures.about(title, () -> eks.updateNodegroupConfig(request -> request
                .clusterName(identity.name())
                .nodegroupName(identity.names().nodeGroup())
                .scalingConfig(scaling -> scaling.minSize(0).desiredSize(0).maxSize(group.scalingConfig().maxSize()))));
        return new Pending<>("%s is told to have no machines".formatted(title), true);
    }
}
