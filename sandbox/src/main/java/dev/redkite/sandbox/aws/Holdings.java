package dev.redkite.sandbox.aws;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What all the services of one world hold, in one map. */
final class Holdings {

    private Holdings() {}

    static Map<String, Map<String, String>> inventory(World world) {
        return joined(Stream.of(world.ec2().inventory(), world.eks().inventory(), world.elasticLoadBalancing().inventory(),
                world.iam().inventory(), world.kafka().inventory(), world.kms().inventory(), world.logs().inventory(),
                world.s3().inventory(), world.scheduler().inventory(), world.secretsManager().inventory()));
    }

    static Map<String, String> contents(World world) {
        return joined(Stream.of(world.ec2().contents(), world.eks().contents(), world.elasticLoadBalancing().contents(),
                world.iam().contents(), world.kafka().contents(), world.kms().contents(), world.logs().contents(),
                world.s3().contents(), world.scheduler().contents(), world.secretsManager().contents()));
    }

    private static <T> Map<String, T> joined(Stream<Map<String, T>> services) {
        Map<String, T> all = new TreeMap<>();
        services.forEach(all::putAll);
        return all;
    }
}
