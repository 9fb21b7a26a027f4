package dev.redkite.sandbox.permission;

import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.aws.CallInterceptor;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.lambda.FunctionDefinition;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.policy.Caller;
import dev.redkite.sandbox.policy.ResourcePolicy;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * IAM between the functions and the services: what a function's role in the template does not allow is refused, before
 * it has any effect.
 */
public final class Permissions {

    /** That a function's call was allowed something, and by what. */
    public record Use(String function, String operation, String resource, Grant grant) {}

    /** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html, and where to look. */
    private static final String REFUSAL = "User: %s is not authorized to perform: %s"
            + " on resource: %s because no identity-based policy allows the %2$s action (template.yaml: %4$s)";

    private static final String DENIAL = "User: %s is not authorized to perform: %s on resource: %s with an explicit deny in a resource-based policy";

    private static final String SILENCE = "User: %s is not authorized to perform: %s on resource: %s because no resource-based policy allows the %2$s action";

    private final World world;
    private final Stack stack;
    private final ConditionContext account;
    private final Operations operations;
    private final Map<String, Role> roles = new HashMap<>();
    private final Set<Use> uses = new LinkedHashSet<>();

    public Permissions(World world, Stack stack) {
        this.world = world;
        this.stack = stack;
        account = new ConditionContext(world);
        operations = new Operations(world, account);
    }

    /** Each once, in the order in which they came first. */
    public Set<Use> uses() {
        return Set.copyOf(uses);
    }

    /** What stands around the calls that a function makes. */
    public CallInterceptor of(FunctionDefinition function) {
        Role role = roles.computeIfAbsent(function.logicalId(), id -> Role.of(id, stack, Reference.load()));
        return (call, service) -> around(function, role, call, service);
    }

    private Object around(FunctionDefinition function, Role role, Call call, Supplier<Object> service) {
        for (Access access : operations.of(call)) {
            Role.Decision decision = role.decide(access, account::tags);
            if (!decision.allowed()) {
                throw refusal(function, call, access, decision.reason());
            }
            refuseByResource(function, call, access);
            decision.by().ifPresent(grant ->
                    uses.add(new Use(function.logicalId(), call.toString(), access.resource(), grant)));
        }
        return service.get();
    }

    /** What the resource's own policy denies is denied, whatever the role allows; of a key what it does not so much as leave to IAM. */
    private void refuseByResource(FunctionDefinition function, Call call, Access access) {
        Caller caller = Caller.principal(function.roleArn());
        ResourcePolicy.Verdict verdict = account.policyOf(access.resource()).decide(caller, access.action(), access.resource());
        boolean keptOut = verdict == ResourcePolicy.Verdict.SILENT && account.isKey(access.resource());
        if (verdict == ResourcePolicy.Verdict.DENIED || keptOut) {
            throw Errors.of(call.service(), 403, Operations.denial(call.service()),
                    (keptOut ? SILENCE : DENIAL).formatted(session(function), access.action(), access.resource()));
        }
    }

    private String session(FunctionDefinition function) {
        String role = function.roleArn().substring(function.roleArn().lastIndexOf('/') + 1);
        return world.place().globalArn("sts", "assumed-role/%s/%s".formatted(role, function.logicalId()));
    }

    /** In IAM's words. */
    private RuntimeException refusal(FunctionDefinition function, Call call, Access access, String reason) {
        return Errors.of(call.service(), 403, Operations.denial(call.service()),
                REFUSAL.formatted(session(function), access.action(), access.resource(), reason));
    }
}
