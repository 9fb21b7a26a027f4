package dev.redkite.audit;

import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.environment.Names.RolePurpose;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.StagePending;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** The six roles, by name. EKS puts the nodes' role into an instance profile, and while one has it the role stays. */
record RoleFinder(IamClient iam) implements ResourceFinder {

    @Override
    public Findings ask(AuditSpec spec) {
        return Stream.of(RolePurpose.values())
                .map(purpose -> role(spec, spec.names().role(purpose)))
                .reduce(Findings.NOTHING, Findings::plus);
    }

    private Findings role(AuditSpec spec, String name) {
        Optional<Role> role = AwsErrors.find(() -> iam.getRole(request -> request.roleName(name)).role());
        if (role.isEmpty()) {
            return Findings.absent();
        }
        Map<String, String> tags = role.get().tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
        if (!spec.ownership().owns(tags)) {
            return Findings.untouched("IAM role %s bears our name and not our tags.".formatted(name));
        }
        return Findings.left(new Sweepable("IAM role " + name, () -> sweep(name)));
    }

    /** IAM deletes only a role that is bare, and in no instance profile; of those, EKS' own go with it. */
    private void sweep(String name) {
        iam.listInstanceProfilesForRolePaginator(request -> request.roleName(name)).instanceProfiles().forEach(profile -> {
            String profileName = profile.instanceProfileName();
            if (!profileName.startsWith("eks-")) {
                throw new StagePending(("it is in instance profile %1$s, which Redkite did not make, and stays until it is taken out (aws iam"
                        + " remove-role-from-instance-profile --instance-profile-name %1$s --role-name %2$s)").formatted(profileName, name));
            }
            iam.removeRoleFromInstanceProfile(request -> request.instanceProfileName(profileName).roleName(name));
            iam.deleteInstanceProfile(request -> request.instanceProfileName(profileName));
        });
        iam.listAttachedRolePoliciesPaginator(request -> request.roleName(name)).attachedPolicies().forEach(policy ->
                iam.detachRolePolicy(request -> request.roleName(name).policyArn(policy.policyArn())));
        iam.listRolePoliciesPaginator(request -> request.roleName(name)).policyNames().forEach(policy ->
                iam.deleteRolePolicy(request -> request.roleName(name).policyName(policy)));
        iam.deleteRole(request -> request.roleName(name));
    }

    @Override
    public Set<String> types() {
        return Set.of("iam:role", "iam:instance-profile");
    }
}
