package dev.redkite.audit;

import dev.redkite.audit.Leftover.Leaving;
import dev.redkite.audit.Leftover.Stuck;
import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.failure.AwsErrors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeState;

/**
 * Volumes of the cluster's CSI driver, which only the driver removes, and the driver is gone
 * (https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md). What is on one that was made for a
 * claim of somebody else's is theirs, even where it got our tags from the cluster's default storage class. So is every
 * snapshot: Redkite makes none, and whoever made one meant to keep it. Both stay and are said.
 */
record VolumeFinder(Ec2Client ec2) implements ResourceFinder {

    /** The driver's own, on every volume. */
    private static final String CLAIM_NAMESPACE = "kubernetes.io/created-for/pvc/namespace";
    private static final String CLAIM_NAME = "kubernetes.io/created-for/pvc/name";

    private static final String DRIVER = "ebs.csi.aws.com/cluster";

    @Override
    public Findings ask(AuditSpec spec) {
        return volumes(spec).plus(snapshots(spec));
    }

    private Findings volumes(AuditSpec spec) {
        List<Filter> questions = ClusterTags.ownedOrTagged(spec);
        return Ec2Filters.query(
                        questions,
                        question -> ec2.describeVolumesPaginator(request -> request.filters(question)).volumes().stream(),
                        Volume::volumeId)
                .stream()
                .filter(volume -> !ClusterTags.anotherEnvironments(Ec2Filters.tags(volume.tags()), spec))
                .map(volume -> findings(volume, spec))
                .reduce(Findings.found(questions.size(), List.of()), Findings::plus);
    }

    private Findings findings(Volume volume, AuditSpec spec) {
        Map<String, String> tags = Ec2Filters.tags(volume.tags());
        String namespace = tags.getOrDefault(CLAIM_NAMESPACE, spec.names().release());
        if (!namespace.equals(spec.names().release()) && volume.state() != VolumeState.DELETED) {
            return Findings.untouched("Volume %s was made in the cluster for claim %s/%s, which Redkite did not make; it stays, and costs."
                    .formatted(volume.volumeId(), namespace, tags.get(CLAIM_NAME)));
        }
        return Findings.found(1, left(volume, spec.names().region()).stream().toList());
    }

    private Findings snapshots(AuditSpec spec) {
        List<Filter> questions = ClusterTags.ownedOrTagged(spec);
        return Ec2Filters.query(
                        questions,
                        question -> ec2.describeSnapshotsPaginator(request -> request.ownerIds("self").filters(question))
                                .snapshots().stream(),
                        Snapshot::snapshotId)
                .stream()
                .filter(snapshot -> !ClusterTags.anotherEnvironments(Ec2Filters.tags(snapshot.tags()), spec))
                .map(snapshot -> Findings.untouched("Snapshot %s of volume %s was made in the cluster, and not by Redkite; it stays, and costs."
                        .formatted(snapshot.snapshotId(), snapshot.volumeId())))
                .reduce(Findings.found(questions.size(), List.of()), Findings::plus);
    }

    /** The disk of a node goes with its instance, unless somebody has taken it out to look at it: what is on it is nowhere else. */
    private Optional<Leftover> left(Volume volume, String region) {
        String name = "volume " + volume.volumeId();
        boolean ofNode = volume.tags().stream().noneMatch(tag -> tag.key().equals(DRIVER));
        if (ofNode && volume.state() == VolumeState.AVAILABLE) {
            return Optional.of(new Stuck(name, "the disk of a node that is gone",
                    "delete it (aws ec2 delete-volume --region %s --volume-id %s)".formatted(region, volume.volumeId())));
        }
        return switch (volume.state()) {
            case AVAILABLE, ERROR -> Optional.of(new Sweepable(name, () -> AwsErrors.unlessAbsent(
                    () -> ec2.deleteVolume(request -> request.volumeId(volume.volumeId())))));
            case CREATING, DELETING, IN_USE, UNKNOWN_TO_SDK_VERSION -> Optional.of(new Leaving(name, volume.stateAsString()));
            case DELETED -> Optional.empty();
        };
    }

    @Override
    public Set<String> types() {
        return Set.of("ec2:volume", "ec2:snapshot");
    }
}
