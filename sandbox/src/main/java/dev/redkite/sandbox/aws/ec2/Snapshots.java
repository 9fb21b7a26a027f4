package dev.redkite.sandbox.aws.ec2;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.*;

/** EBS snapshots, which outlive their volume. */
record Snapshots(Ec2Account account) {

    String add(String volumeId, Map<String, String> tags) {
        Volume volume = account.volumes.require(volumeId);
        String id = account.snapshots.newId();
        account.snapshots.add(id, Snapshot.builder()
                .snapshotId(id)
                .volumeId(volumeId)
                .volumeSize(volume.size())
                .ownerId(account.place.account())
                .startTime(account.place.now())
                .state(SnapshotState.COMPLETED)
                .tags(Tags.list(new TreeMap<>(tags)))
                .build(), Duration.ZERO);
        return id;
    }

    /** Others' and Amazon's snapshots, thousands of them, are not part of this fake: whoever asks has to say self. */
    Query<Snapshot> query(List<String> owners) {
        boolean own = !owners.isEmpty() && List.of("self", account.place.account()).containsAll(owners);
        if (!own) {
            throw new UnsupportedOperationException("the sandbox knows snapshots of the account's own only: ask for owner self");
        }
        return new Query<>(account.snapshots)
                .on("snapshot-id", Snapshot::snapshotId)
                .on("volume-id", Snapshot::volumeId)
                .on("status", Snapshot::stateAsString);
    }

    void delete(String id) {
        account.snapshots.require(id);
        account.snapshots.remove(id);
    }
}
