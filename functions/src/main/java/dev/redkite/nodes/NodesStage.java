package dev.redkite.nodes;

import dev.redkite.environment.Identity;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Observation.Absent;
import dev.redkite.stage.Observation.Broken;
import dev.redkite.stage.Observation.Changing;
import dev.redkite.stage.Observation.Degraded;
import dev.redkite.stage.Observation.Drifted;
import dev.redkite.stage.Observation.Ready;
import dev.redkite.stage.PausableStage;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Retirement;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.eks.EksClient;

/**
 * Launch template, node group, and tags and metadata service of what the group has launched. While EKS is at work on the group, for minutes
 * and looked at every ten seconds, nothing else is asked.
 */
record NodesStage(EksClient eks, Ec2Client ec2) implements PausableStage<NodeGroupSpec, Identity, NodeGroupFacts> {

    @Override
    public Progress<NodeGroupFacts> ensure(NodeGroupSpec spec) {
        LaunchTemplates templates = new LaunchTemplates(ec2);
        Observation<NodeGroupFacts> observed = group(templates, null).observe(spec);
        return switch (observed) {
            case Changing<NodeGroupFacts>(String reason) -> new Pending<>(reason);
            case Degraded<NodeGroupFacts>(String reason) -> new Pending<>(reason);
            case Absent<NodeGroupFacts> _, Broken<NodeGroupFacts> _, Drifted<NodeGroupFacts> _, Ready<NodeGroupFacts> _ ->
                new LaunchTemplateStage(ec2, templates).ensure(spec)
                        .then(template -> group(templates, template).ensure(spec, observed))
                        .then(facts -> new MachineTagsStep(ec2).run(spec).then(_ -> new MachineMetadataStep(ec2).run(spec)).map(_ -> facts));
        };
    }

    private NodeGroupStage group(LaunchTemplates templates, @Nullable LaunchTemplate template) {
        return new NodeGroupStage(eks, templates, template);
    }

    @Override
    public Progress<Void> retire(Identity identity) {
        LaunchTemplates templates = new LaunchTemplates(ec2);
        return Retirement.inOrder(
                () -> group(templates, null).retire(identity),
                () -> new LaunchTemplateStage(ec2, templates).retire(identity),
                () -> new AttachmentsStep(eks).run(identity));
    }

    /** Launch template and attachments cost nothing, and the next machines need them. */
    @Override
    public Progress<Void> pause(Identity identity) {
        return new NodesGoneStep(eks, new LaunchTemplates(ec2)).run(identity);
    }
}
