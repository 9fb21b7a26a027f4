package dev.redkite.nodes;

import dev.redkite.environment.Identity;
import dev.redkite.stage.Observation.Absent;
import dev.redkite.stage.Observation.Broken;
import dev.redkite.stage.Observation.Changing;
import dev.redkite.stage.Observation.Degraded;
import dev.redkite.stage.Observation.Drifted;
import dev.redkite.stage.Observation.Ready;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Retirement;
import dev.redkite.stage.Stage;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;

/**
 * Launch template, node group, and tags and metadata service of what the group has launched. While EKS is at work on the group, for minutes
 * and looked at every ten seconds, nothing else is asked.
 */
final class NodesStage implements Stage<NodeGroupSpec, Identity, NodeGroupFacts> {

    private final LaunchTemplateStage template;
    private final NodeGroupStage group;
    private final MachineTagsStep tags;
    private final MachineMetadataStep metadata;
    private final AttachmentsStep attachments;

    NodesStage(EksClient eks, Ec2Client ec2) {
        template = new LaunchTemplateStage(ec2);
        group = new NodeGroupStage(eks, new LaunchTemplates(ec2));
        tags = new MachineTagsStep(ec2);
        metadata = new MachineMetadataStep(ec2);
        attachments = new AttachmentsStep(eks);
    }

    @Override
    public Progress<NodeGroupFacts> ensure(NodeGroupSpec spec) {
        return switch (group.observe(spec)) {
            case Changing<NodeGroupFacts>(String reason) -> new Pending<>(reason);
            case Degraded<NodeGroupFacts>(String reason) -> new Pending<>(reason);
            case Absent<NodeGroupFacts> _, Broken<NodeGroupFacts> _, Drifted<NodeGroupFacts> _, Ready<NodeGroupFacts> _ ->
                template.ensure(spec)
                        .then(_ -> group.ensure(spec))
                        .then(facts -> tags.run(spec).then(_ -> metadata.run(spec)).map(_ -> facts));
        };
    }

    @Override
    public Progress<Void> retire(Identity identity) {
        return Retirement.inOrder(() -> group.retire(identity), () -> template.retire(identity), () -> attachments.run(identity));
    }
}
