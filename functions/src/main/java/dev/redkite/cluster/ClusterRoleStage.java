package dev.redkite.cluster;

import dev.redkite.identity.InstanceProfiles;
import dev.redkite.identity.RoleFacts;
import dev.redkite.identity.RoleStage;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Retirement;
import dev.redkite.stage.Stage;
import software.amazon.awssdk.services.iam.IamClient;

/** The roles that EKS and its nodes assume; made first, so that IAM has told everybody by the time they are used. */
final class ClusterRoleStage implements Stage<ClusterRoleSpec, ClusterRoleFacts> {

    private final RoleStage role;
    private final RoleStage nodes;

    /** @param boundary as {@link RoleStage} takes it */
    ClusterRoleStage(IamClient iam, String boundary) {
        role = new RoleStage(iam, boundary, _ -> {});
        nodes = new RoleStage(iam, boundary, new InstanceProfiles(iam)::release);
    }

    @Override
    public Progress<ClusterRoleFacts> ensure(ClusterRoleSpec wanted) {
        Progress<RoleFacts> cluster = role.ensure(wanted.cluster());
        Progress<RoleFacts> node = nodes.ensure(wanted.node());
        if (cluster instanceof Done<RoleFacts>(RoleFacts ofCluster) && node instanceof Done<RoleFacts>(RoleFacts ofNode)) {
            return new Done<>(new ClusterRoleFacts(ofCluster.arn(), ofNode.arn()));
        }
        String reason = cluster instanceof Pending<RoleFacts>(String ofCluster) ? ofCluster : "the nodes' role is being made";
        return new Pending<>(reason);
    }

    @Override
    public Progress<Void> retire(ClusterRoleSpec wanted) {
        Retirement retirement = new Retirement();
        retirement.of(() -> nodes.retire(wanted.node()));
        retirement.of(() -> role.retire(wanted.cluster()));
        return retirement.progress();
    }
}
