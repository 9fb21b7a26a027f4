package dev.redkite.sandbox.aws.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.*;

/** EBS volumes, as the CSI driver makes and removes them, and disks of instances. */
final class Volumes {

    private final Ec2Account account;
    private final Map<String, Instant> ready = new TreeMap<>();

    Volumes(Ec2Account account) {
        this.account = account;
    }

    Volume create(CreateVolumeRequest request) {
        return account.once(request.clientToken(), request, () -> newVolume(request));
    }

    private Volume newVolume(CreateVolumeRequest request) {
        if (request.size() == null || request.size() < 1 || request.size() > 16384) {
            throw Refusal.parameter("Volume of %sGiB is invalid; gp3 has 1 to 16384.".formatted(request.size()));
        }
        boolean zoneKnown = new Subnets(account).zones().stream().anyMatch(zone -> zone.zoneName().equals(request.availabilityZone()));
        if (!zoneKnown) {
            throw Refusal.of("InvalidZone.NotFound", "The zone '%s' does not exist.".formatted(request.availabilityZone()));
        }
        Volume volume = Volume.builder()
                .volumeId(account.volumes.newId())
                .availabilityZone(request.availabilityZone())
                .size(request.size())
                .volumeType(request.volumeType() == null ? VolumeType.GP2 : request.volumeType())
                .encrypted(Boolean.TRUE.equals(request.encrypted()))
                .createTime(account.place.now())
                .tags(Tags.atCreation(request.tagSpecifications(), "volume"))
                .build();
        ready.put(volume.volumeId(), account.place.now().plus(account.place.durations().create("ebsVolume")));
        account.volumes.add(volume.volumeId(), volume, account.propagation);
        return describe(volume);
    }

    /** A disk that an instance is launched with. */
    void addOf(Instance instance, LaunchTemplateEbsBlockDevice disk, List<Tag> tags) {
        String id = account.volumes.newId();
        account.volumes.add(id, Volume.builder()
                .volumeId(id)
                .availabilityZone(instance.placement().availabilityZone())
                .size(disk.volumeSize())
                .volumeType(disk.volumeType())
                .encrypted(Boolean.TRUE.equals(disk.encrypted()) || account.everyVolumeEncrypted)
                .createTime(account.place.now())
                .state(VolumeState.IN_USE)
                .attachments(VolumeAttachment.builder().volumeId(id).instanceId(instance.instanceId())
                        .deleteOnTermination(disk.deleteOnTermination()).state(VolumeAttachmentState.ATTACHED).build())
                .tags(tags)
                .build(), Duration.ZERO);
    }

    private Volume describe(Volume volume) {
        if (volume.state() != null) {
            return volume;
        }
        boolean creating = account.place.now().isBefore(ready.get(volume.volumeId()));
        return volume.toBuilder().state(creating ? VolumeState.CREATING : VolumeState.AVAILABLE).build();
    }

    /** Of one that is gone there is nothing to attach. */
    void attach(String id, String instanceId) {
        Volume volume = account.volumes.rows().get(id);
        List<VolumeAttachment> wanted = List.of(VolumeAttachment.builder()
                .volumeId(id).instanceId(instanceId).state(VolumeAttachmentState.ATTACHED).build());
        if (volume != null && !(volume.state() == VolumeState.IN_USE && volume.attachments().equals(wanted))) {
            account.volumes.change(id, volume.toBuilder().state(VolumeState.IN_USE).attachments(wanted).build());
        }
    }

    List<VolumeAttachment> attachments(String id) {
        Volume volume = account.volumes.rows().get(id);
        return volume == null ? List.of() : volume.attachments();
    }

    void detach(String id) {
        Volume volume = account.volumes.rows().get(id);
        if (volume != null && !volume.attachments().isEmpty()) {
            account.volumes.change(id, volume.toBuilder().state(VolumeState.AVAILABLE).attachments(List.of()).build());
        }
    }

    void freeFrom(String instanceId) {
        account.volumes.all().stream()
                .filter(volume -> volume.attachments().stream().anyMatch(one -> one.instanceId().equals(instanceId)))
                .forEach(this::free);
    }

    /** An instance's own disk goes with it. */
    private void free(Volume volume) {
        if (Boolean.TRUE.equals(volume.attachments().getFirst().deleteOnTermination())) {
            account.volumes.remove(volume.volumeId());
        } else {
            detach(volume.volumeId());
        }
    }

    Query<Volume> query() {
        return new Query<>(account.volumes)
                .seenAs(this::describe)
                .on("volume-id", Volume::volumeId)
                .on("availability-zone", Volume::availabilityZone)
                .on("status", Volume::stateAsString)
                .onAny("attachment.instance-id", volume -> volume.attachments().stream().map(VolumeAttachment::instanceId));
    }

    void delete(String id) {
        if (describe(account.volumes.require(id)).state() == VolumeState.IN_USE) {
            throw Refusal.of("VolumeInUse", "Volume %s is currently attached to %s"
                    .formatted(id, account.volumes.require(id).attachments().getFirst().instanceId()));
        }
        account.volumes.remove(id);
    }
}
