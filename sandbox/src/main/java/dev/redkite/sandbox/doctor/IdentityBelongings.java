package dev.redkite.sandbox.doctor;

import dev.redkite.environment.Names.RolePurpose;
import dev.redkite.environment.Names;
import dev.redkite.failure.AwsErrors;
import dev.redkite.platform.Platform;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Role;

/** The trials' roles, by their names, and their identity providers, of which IAM gives no list by name. */
final class IdentityBelongings {

    private final IamClient iam;
    private final Identity identity;
    private final List<String> names;

    IdentityBelongings(Platform platform, Identity identity, Names names) {
        iam = platform.aws(IamClient.class);
        this.identity = identity;
        this.names = Stream.concat(AnswersTrial.questions(identity).stream().map(question -> Belongings.roleOf(question.function(), identity.region())),
                Stream.of(names.role(RolePurpose.CLUSTER))).toList();
    }

    /** A role goes after its policies. */
    List<String> roles() {
        List<Role> ours = standing();
        ours.forEach(this::remove);
        return ours.stream().map(Role::arn).toList();
    }

    /** Those that bear the tag. */
    List<Role> standing() {
        return names.stream()
                .flatMap(name -> AwsErrors.find(() -> iam.getRole(request -> request.roleName(name)).role()).stream())
                .filter(role -> role.tags().stream().anyMatch(tag -> tag.key().equals(Belongings.TAG)))
                .toList();
    }

    private void remove(Role role) {
        String name = role.roleName();
        iam.listAttachedRolePoliciesPaginator(request -> request.roleName(name)).attachedPolicies().stream().map(AttachedPolicy::policyArn).toList()
                .forEach(policy -> AwsErrors.unlessAbsent(() -> iam.detachRolePolicy(request -> request.roleName(name).policyArn(policy))));
        iam.listRolePoliciesPaginator(request -> request.roleName(name)).policyNames().stream().toList()
                .forEach(policy -> AwsErrors.unlessAbsent(() -> iam.deleteRolePolicy(request -> request.roleName(name).policyName(policy))));
        AwsErrors.unlessAbsent(() -> iam.deleteRole(request -> request.roleName(name)));
    }

    /** Of EKS' host in this region only: others may belong to anybody. */
    List<String> providers() {
        List<String> ours = iam.listOpenIDConnectProviders(request -> {}).openIDConnectProviderList().stream()
                .map(each -> each.arn())
                .filter(arn -> arn.contains(":oidc-provider/oidc.eks.%s.".formatted(identity.region())))
                .filter(this::isOurs)
                .toList();
        ours.forEach(arn -> AwsErrors.unlessAbsent(() -> iam.deleteOpenIDConnectProvider(request -> request.openIDConnectProviderArn(arn))));
        return ours;
    }

    private boolean isOurs(String arn) {
        return AwsErrors.find(() -> iam.getOpenIDConnectProvider(request -> request.openIDConnectProviderArn(arn)))
                .filter(provider -> provider.tags().stream().anyMatch(tag -> tag.key().equals(Belongings.TAG))).isPresent();
    }
}
