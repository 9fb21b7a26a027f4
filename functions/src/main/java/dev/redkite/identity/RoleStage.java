package dev.redkite.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.json.Json;
import dev.redkite.stage.Change;
import dev.redkite.stage.NamedResource;
import dev.redkite.stage.Observation;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * One role with its trust, its managed and its inline policies; any of them that differs is sent again alone.
 *
 * @param boundary ARN of the policy that bounds the roles; empty when none does, and then one that stands is left alone
 * @param release  called with the role's name before it is deleted
 */
public record RoleStage(
        IamClient iam, String boundary, Consumer<String> release) implements NamedResource<RoleSpec, RoleIdentity, RoleFacts> {

    @Override
    public Observation<RoleFacts> observe(RoleSpec spec) {
        return present(spec.identity()).then(role -> compared(spec, role));
    }

    @Override
    public Observation<Role> present(RoleIdentity identity) {
        Optional<Role> found = AwsErrors.find(() -> iam.getRole(request -> request.roleName(identity.name())).role());
        found.ifPresent(role -> identity.ownership().require("IAM role " + identity.name(), IamTags.map(role.tags())));
        return found.map(Observation::ready).orElseGet(Observation::absent);
    }

    @Override
    public RoleIdentity identity(RoleSpec spec) {
        return spec.identity();
    }

    private Observation<RoleFacts> compared(RoleSpec spec, Role role) {
        String name = spec.name();
        List<Change> changes = new ArrayList<>(Change.of(spec.ownership().differences(IamTags.map(role.tags())),
                () -> iam.tagRole(request -> request.roleName(name).tags(IamTags.list(spec.ownership().userTags())))));
        if (!Json.parse(spec.trust()).equals(document(role.assumeRolePolicyDocument()))) {
            changes.add(new Change("trust policy differs",
                    () -> iam.updateAssumeRolePolicy(request -> request.roleName(name).policyDocument(spec.trust()))));
        }
        if (!bounded(role)) {
            changes.add(new Change("permissions boundary differs",
                    () -> iam.putRolePermissionsBoundary(request -> request.roleName(name).permissionsBoundary(boundary))));
        }
        missingManaged(spec).forEach(policy ->
                changes.add(new Change(policy + " is not attached", () -> attach(name, policy))));
        differingInline(spec).forEach((policy, document) ->
                changes.add(new Change("inline policy " + policy + " differs", () -> put(name, policy, document))));
        return Observation.compared(new RoleFacts(name, role.arn()), changes);
    }

    private boolean bounded(Role role) {
        return boundary.isEmpty() || role.permissionsBoundary() != null
                && boundary.equals(role.permissionsBoundary().permissionsBoundaryArn());
    }

    /** IAM answers with documents in URL encoding (https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html). */
    private static JsonNode document(String encoded) {
        return Json.parse(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
    }

    private List<String> missingManaged(RoleSpec spec) {
        if (spec.managedPolicies().isEmpty()) {
            return List.of();
        }
        Set<String> attached = attached(spec.name()).stream().map(AttachedPolicy::policyArn).collect(Collectors.toSet());
        return spec.managedPolicies().stream().filter(policy -> !attached.contains(policy)).toList();
    }

    private List<AttachedPolicy> attached(String role) {
        return iam.listAttachedRolePoliciesPaginator(request -> request.roleName(role))
                .attachedPolicies().stream().toList();
    }

    private Map<String, String> differingInline(RoleSpec spec) {
        Map<String, String> differing = new TreeMap<>();
        spec.inlinePolicies().forEach((name, document) -> {
            boolean same = AwsErrors.find(
                            () -> iam.getRolePolicy(request -> request.roleName(spec.name()).policyName(name)))
                    .map(answer -> document(answer.policyDocument()).equals(Json.parse(document)))
                    .orElse(false);
            if (!same) {
                differing.put(name, document);
            }
        });
        return differing;
    }

    /** IAM has done what it has answered; who sees that already, another look would not tell. */
    @Override
    public Observation<RoleFacts> made(RoleSpec spec) {
        Optional<Role> created = createRole(spec);
        spec.managedPolicies().forEach(policy -> attach(spec.name(), policy));
        new TreeMap<>(spec.inlinePolicies()).forEach((policy, document) -> put(spec.name(), policy, document));
        return created.map(role -> Observation.ready(new RoleFacts(spec.name(), role.arn()))).orElseGet(() -> observe(spec));
    }

    /** As above. */
    @Override
    public Observation<RoleFacts> mended(RoleSpec spec, RoleFacts facts, List<Change> changes) {
        changes.forEach(change -> change.send().run());
        return Observation.ready(facts);
    }

    @Override
    public void create(RoleSpec spec) {
        made(spec);
    }

    private Optional<Role> createRole(RoleSpec spec) {
        return Failures.about("IAM role " + spec.name(), () -> AwsErrors.unlessTaken(() -> iam.createRole(request -> request
                .roleName(spec.name())
                .description(spec.description())
                .assumeRolePolicyDocument(spec.trust())
                .permissionsBoundary(boundary.isEmpty() ? null : boundary)
                .tags(IamTags.list(spec.ownership().tags()))).role()));
    }

    private void attach(String role, String policy) {
        iam.attachRolePolicy(request -> request.roleName(role).policyArn(policy));
    }

    private void put(String role, String policy, String document) {
        iam.putRolePolicy(request -> request.roleName(role).policyName(policy).policyDocument(document));
    }

    /** IAM deletes only a role that is bare, so whatever people have attached since goes too. */
    @Override
    public void remove(RoleIdentity identity) {
        String role = identity.name();
        release.accept(role);
        for (AttachedPolicy policy : attached(role)) {
            AwsErrors.unlessAbsent(() -> iam.detachRolePolicy(
                    request -> request.roleName(role).policyArn(policy.policyArn())));
        }
        List<String> inline = iam.listRolePoliciesPaginator(request -> request.roleName(role))
                .policyNames().stream().toList();
        for (String policy : inline) {
            AwsErrors.unlessAbsent(
                    () -> iam.deleteRolePolicy(request -> request.roleName(role).policyName(policy)));
        }
        AwsErrors.unlessAbsent(() -> iam.deleteRole(request -> request.roleName(role)));
    }
}
