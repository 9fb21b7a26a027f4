package dev.redkite.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.json.Json;
import dev.redkite.stage.Change;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Resource;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** One role with its trust, its managed and its inline policies; any of them that differs is sent again alone. */
public final class RoleStage implements Resource<RoleSpec, RoleFacts> {

    private final IamClient iam;
    private final String boundary;
    private final Consumer<String> release;

    /**
     * @param boundary ARN of the policy that bounds the roles; empty when none does, and then one that stands is left alone
     * @param release  called with the role's name before it is deleted
     */
    public RoleStage(IamClient iam, String boundary, Consumer<String> release) {
        this.iam = iam;
        this.boundary = boundary;
        this.release = release;
    }

    @Override
    public Observation<RoleFacts> observe(RoleSpec wanted) {
        return AwsErrors.find(() -> iam.getRole(request -> request.roleName(wanted.name())).role())
                .map(role -> compared(wanted, role))
                .orElseGet(Observation::absent);
    }

    private Observation<RoleFacts> compared(RoleSpec wanted, Role role) {
        Map<String, String> tags = role.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
        wanted.ownership().require("IAM role " + wanted.name(), tags);
        String name = wanted.name();
        List<Change> changes = new ArrayList<>(Change.of(wanted.ownership().differences(tags),
                () -> iam.tagRole(request -> request.roleName(name).tags(tags(wanted.ownership().userTags())))));
        if (!Json.parse(wanted.trust()).equals(document(role.assumeRolePolicyDocument()))) {
            changes.add(new Change("trust policy differs",
                    () -> iam.updateAssumeRolePolicy(request -> request.roleName(name).policyDocument(wanted.trust()))));
        }
        if (!bounded(role)) {
            changes.add(new Change("permissions boundary differs",
                    () -> iam.putRolePermissionsBoundary(request -> request.roleName(name).permissionsBoundary(boundary))));
        }
        missingManaged(wanted).forEach(policy ->
                changes.add(new Change(policy + " is not attached", () -> attach(name, policy))));
        differingInline(wanted).forEach((policy, document) ->
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

    private List<String> missingManaged(RoleSpec wanted) {
        Set<String> attached = attached(wanted).stream().map(AttachedPolicy::policyArn).collect(Collectors.toSet());
        return wanted.managedPolicies().stream().filter(policy -> !attached.contains(policy)).toList();
    }

    private List<AttachedPolicy> attached(RoleSpec wanted) {
        return iam.listAttachedRolePoliciesPaginator(request -> request.roleName(wanted.name()))
                .attachedPolicies().stream().toList();
    }

    private Map<String, String> differingInline(RoleSpec wanted) {
        Map<String, String> differing = new TreeMap<>();
        wanted.inlinePolicies().forEach((name, document) -> {
            boolean same = AwsErrors.find(
                            () -> iam.getRolePolicy(request -> request.roleName(wanted.name()).policyName(name)))
                    .map(answer -> document(answer.policyDocument()).equals(Json.parse(document)))
                    .orElse(false);
            if (!same) {
                differing.put(name, document);
            }
        });
        return differing;
    }

    @Override
    public void create(RoleSpec wanted) {
        Failures.about("IAM role " + wanted.name(), () -> AwsErrors.unlessPresent(() -> iam.createRole(request -> request
                .roleName(wanted.name())
                .description(wanted.description())
                .assumeRolePolicyDocument(wanted.trust())
                .permissionsBoundary(boundary.isEmpty() ? null : boundary)
                .tags(tags(wanted.ownership().tags())))));
        wanted.managedPolicies().forEach(policy -> attach(wanted.name(), policy));
        new TreeMap<>(wanted.inlinePolicies()).forEach((policy, document) -> put(wanted.name(), policy, document));
    }

    private void attach(String role, String policy) {
        iam.attachRolePolicy(request -> request.roleName(role).policyArn(policy));
    }

    private void put(String role, String policy, String document) {
        iam.putRolePolicy(request -> request.roleName(role).policyName(policy).policyDocument(document));
    }

    private static List<Tag> tags(Map<String, String> tags) {
        return new TreeMap<>(tags).entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    /** IAM deletes only a role that is bare, so whatever people have attached since goes too. */
    @Override
    public void remove(RoleSpec wanted) {
        release.accept(wanted.name());
        for (AttachedPolicy policy : attached(wanted)) {
            AwsErrors.unlessAbsent(() -> iam.detachRolePolicy(
                    request -> request.roleName(wanted.name()).policyArn(policy.policyArn())));
        }
        List<String> inline = iam.listRolePoliciesPaginator(request -> request.roleName(wanted.name()))
                .policyNames().stream().toList();
        for (String policy : inline) {
            AwsErrors.unlessAbsent(
                    () -> iam.deleteRolePolicy(request -> request.roleName(wanted.name()).policyName(policy)));
        }
        AwsErrors.unlessAbsent(() -> iam.deleteRole(request -> request.roleName(wanted.name())));
    }
}
