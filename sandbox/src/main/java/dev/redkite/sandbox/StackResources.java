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
        world.dynamoDb().createTable(stack.functions().get("AdmissionFunction").environment().get("REDKITE_REGISTRY_TABLE"), "environment");
        world.dynamoDb().createTable(stack.functions().get("ApiFunction").environment().get("REDKITE_REQUEST_KEYS_TABLE"), "key");
        world.eventBridge().createBus(stack.reference("EventBus"));
        world.scheduler().createGroup(stack.reference("ScheduleGroup"));
        world.sns().createTopic(stack.reference("Notifications"));
        stack.trustPolicies().forEach((role, trust) -> world.iam().standing(role, trust.toString()));
    }

    /** The states that are stages: those of every machine that are a function's, but for the failure path's. */
    static Set<String> stages(Stack stack, Collection<StateMachine> machines) {
        return machines.stream()
                .flatMap(machine -> machine.taskNames().stream())
                .filter(name -> !name.equals("Failure") && stack.functions().containsKey(name + "Function"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
