package dev.redkite.sandbox.permission;

import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.aws.CallInterceptor;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.aws.iam.RolePolicies;
import dev.redkite.sandbox.policy.Caller;
import dev.redkite.sandbox.policy.Condition;
import dev.redkite.sandbox.policy.ResourcePolicy;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * IAM between the sessions of a role and the services: the role's own policies as far as they count by now, its boundary, the
 * organization's and the resource's decide about each call before it has any effect
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 */
public final class PrincipalPermissions {

    /** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
    private static final String REFUSAL = "User: %s is not authorized to perform: %s on resource: %s %s";

    private final World world;
    private final ConditionContext account;
    private final Operations operations;
    private final Map<String, Set<Access>> uses = new HashMap<>();

    public PrincipalPermissions(World world) {
        this.world = world;
        account = new ConditionContext(world);
        operations = new Operations(world, account);
    }

    /** What sessions of that role asked and were granted, each once. */
    public Set<Access> uses(String role) {
        return Set.copyOf(uses.getOrDefault(role, Set.of()));
    }

    /**
     * What stands around the calls of a session.
     *
     * @param session ARN, as STS names it
     */
    public CallInterceptor of(String role, String session) {
        return (call, service) -> around(role, session, call, service);
    }

    private Object around(String role, String session, Call call, Supplier<Object> service) {
        for (Access access : operations.of(call)) {
            refusal(role, session, access).ifPresent(reason -> {
                throw Errors.of(call.service(), 403, Operations.denial(call.service()),
                        REFUSAL.formatted(session, access.action(), access.resource(), reason));
            });
            uses.computeIfAbsent(role, _ -> new LinkedHashSet<>()).add(access);
        }
        return service.get();
    }

    private Optional<String> refusal(String role, String session, Access access) {
        RolePolicies policies = world.iam().policies().of(role);
        Map<String, Set<String>> context = new HashMap<>(access.context());
        Optional<Map<String, String>> tags = policies.asksForTagOfResource(access.action(), access.resource())
                ? account.tags(access.resource()) : Optional.of(Map.of());
        tags.orElse(Map.of()).forEach((key, value) -> context.put(Condition.RESOURCE_TAG + key, Set.of(value)));
        return policies.refusal(access.action(), access.resource(), context, tags.isPresent())
                .or(() -> deniedByResource(session, access));
    }

    private Optional<String> deniedByResource(String session, Access access) {
        ResourcePolicy.Verdict verdict = account.policyOf(access.resource()).decide(Caller.principal(session), access.action(), access.resource());
        if (verdict == ResourcePolicy.Verdict.SILENT && account.isKey(access.resource())) {
            return Optional.of("because no resource-based policy allows the %s action".formatted(access.action()));
        }
        return verdict == ResourcePolicy.Verdict.DENIED ? Optional.of("with an explicit deny in a resource-based policy") : Optional.empty();
    }
}
