package dev.redkite.audit;

import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.environment.Names.RolePurpose;
import dev.redkite.failure.AwsErrors;
import dev.redkite.identity.RoleSpec;
import dev.redkite.identity.RoleStage;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** The six roles, by name. EKS puts the nodes' role into an instance profile, and while one has it the role stays. */
final class Roles implements Inquiry {

    private final IamClient iam;

    Roles(IamClient iam) {
        this.iam = iam;
    }

    @Override
    public Answer ask(AuditSpec wanted) {
        return Stream.of(RolePurpose.values())
                .map(purpose -> role(wanted, wanted.names().role(purpose)))
                .reduce(Answer.NOTHING, Answer::plus);
    }

    private Answer role(AuditSpec wanted, String name) {
        Optional<Role> role = AwsErrors.find(() -> iam.getRole(request -> request.roleName(name)).role());
        if (role.isEmpty()) {
            return Answer.absent();
        }
        Map<String, String> tags = role.get().tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
        if (!wanted.ownership().owns(tags)) {
            return Answer.untouched("IAM role %s bears our name and not our tags.".formatted(name));
        }
        return Answer.left(new Sweepable("IAM role " + name, () -> sweep(wanted, name)));
    }

    private void sweep(AuditSpec wanted, String name) {
        iam.listInstanceProfilesForRolePaginator(request -> request.roleName(name)).instanceProfiles()
                .forEach(profile -> sweep(profile, name));
        new RoleStage(iam, "").remove(RoleSpec.toRetire(name, wanted.ownership()));
    }

    /** A profile that people made only loses the role; EKS' own, which begin with its name, go with it. */
    private void sweep(InstanceProfile profile, String role) {
        String name = profile.instanceProfileName();
        AwsErrors.unlessAbsent(() ->
                iam.removeRoleFromInstanceProfile(request -> request.instanceProfileName(name).roleName(role)));
        if (name.startsWith("eks-")) {
            AwsErrors.unlessAbsent(() -> iam.deleteInstanceProfile(request -> request.instanceProfileName(name)));
        }
    }

    @Override
    public Set<String> types() {
        return Set.of("iam:role", "iam:instance-profile");
    }
}
