package dev.redkite.nodes;

import dev.redkite.environment.Ownership;
import dev.redkite.network.Ec2Tags;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * Changed tags of what the nodes were launched with, and of Milvus' volumes: a launch template and a storage class tag
 * what is made by them, and nothing afterwards. Only what carries our own tag is touched; it makes nothing.
 */
record MachineTagsStep(Ec2Client ec2) implements Step<NodeGroupSpec, Void> {

    /** EC2 shows instances for an hour that are terminated. */
    private static final Filter ALIVE = Ec2Tags.filter("instance-state-name", "pending", "running", "stopping", "stopped");

    private record Machine(String id, List<Tag> tags) {}

    @Override
    public Progress<Void> run(NodeGroupSpec spec) {
        Ownership ownership = spec.ownership();
        if (!ownership.userTags().isEmpty()) {
            Filter ours = Ec2Tags.owned(ownership);
            List.of(instances(ours), volumes(ours), interfaces(ours)).forEach(kind -> correct(ownership, kind));
        }
        return Progress.done();
    }

    private Stream<Machine> instances(Filter ours) {
        return ec2.describeInstancesPaginator(request -> request.filters(ours, ALIVE)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .map(instance -> new Machine(instance.instanceId(), instance.tags()));
    }

    private Stream<Machine> volumes(Filter ours) {
        return ec2.describeVolumesPaginator(request -> request.filters(ours)).volumes().stream()
                .map(volume -> new Machine(volume.volumeId(), volume.tags()));
    }

    private Stream<Machine> interfaces(Filter ours) {
        return ec2.describeNetworkInterfacesPaginator(request -> request.filters(ours)).networkInterfaces().stream()
                .map(each -> new Machine(each.networkInterfaceId(), each.tagSet()));
    }

    /** One call for all of a kind, of which EC2 takes a thousand. */
    private void correct(Ownership ownership, Stream<Machine> kind) {
        List<String> lacking = kind
                .filter(each -> !ownership.differences(Ec2Tags.map(each.tags())).isEmpty())
                .map(Machine::id)
                .toList();
        if (!lacking.isEmpty()) {
            ec2.createTags(request -> request.resources(lacking).tags(Ec2Tags.list(ownership.userTags())));
        }
    }
}
