package dev.redkite.sandbox.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Deployment;
import dev.redkite.platform.Platform;
import dev.redkite.sandbox.doctor.Finding.Group;
import dev.redkite.sandbox.lambda.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds out beforehand whether an account will do. Asks with the caller's own credentials; unless trials are wanted it reads only
 * and costs nothing. What it may not ask it says and goes on.
 *
 * @param platform the caller's: its deployment says the region alone
 */
public record Doctor(Platform platform, Doctor.Request request) {

    /** How samconfig.toml calls the stack. */
    private static final String DEFAULT_STACK = "redkite";

    /**
     * What somebody wants to know.
     *
     * @param template       template.yaml, as it would be deployed
     * @param specification  of an environment to judge the account by
     * @param stackOrNull    name of a deployed stack; null when there is none yet
     * @param spendingOrNull what trials take, where they are wanted, which cost cents; null when nothing may be made
     */
    public record Request(Path template, JsonNode specification, String stackOrNull, Spending spendingOrNull) {

        /** Reads only. */
        public static Request reading(Path template, JsonNode specification, String stackOrNull) {
            return new Request(template, specification, stackOrNull, null);
        }
    }

    /** Without an identity nothing else is asked: every answer would be the same refusal. */
    public Diagnosis examine() {
        List<Finding> findings = new ArrayList<>();
        List<Identity> identities = new ArrayList<>();
        findings.addAll(Refusals.findings(new IdentityCheck(platform, identities::add)));
        if (identities.isEmpty()) {
            return new Diagnosis("", "", platform.deployment().region(), findings);
        }
        Identity identity = identities.getFirst();
        List<DeployedStack> stacks = new ArrayList<>();
        if (request.stackOrNull() != null) {
            findings.addAll(Refusals.findings(new StackSearch(platform, request.stackOrNull(), stacks::add)));
        }
        Examination examination = examination(identity, stacks.stream().findFirst());
        findings.addAll(Refusals.findings(platform, checks(examination)));
        if (request.spendingOrNull() != null) {
            findings.addAll(new Trials(examination, request.spendingOrNull()).findings());
        }
        return new Diagnosis(identity.account(), identity.arn(), identity.region(), findings);
    }

    private Examination examination(Identity identity, Optional<DeployedStack> stack) {
        Deployment deployment = stack.map(found -> found.deployment(identity))
                .orElseGet(() -> Deployment.of(Map.of("REDKITE_ACCOUNT", identity.account(), "AWS_REGION", identity.region())));
        Stack template = Stack.read(request.template(), stack.map(DeployedStack::name).orElse(DEFAULT_STACK), identity.account(), identity.region(),
                stack.map(DeployedStack::parameters).orElse(Map.of()));
        return new Examination(new Located(platform, deployment), identity, stack, template, request.specification());
    }

    private List<Check> checks(Examination examination) {
        List<Check> checks = new ArrayList<>(List.of(new PermissionsCheck(examination), new PlanCheck(examination),
                new ChartsCheck(platform.charts()), new RolesCheck(examination), new EnvironmentsCheck(examination)));
        if (request.spendingOrNull() == null) {
            checks.add(new TrialsCheck(examination));
        }
        examination.stack().ifPresent(stack -> checks.add(new StackCheck(examination, stack)));
        return checks;
    }

    /** Who asks, and where. */
    private record IdentityCheck(Platform platform, Consumer<Identity> learned) implements Check {

        @Override
        public Topic topic() {
            return new Topic(Group.ACCOUNT, "sts:GetCallerIdentity in " + platform.deployment().region());
        }

        @Override
        public List<Finding> ask() {
            Identity identity = Identity.of(platform);
            learned.accept(identity);
            return List.of(topic().fine("account %s (partition %s), as %s".formatted(
                    identity.account(), identity.partition().id(), identity.arn())));
        }
    }

    /** Whether the stack that was named is one of Redkite's. */
    private record StackSearch(Platform platform, String name, Consumer<DeployedStack> found) implements Check {

        @Override
        public Topic topic() {
            return new Topic(Group.STACK, "cloudformation:DescribeStacks of " + name);
        }

        @Override
        public List<Finding> ask() {
            Optional<DeployedStack> stack = DeployedStack.find(platform, name);
            if (stack.isEmpty()) {
                return List.of(topic().wrong("there is no stack of that name in this account and region",
                        "name another (aws cloudformation list-stacks), or leave --stack out; sam deploy --stack-name %s makes one".formatted(name)));
            }
            if (!stack.get().missing().isEmpty()) {
                return List.of(topic().wrong("is somebody else's: it has no " + String.join(", no ", stack.get().missing()),
                        "name the stack that Redkite was deployed as (aws cloudformation list-stacks)"));
            }
            found.accept(stack.get());
            return List.of();
        }
    }
}
