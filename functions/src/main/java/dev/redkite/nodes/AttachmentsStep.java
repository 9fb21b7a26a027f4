package dev.redkite.nodes;

import dev.redkite.cluster.Attachment;
import dev.redkite.environment.Identity;
import dev.redkite.failure.StageBroken;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.eks.EksClient;

/** What else is attached to the cluster when its own nodes are gone: EKS would keep the cluster for it, look after look. */
record AttachmentsStep(EksClient eks) implements Step<Identity, Void> {

    /** @throws StageBroken when somebody else's is attached, naming it */
    @Override
    public Progress<Void> run(Identity cluster) {
        List<Attachment> all = Attachment.of(eks, cluster.name());
        List<Attachment> foreign = all.stream().filter(each -> each.foreign(cluster.ownership()) && !each.leaving()).toList();
        if (!foreign.isEmpty()) {
            throw new StageBroken("EKS keeps cluster %s for what Redkite did not make: %s. Next: delete it (%s), then redrive the execution."
                    .formatted(cluster.name(), listed(foreign), foreign.stream()
                            .map(each -> each.deletion(cluster.names().region())).collect(Collectors.joining("; "))));
        }
        all.stream().filter(each -> !each.leaving()).findFirst().ifPresent(each -> each.delete(eks));
        return all.isEmpty() ? new Done<>(null) : new Pending<>("being removed: " + listed(all));
    }

    private static String listed(List<Attachment> attachments) {
        return attachments.stream().map(Attachment::toString).collect(Collectors.joining(", "));
    }
}
