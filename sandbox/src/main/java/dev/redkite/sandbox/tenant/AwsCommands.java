package dev.redkite.sandbox.tenant;

import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Types the commands of the AWS CLI that a message says, as {@link Kubectl} does those of kubectl. */
public record AwsCommands(Ec2Client ec2) {

    private static final Pattern DELETION = Pattern.compile("aws ec2 delete-volume --volume-id (vol-[0-9a-f]+)");

    /** How many there were. */
    public int follow(String message) {
        List<String> volumes = DELETION.matcher(message).results().map(found -> found.group(1)).toList();
        volumes.forEach(id -> ec2.deleteVolume(request -> request.volumeId(id)));
        return volumes.size();
    }
}
