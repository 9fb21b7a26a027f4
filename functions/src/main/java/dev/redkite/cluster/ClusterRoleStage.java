package dev.redkite.cluster;

import dev.redkite.environment.Identity;
import dev.redkite.environment.Names.RolePurpose;
import dev.redkite.identity.InstanceProfiles;
import dev.redkite.identity.RoleIdentity;
import dev.redkite.identity.RoleStage;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Retirement;
import dev.redkite.stage.Stage;
import software.amazon.awssdk.services.iam.IamClient;

/** The roles that EKS and its nodes assume; made first, so that IAM has told everybody by the time they are used. */
final class ClusterRoleStage implements Stage<ClusterRoleSpec, Identity, ClusterRoleFacts> {

    private final RoleStage role;
    private final RoleStage nodes;

    /** @param boundary as {@link RoleStage} takes it */
    ClusterRoleStage(IamClient iam, String boundary) {
        role = new RoleStage(iam, boundary, _ -> {});
        nodes = new RoleStage(iam, boundary, new InstanceProfiles(iam)::release);
    }

    @Override
    public Progress<ClusterRoleFacts> ensure(ClusterRoleSpec spec) {
        return Progress.all(
                () -> role.ensure(spec.cluster()).about("the cluster's role"),
                () -> nodes.ensure(spec.node()).about("the nodes' role"),
                (cluster, node) -> new ClusterRoleFacts(cluster.arn(), node.arn()));
    }

    @Override
    public Progress<Void> retire(Identity identity) {
        return Retirement.all(
                () -> nodes.retire(RoleIdentity.of(identity, RolePurpose.NODE)),
                () -> role.retire(RoleIdentity.of(identity, RolePurpose.CLUSTER)));
    }
}
