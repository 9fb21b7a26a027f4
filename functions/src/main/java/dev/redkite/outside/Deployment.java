package dev.redkite.outside;

import dev.redkite.stage.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Where Redkite itself is installed: what the template tells its functions through their environment.
 *
 * @param provisionMachine     ARN of the state machine, as of the two others
 * @param kubernetesPrincipals ARNs of the functions' roles that speak to Kubernetes APIs
 */
public record Deployment(
        String account,
        String region,
        String registryTable,
        String eventBus,
        String provisionMachine,
        String teardownMachine,
        String recreateMachine,
        List<String> kubernetesPrincipals) {

    public Deployment {
        kubernetesPrincipals = List.copyOf(kubernetesPrincipals);
    }

    /**
     * From a function's environment variables. The template gives each function only those that it reads; the others
     * are empty.
     */
    public static Deployment of(Map<String, String> environment) {
        return new Deployment(
                environment.getOrDefault("REDKITE_ACCOUNT", ""),
                environment.getOrDefault("AWS_REGION", ""),
                environment.getOrDefault("REDKITE_REGISTRY_TABLE", ""),
                environment.getOrDefault("REDKITE_EVENT_BUS", ""),
                environment.getOrDefault("REDKITE_PROVISION_MACHINE", ""),
                environment.getOrDefault("REDKITE_TEARDOWN_MACHINE", ""),
                environment.getOrDefault("REDKITE_RECREATE_MACHINE", ""),
                list(environment.getOrDefault("REDKITE_KUBERNETES_PRINCIPALS", "")));
    }

    private static List<String> list(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(",")).filter(entry -> !entry.isBlank()).toList();
    }

    /** ARN of the state machine for that. */
    public String machine(Operation operation) {
        return switch (operation) {
            case provision -> provisionMachine;
            case teardown -> teardownMachine;
            case recreate -> recreateMachine;
        };
    }

    /** Commercial regions are {@code aws}; China's and GovCloud's have partitions of their own. */
    public String partition() {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
