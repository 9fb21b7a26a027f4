package dev.redkite.deployment;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Where Redkite itself is installed: what the template tells its functions through their environment.
 *
 * @param kubernetesPrincipals ARNs of the functions' roles that speak to Kubernetes APIs
 * @param provisionPrincipals  of these, those of functions that every provision calls: the others are let in by the machine that calls them
 * @param provisionMachine     ARN of the state machine
 * @param permissionsBoundary  ARN of the policy that bounds every role that is made; empty when none does
 */
public record Deployment(
        String account,
        String region,
        String registryTable,
        String eventBus,
        List<String> kubernetesPrincipals,
        List<String> provisionPrincipals,
        Scheduling scheduling,
        String provisionMachine,
        String permissionsBoundary) {

    public Deployment {
        kubernetesPrincipals = List.copyOf(kubernetesPrincipals);
        provisionPrincipals = List.copyOf(provisionPrincipals);
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
                list(environment.getOrDefault("REDKITE_KUBERNETES_PRINCIPALS", "")),
                list(environment.getOrDefault("REDKITE_PROVISION_PRINCIPALS", "")),
                Scheduling.of(environment),
                environment.getOrDefault("REDKITE_PROVISION_MACHINE", ""),
                environment.getOrDefault("REDKITE_PERMISSIONS_BOUNDARY", ""));
    }

    /** ARN of the state machine for that. */
    public String machine(Operation operation) {
        return switch (operation) {
            case provision -> provisionMachine;
            case teardown -> scheduling.teardownMachine();
            case recreate -> scheduling.recreateMachine();
            case pause -> scheduling.pauseMachine();
            case resume -> scheduling.resumeMachine();
            case backup -> scheduling.backupMachine();
            case restore -> scheduling.restoreMachine();
        };
    }

    /** ARN of the machine's execution of that name. */
    public static String execution(String machine, String name) {
        return machine.replace(":stateMachine:", ":execution:") + ":" + name;
    }

    /**
     * What schedules are made of.
     *
     * @param group           EventBridge Scheduler's group, by name
     * @param role            ARN of the role with which Scheduler starts executions
     * @param deadLetterQueue ARN of the queue that hears of starts that failed for good
     * @param teardownMachine ARN of that state machine
     * @param recreateMachine ARN of that state machine
     * @param pauseMachine    ARN of that state machine
     * @param resumeMachine   ARN of that state machine
     * @param backupMachine   ARN of that state machine
     * @param restoreMachine  ARN of that state machine
     */
    public record Scheduling(String group, String role, String deadLetterQueue, String teardownMachine, String recreateMachine,
            String pauseMachine, String resumeMachine, String backupMachine, String restoreMachine) {

        public static Scheduling of(Map<String, String> environment) {
            return new Scheduling(
                    environment.getOrDefault("REDKITE_SCHEDULE_GROUP", ""),
                    environment.getOrDefault("REDKITE_SCHEDULER_ROLE", ""),
                    environment.getOrDefault("REDKITE_DEAD_LETTER_QUEUE", ""),
                    environment.getOrDefault("REDKITE_TEARDOWN_MACHINE", ""),
                    environment.getOrDefault("REDKITE_RECREATE_MACHINE", ""),
                    environment.getOrDefault("REDKITE_PAUSE_MACHINE", ""),
                    environment.getOrDefault("REDKITE_RESUME_MACHINE", ""),
                    environment.getOrDefault("REDKITE_BACKUP_MACHINE", ""),
                    environment.getOrDefault("REDKITE_RESTORE_MACHINE", ""));
        }
    }

    private static List<String> list(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(",")).filter(entry -> !entry.isBlank()).toList();
    }

    public Partition partition() {
        return Partition.of(region);
    }
}
