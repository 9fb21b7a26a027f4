package dev.redkite.sandbox;

import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.states.StateMachine;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What the template makes beside functions and machines, in the sandbox's account. */
final class StackResources {

    private StackResources() {}

    static void make(Stack stack, World world) {
        stack.resources("AWS::DynamoDB::Table").forEach((id, properties) -> world.dynamoDb().createTable(stack.reference(id), properties));
        if (!stack.resources("AWS::DynamoDB::Table").containsKey("Registry")) {
            takenOver(world, stack.functions().get("AdmissionFunction").environment().get("REDKITE_REGISTRY_TABLE"));
        }
        world.eventBridge().createBus(stack.reference("EventBus"));
        world.scheduler().createGroup(stack.reference("ScheduleGroup"));
        world.sns().createTopic(stack.reference("Notifications"));
        stack.trustPolicies().forEach((role, trust) -> world.iam().standing(role, trust.toString()));
    }

    /** A registry that an older stack left, which had no index. */
    private static void takenOver(World world, String registry) {
        world.dynamoDb().createTable(registry, "environment");
    }

    /** The states that are stages: those of every machine that are a function's, but for the failure path's. */
    static Set<String> stages(Stack stack, Collection<StateMachine> machines) {
        return machines.stream()
                .flatMap(machine -> machine.taskNames().stream())
                .filter(name -> !name.equals("Failure") && stack.functions().containsKey(name + "Function"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
