package dev.redkite.sandbox.outsider;

import dev.redkite.environment.Plan;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.Registry;
import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.lambda.Stack;
import java.util.List;
import java.util.stream.Stream;

/**
 * Somebody whom nobody let in: of another account, of this one without a right, without credentials, a pod of another
 * namespace, a machine of another network, somebody on the way. Tries everything that an environment has, past every lock of services that
 * are asked by policies and rules: so the sandbox notices a setting that lets in, whoever wrote it and whatever it looks
 * like. What an environment shares with its user, such as a bucket of his, is his to guard.
 */
public record Outsider(World world, Stack stack, KubernetesTokens tokens) {

    /** What he gets of an environment, if it is up, and of the stack: a sentence each, which begins with the setting that lets him. */
    public List<String> gets(String environment) {
        return new Registry(world.dynamoDb(), stack.reference("Registry"), world.clock()).find(environment)
                .filter(found -> found.phase() == Phase.READY)
                .map(found -> gets(found.plan()))
                .orElseGet(() -> gets(stack, world.place()));
    }

    /** @throws IllegalStateException saying what he gets, if he gets anything */
    public void requireOut(String environment) {
        List<String> got = gets(environment);
        if (!got.isEmpty()) {
            throw new IllegalStateException("An outsider got in: " + String.join("; ", got));
        }
    }

    /** The same of an environment that is up, and was planned so. */
    public List<String> gets(Plan plan) {
        Strangers strangers = new Strangers(world.place());
        return Stream.of(
                        new StorageAttempts(world, strangers).of(plan),
                        new SecretAttempts(world, strangers).of(plan),
                        new RoleAttempts(world, strangers).of(plan),
                        new NetworkAttempts(world).of(plan),
                        new TransportAttempts(world).of(plan),
                        new MetadataAttempts(world).of(plan),
                        new ClusterAttempts(world).of(plan),
                        new KubernetesAttempts(world.place(), tokens).of(plan),
                        gets(stack, world.place()))
                .flatMap(List::stream).distinct().toList();
    }

    /** With or without environments. */
    public static List<String> gets(Stack stack, AccountRegion place) {
        return new StackAttempts(stack, new Strangers(place)).all();
    }
}
