package dev.redkite.nodes;

import dev.redkite.failure.AwsErrors;
import dev.redkite.network.Ec2Tags;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * Nodes whose metadata service answers pods, because they were launched by an earlier template or somebody has opened it, are
 * closed as they run: EC2 needs no other machine for that
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-existing-instances.html).
 */
record MachineMetadataStep(Ec2Client ec2) implements Step<NodeGroupSpec, Void> {

    /** Any other state either ends soon or is left by a new look. */
    private static final Filter RUNNING = Ec2Tags.filter("instance-state-name", "running");

    @Override
    public Progress<Void> run(NodeGroupSpec spec) {
        Filter ours = Ec2Tags.owned(spec.ownership());
        List<String> open = ec2.describeInstancesPaginator(request -> request.filters(ours, RUNNING)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .filter(instance -> !InstanceMetadata.isClosed(instance))
                .map(Instance::instanceId)
                .toList();
        open.forEach(this::close);
        return Progress.done();
    }

    /** One that was terminated meanwhile answers nobody; one that is about to be is left by the next look. */
    private void close(String id) {
        AwsErrors.unlessAbsent(() -> ec2.modifyInstanceMetadataOptions(request -> request
                .instanceId(id)
                .httpTokens(HttpTokensState.REQUIRED)
                .httpPutResponseHopLimit(InstanceMetadata.HOPS)));
    }
}
