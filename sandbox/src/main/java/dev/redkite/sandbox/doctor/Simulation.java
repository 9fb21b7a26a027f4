package dev.redkite.sandbox.doctor;

import dev.redkite.platform.Platform;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/** What IAM says a principal's policies, its boundary and the organization's would decide; free, and nothing is done. */
final class Simulation {

    /** That something is not allowed, and by whose decision. */
    record Denial(String action, String resource, String reason, String next) {

        /** As actions begin. */
        String service() {
            return action.substring(0, action.indexOf(':'));
        }
    }

    private final IamClient iam;

    Simulation(Platform platform) {
        iam = platform.aws(IamClient.class);
    }

    /**
     * Those of the actions that would be denied.
     *
     * @param principal ARN of a role or user
     * @param resource  an ARN without wildcards; an asterisk for actions that know none
     * @param context   what conditions may ask
     */
    List<Denial> denials(String principal, List<String> actions, String resource, Map<String, List<String>> context) {
        return iam.simulatePrincipalPolicyPaginator(request -> request
                        .policySourceArn(principal)
                        .actionNames(actions)
                        .resourceArns(resource)
                        .contextEntries(context.entrySet().stream().map(Simulation::entry).toList()))
                .evaluationResults().stream()
                .filter(result -> result.evalDecision() != PolicyEvaluationDecisionType.ALLOWED)
                .map(result -> denial(result, resource))
                .toList();
    }

    private static ContextEntry entry(Map.Entry<String, List<String>> key) {
        return ContextEntry.builder().contextKeyName(key.getKey()).contextKeyValues(key.getValue())
                .contextKeyType(ContextKeyTypeEnum.STRING).build();
    }

    private static Denial denial(EvaluationResult result, String resource) {
        if (result.organizationsDecisionDetail() != null && Boolean.FALSE.equals(result.organizationsDecisionDetail().allowedByOrganizations())) {
            return new Denial(result.evalActionName(), resource, "a service control policy of the organization denies it",
                    "ask whoever administers the organization to allow it; no policy of this account can");
        }
        if (result.permissionsBoundaryDecisionDetail() != null
                && Boolean.FALSE.equals(result.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary())) {
            return new Denial(result.evalActionName(), resource, "the permissions boundary does not allow it",
                    "widen the boundary by this action, or ask whoever set it");
        }
        return result.evalDecision() == PolicyEvaluationDecisionType.EXPLICIT_DENY
                ? new Denial(result.evalActionName(), resource, "a policy denies it in so many words", "take that Deny away, or exempt this principal from it")
                : new Denial(result.evalActionName(), resource, "no policy allows it", "have it allowed");
    }
}
