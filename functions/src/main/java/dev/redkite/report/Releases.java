package dev.redkite.report;

import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.Registry;

/** How an execution lets an environment go that stands as it stood. */
final class Releases {

    private Releases() {}

    /** What is told of it was told before: should the answer to either be lost, both are simply said again. */
    static void require(Registry registry, String environment, String execution) {
        if (!registry.release(environment, execution) && !released(registry, environment)) {
            throw Overtaken.by(registry.find(environment));
        }
    }

    /** The same of one that may have failed, for which the reason stays what it was. */
    static void requireAsItWas(Registry registry, String environment, String execution) {
        boolean failed = registry.find(environment)
                .filter(record -> record.phase() == Phase.FAILED || record.phase() == Phase.REMOVAL_FAILED).isPresent();
        if (!failed) {
            require(registry, environment, execution);
        } else if (!registry.leave(environment, execution) && !released(registry, environment)) {
            throw Overtaken.by(registry.find(environment));
        }
    }

    private static boolean released(Registry registry, String environment) {
        return registry.find(environment).map(record -> record.execution() == null).orElse(false);
    }
}
