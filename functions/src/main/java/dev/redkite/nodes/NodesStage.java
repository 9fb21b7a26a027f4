package dev.redkite.nodes;

import dev.redkite.stage.InOrder;
import dev.redkite.stage.Observation.Absent;
import dev.redkite.stage.Observation.Broken;
import dev.redkite.stage.Observation.Changing;
import dev.redkite.stage.Observation.Degraded;
import dev.redkite.stage.Observation.Drifted;
import dev.redkite.stage.Observation.Ready;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Stage;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;

/**
 * Launch template, node group, and tags and metadata service of what the group has launched. While EKS is at work on the group, for minutes
 * and looked at every ten seconds, nothing else is asked.
 */
final class NodesStage implements Stage<NodeGroupSpec, NodeGroupFacts> {

    private final NodeGroupStage group;
    private final Stage<NodeGroupSpec, NodeGroupFacts> all;

    NodesStage(EksClient eks, Ec2Client ec2) {
        group = new NodeGroupStage(eks, new LaunchTemplates(ec2));
        all = new InOrder<>(NodeGroupFacts.class, List.of(
                new AttachmentsStage(eks), new LaunchTemplateStage(ec2), group, new MachineTagsStage(ec2), new MachineMetadataStage(ec2)));
    }

    @Override
    public Progress<NodeGroupFacts> ensure(NodeGroupSpec wanted) {
        return switch (group.observe(wanted)) {
            case Changing<NodeGroupFacts>(String reason) -> new Pending<>(reason);
            case Degraded<NodeGroupFacts>(String reason) -> new Pending<>(reason);
            case Absent<NodeGroupFacts> _, Broken<NodeGroupFacts> _, Drifted<NodeGroupFacts> _, Ready<NodeGroupFacts> _ -> all.ensure(wanted);
        };
    }

    @Override
    public Progress<Void> retire(NodeGroupSpec wanted) {
        return all.retire(wanted);
    }
}
