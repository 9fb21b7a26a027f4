package dev.redkite.audit;

import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.environment.Names.RolePurpose;
import dev.redkite.failure.AwsErrors;
import dev.redkite.identity.InstanceProfiles;
import dev.redkite.identity.RoleSpec;
import dev.redkite.identity.RoleStage;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** The six roles, by name. EKS puts the nodes' role into an instance profile, and while one has it the role stays. */
final class Roles implements Inquiry {

    private final IamClient iam;
    private final RoleStage stage;

    Roles(IamClient iam) {
        this.iam = iam;
        stage = new RoleStage(iam, "", new InstanceProfiles(iam)::release);
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
        return Answer.left(new Sweepable("IAM role " + name, () -> stage.remove(RoleSpec.toRetire(name, wanted.ownership()))));
    }

    @Override
    public Set<String> types() {
        return Set.of("iam:role", "iam:instance-profile");
    }
}
