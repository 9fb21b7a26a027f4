package dev.redkite.audit;

import dev.redkite.audit.Leftover.Leaving;
import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.failure.AwsErrors;
import dev.redkite.network.Ec2Tags;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Volume;

/**
 * Volumes and snapshots of the cluster's CSI driver, which only the driver removes, and the driver is gone
 * (https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md).
 */
final class Volumes implements Inquiry {

    private final Ec2Client ec2;

    Volumes(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    @Override
    public Answer ask(AuditSpec wanted) {
        return volumes(wanted).plus(snapshots(wanted));
    }

    private Answer volumes(AuditSpec wanted) {
        List<Filter> questions = ClusterTags.ownedOrTagged(wanted);
        List<Volume> found = Ec2Questions.answered(
                questions,
                question -> ec2.describeVolumesPaginator(request -> request.filters(question)).volumes().stream(),
                Volume::volumeId);
        return Answer.found(questions.size() + found.size(), found.stream()
                .filter(volume -> !ClusterTags.anotherEnvironments(Ec2Tags.map(volume.tags()), wanted))
                .map(this::left)
                .flatMap(Optional::stream)
                .toList());
    }

    private Answer snapshots(AuditSpec wanted) {
        List<Filter> questions = ClusterTags.ownedOrTagged(wanted);
        List<Snapshot> found = Ec2Questions.answered(
                questions,
                question -> ec2.describeSnapshotsPaginator(request -> request.ownerIds("self").filters(question))
                        .snapshots().stream(),
                Snapshot::snapshotId);
        return Answer.found(questions.size() + found.size(), found.stream()
                .filter(snapshot -> !ClusterTags.anotherEnvironments(Ec2Tags.map(snapshot.tags()), wanted))
                .map(snapshot -> new Sweepable("snapshot " + snapshot.snapshotId(), () -> delete(snapshot)))
                .toList());
    }

    private Optional<Leftover> left(Volume volume) {
        String name = "volume " + volume.volumeId();
        return switch (volume.state()) {
            case AVAILABLE, ERROR -> Optional.of(new Sweepable(name, () -> delete(volume)));
            case CREATING, DELETING, IN_USE, UNKNOWN_TO_SDK_VERSION -> Optional.of(new Leaving(name, volume.stateAsString()));
            case DELETED -> Optional.empty();
        };
    }

    private void delete(Volume volume) {
        AwsErrors.unlessAbsent(() -> ec2.deleteVolume(request -> request.volumeId(volume.volumeId())));
    }

    private void delete(Snapshot snapshot) {
        AwsErrors.unlessAbsent(() -> ec2.deleteSnapshot(request -> request.snapshotId(snapshot.snapshotId())));
    }

    @Override
    public Set<String> types() {
        return Set.of("ec2:volume", "ec2:snapshot");
    }
}
