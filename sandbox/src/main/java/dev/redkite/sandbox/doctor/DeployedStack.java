package dev.redkite.sandbox.doctor;

import dev.redkite.deployment.Deployment;
import dev.redkite.platform.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;

/**
 * A stack of Redkite's that stands.
 *
 * @param status    CloudFormation's word
 * @param parameters every parameter's value
 * @param resources physical names by logical ids
 * @param types     CloudFormation's types by logical ids
 */
record DeployedStack(String name, String status, Map<String, String> parameters, Map<String, String> resources, Map<String, String> types) {

    /** By what a stack of Redkite's is known; one that goes on with another's table has none of its own. */
    private static final List<String> OURS = List.of("EventBus", "ScheduleGroup", "AdmissionFunction");

    /** Empty when there is none of that name. */
    static Optional<DeployedStack> find(Platform platform, String name) {
        CloudFormationClient client = platform.aws(CloudFormationClient.class);
        return described(client, name).map(found -> {
            Map<String, String> resources = new LinkedHashMap<>();
            Map<String, String> types = new LinkedHashMap<>();
            for (StackResourceSummary each : client.listStackResourcesPaginator(request -> request.stackName(name)).stackResourceSummaries()) {
                types.put(each.logicalResourceId(), each.resourceType());
                Optional.ofNullable(each.physicalResourceId()).ifPresent(physical -> resources.put(each.logicalResourceId(), physical));
            }
            return new DeployedStack(name, found.stackStatusAsString(), found.parameters().stream()
                    .collect(Collectors.toMap(Parameter::parameterKey, Parameter::parameterValue)), resources, types);
        });
    }

    /** CloudFormation has no code of its own for it. */
    private static Optional<Stack> described(CloudFormationClient client, String name) {
        try {
            return client.describeStacks(request -> request.stackName(name)).stacks().stream().findFirst();
        } catch (AwsServiceException e) {
            if (String.valueOf(e.getMessage()).contains("does not exist")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What of a stack of Redkite's it lacks. */
    List<String> missing() {
        return OURS.stream().filter(id -> !types.containsKey(id)).toList();
    }

    /** The name or ARN of a resource; empty when CloudFormation has none. */
    String physical(String logicalId) {
        return resources.getOrDefault(logicalId, "");
    }

    Stream<Map.Entry<String, String>> ofType(String type) {
        return resources.entrySet().stream().filter(each -> types.get(each.getKey()).equals(type));
    }

    /** The table of environments: its own, or the one that it goes on with. */
    String registry() {
        return resources.getOrDefault("Registry", parameters.getOrDefault("RegistryTable", ""));
    }

    Deployment deployment(Identity identity) {
        return Deployment.of(Map.ofEntries(
                Map.entry("REDKITE_ACCOUNT", identity.account()),
                Map.entry("AWS_REGION", identity.region()),
                Map.entry("REDKITE_REGISTRY_TABLE", registry()),
                Map.entry("REDKITE_EVENT_BUS", physical("EventBus")),
                Map.entry("REDKITE_SCHEDULE_GROUP", physical("ScheduleGroup")),
                Map.entry("REDKITE_PROVISION_MACHINE", physical("Provision")),
                Map.entry("REDKITE_TEARDOWN_MACHINE", physical("Teardown")),
                Map.entry("REDKITE_RECREATE_MACHINE", physical("Recreate")),
                Map.entry("REDKITE_PAUSE_MACHINE", physical("Pause")),
                Map.entry("REDKITE_RESUME_MACHINE", physical("Resume")),
                Map.entry("REDKITE_BACKUP_MACHINE", physical("Backup")), Map.entry("REDKITE_RESTORE_MACHINE", physical("Restore"))));
    }
}
