package dev.redkite.identity;

import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.StagePending;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.InstanceProfile;

/**
 * The instance profiles that a role is in: while it is in one, IAM keeps it. EKS makes one for every node group, and may
 * leave it behind where the group's removal failed (https://github.com/aws-controllers-k8s/iam-controller/pull/181).
 */
public record InstanceProfiles(IamClient iam) {

    private static final String EKS = "eks-";

    /**
     * Takes a role out of those that EKS made, which go with it.
     *
     * @throws StagePending when somebody has put it into another, naming it: what runs with that is theirs
     */
    public void release(String role) {
        List<InstanceProfile> profiles = iam.listInstanceProfilesForRolePaginator(request -> request.roleName(role))
                .instanceProfiles().stream().toList();
        for (InstanceProfile profile : profiles) {
            String name = profile.instanceProfileName();
            if (!name.startsWith(EKS)) {
                throw new StagePending(("IAM role %1$s is in instance profile %2$s, which Redkite did not make, and stays until it is taken out"
                        + " (aws iam remove-role-from-instance-profile --instance-profile-name %2$s --role-name %1$s)").formatted(role, name));
            }
            AwsErrors.unlessAbsent(() ->
                    iam.removeRoleFromInstanceProfile(request -> request.instanceProfileName(name).roleName(role)));
            AwsErrors.unlessAbsent(() -> iam.deleteInstanceProfile(request -> request.instanceProfileName(name)));
        }
    }
}
