package dev.redkite.sandbox.tenant;

import dev.redkite.sandbox.aws.World;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.UpdateClusterConfigRequest;
import software.amazon.awssdk.services.eks.model.VpcConfigRequest;

/** Types what a message says, as {@link Kubectl} does; of AWS' command line it knows the commands that Redkite tells people. */
public record AwsCli(World world) {

    private static final Pattern COMMAND = Pattern.compile("aws (?:eks|ec2|logs) ([a-z-]+)((?: --[a-z-]+(?: [^- ;)][^ ;)]*)?)+)");
    private static final Pattern OPTION = Pattern.compile("--([a-z-]+)(?: ([^- ;)][^ ;)]*))?");

    /** Every command in it; how many there were. */
    public int follow(String message) {
        List<MatchResult> commands = COMMAND.matcher(message).results().toList();
        commands.forEach(command -> run(command.group(1), OPTION.matcher(command.group(2)).results()
                .collect(Collectors.toMap(option -> option.group(1), option -> option.group(2) == null ? "" : option.group(2)))));
        return commands.size();
    }

    /** In the command line's shorthand, {@code name=value,name=value}. */
    private static void vpc(String shorthand, VpcConfigRequest.Builder network) {
        for (String pair : shorthand.split(",")) {
            String value = pair.substring(pair.indexOf('=') + 1);
            switch (pair.substring(0, pair.indexOf('='))) {
                case "endpointPublicAccess" -> network.endpointPublicAccess(Boolean.valueOf(value));
                case "publicAccessCidrs" -> network.publicAccessCidrs(value);
                default -> throw new IllegalArgumentException("Unknown options: " + pair);
            }
        }
    }

    private static void updated(Map<String, String> options, UpdateClusterConfigRequest.Builder request) {
        if (options.containsKey("no-deletion-protection")) {
            request.deletionProtection(false);
        } else {
            request.resourcesVpcConfig(network -> vpc(options.get("resources-vpc-config"), network));
        }
    }

    private void run(String command, Map<String, String> options) {
        if (!world.region().equals(options.get("region"))) {
            throw new IllegalArgumentException("%s goes to whichever region its caller's profile names, and not to %s".formatted(command, world.region()));
        }
        EksClient eks = world.client(EksClient.class);
        String cluster = options.get("cluster-name");
        switch (command) {
            case "delete-nodegroup" -> eks.deleteNodegroup(request -> request
                    .clusterName(cluster).nodegroupName(options.get("nodegroup-name")));
            case "delete-fargate-profile" -> eks.deleteFargateProfile(request -> request
                    .clusterName(cluster).fargateProfileName(options.get("fargate-profile-name")));
            case "delete-capability" -> eks.deleteCapability(request -> request
                    .clusterName(cluster).capabilityName(options.get("capability-name")));
            case "update-cluster-config" -> eks.updateClusterConfig(request -> updated(options, request.name(options.get("name"))));
            case "put-log-group-deletion-protection" -> world.client(CloudWatchLogsClient.class).putLogGroupDeletionProtection(request -> request
                    .logGroupIdentifier(options.get("log-group-identifier"))
                    .deletionProtectionEnabled(!options.containsKey("no-deletion-protection-enabled")));
            case "delete-volume" -> world.client(Ec2Client.class).deleteVolume(request -> request.volumeId(options.get("volume-id")));
            case "terminate-instances" -> world.ec2().terminate(options.get("instance-ids"));
            default -> throw new IllegalArgumentException("aws: error: argument operation: Invalid choice: " + command);
        }
    }
}
