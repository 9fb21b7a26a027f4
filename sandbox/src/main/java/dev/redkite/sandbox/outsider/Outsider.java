package dev.redkite.sandbox.outsider;

import dev.redkite.environment.Plan;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.lambda.Stack;
import java.util.List;
import java.util.stream.Stream;

/**
 * Somebody whom nobody let in: of another account, of this one without a right, without credentials, a pod of another
 * namespace, a machine of another network. Tries everything that an environment has, past every lock of services that
 * are asked by policies and rules: so the sandbox notices a setting that lets in, whoever wrote it and whatever it looks
 * like. What an environment shares with its user, such as a bucket of his, is his to guard.
 */
public record Outsider(World world, Stack stack) {

    /** What he gets of an environment that is up: a sentence each, which begins with the setting that lets him. */
    public List<String> gets(Plan plan) {
        Strangers strangers = new Strangers(world.place());
        return Stream.of(
                        new StorageAttempts(world, strangers).of(plan),
                        new SecretAttempts(world, strangers).of(plan),
                        new RoleAttempts(world, strangers).of(plan),
                        new NetworkAttempts(world).of(plan),
                        new ClusterAttempts(world).of(plan),
                        new StackAttempts(stack, strangers).all())
                .flatMap(List::stream).distinct().toList();
    }

    /** What he gets of the stack, with or without environments. */
    public static List<String> gets(World world, Stack stack) {
        return new StackAttempts(stack, new Strangers(world.place())).all();
    }
}
