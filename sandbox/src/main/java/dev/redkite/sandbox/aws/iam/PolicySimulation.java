package dev.redkite.sandbox.aws.iam;

import dev.redkite.sandbox.aws.Page;
import dev.redkite.sandbox.policy.IdentityPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.model.*;

/**
 * What IAM would decide of a role's own policies and those of the organization above it
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html). An explicit Deny wins, what
 * nobody allows is denied, and what the organization does not allow no policy of the account can.
 */
final class PolicySimulation {

    private static final int PAGE = 100;

    private final Roles roles;
    /** Service control policies that are attached beside FullAWSAccess: those of their statements with Deny count. */
    final List<String> organization = new ArrayList<>();

    PolicySimulation(Roles roles) {
        this.roles = roles;
    }

    SimulatePrincipalPolicyResponse simulate(SimulatePrincipalPolicyRequest request) {
        Roles.Row role = role(request.policySourceArn());
        refuseWhatIsNotKnown(request);
        String resource = request.resourceArns().isEmpty() ? "*" : request.resourceArns().getFirst();
        Map<String, Set<String>> context = context(request.contextEntries());
        IdentityPolicy own = IdentityPolicy.of(role.inline.values());
        IdentityPolicy above = IdentityPolicy.of(organization);
        List<EvaluationResult> all = request.actionNames().stream()
                .map(action -> evaluated(action, resource, own.allows(action, resource, context), own.denies(action, resource, context),
                        above.denies(action, resource, context)))
                .toList();
        Page<EvaluationResult> page = Page.of(all, request.maxItems() == null ? PAGE : request.maxItems(), "", request.marker(),
                () -> Roles.error(400, "InvalidInput", "Invalid Marker."));
        return SimulatePrincipalPolicyResponse.builder()
                .evaluationResults(page.items()).isTruncated(page.next() != null).marker(page.next()).build();
    }

    /** A session is no entity: who assumed which role is STS' to know. */
    private Roles.Row role(String arn) {
        if (!arn.matches("arn:[\\w-]+:iam::\\d{12}:(role|user|group)/.+")) {
            throw Roles.error(400, "InvalidInput", "Invalid Entity Arn: %s does not clearly define entity type and name.".formatted(arn));
        }
        return roles.require(arn.substring(arn.lastIndexOf('/') + 1));
    }

    private static void refuseWhatIsNotKnown(SimulatePrincipalPolicyRequest request) {
        if (request.resourceArns().size() > 1 || request.hasPolicyInputList() || request.resourcePolicy() != null) {
            throw new UnsupportedOperationException("the sandbox simulates a role's own policies on one resource at a time");
        }
        request.actionNames().stream().filter(action -> !action.matches("[a-z0-9-]+:[A-Za-z0-9]+")).findFirst().ifPresent(action -> {
            throw Roles.error(400, "InvalidInput", "Invalid Action: %s is not a valid action name.".formatted(action));
        });
    }

    /** Keys are compared without regard to case. */
    private static Map<String, Set<String>> context(List<ContextEntry> entries) {
        Map<String, Set<String>> context = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        entries.forEach(entry -> context.put(entry.contextKeyName(), Set.copyOf(entry.contextKeyValues())));
        return context;
    }

    private static EvaluationResult evaluated(String action, String resource, boolean allowed, boolean denied, boolean deniedAbove) {
        return EvaluationResult.builder()
                .evalActionName(action)
                .evalResourceName(resource)
                .evalDecision(denied || deniedAbove ? PolicyEvaluationDecisionType.EXPLICIT_DENY
                        : allowed ? PolicyEvaluationDecisionType.ALLOWED : PolicyEvaluationDecisionType.IMPLICIT_DENY)
                .organizationsDecisionDetail(OrganizationsDecisionDetail.builder().allowedByOrganizations(!deniedAbove).build())
                .build();
    }
}
