package dev.redkite.sandbox.cluster;

import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.ec2.FakeEc2Client;
import dev.redkite.sandbox.kubernetes.CloudVolumes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What the EBS CSI driver of one cluster does in EC2. */
final class EbsVolumes implements CloudVolumes {

    private static final long GIBIBYTE = 1L << 30;

    private final FakeEc2Client ec2;
    private final BooleanSupplier driverActive;
    private final Predicate<String> mayUse;
    private final Map<String, String> idsByName = new HashMap<>();

    /**
     * @param driverActive whether the add-on runs now
     * @param mayUse       whether the driver's role may use that key
     */
    EbsVolumes(FakeEc2Client ec2, BooleanSupplier driverActive, Predicate<String> mayUse) {
        this.mayUse = mayUse;
        this.ec2 = ec2;
        this.driverActive = driverActive;
    }

    @Override
    public boolean driverActive(Instant at) {
        return driverActive.getAsBoolean();
    }

    /** Under a key that the driver may not lend to EBS no volume comes about, and the claim stays Pending. */
    @Override
    public Optional<String> ensure(VolumeRequest request, Instant at) {
        boolean encrypted = ec2.encryptsEveryVolume() || Boolean.parseBoolean(request.parameters().get("encrypted"));
        if (encrypted && ec2.findVolumeKey().filter(mayUse.negate()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(idsByName.computeIfAbsent(request.name(), _ -> created(request)));
    }

    @Override
    public Supplier<?> whereabouts(List<String> volumeIds) {
        return new Remembered<>(ec2::volumeChanges, () -> ec2.attachments(volumeIds));
    }

    @Override
    public void attach(String volumeId, Optional<String> instanceId, Instant at) {
        instanceId.ifPresentOrElse(id -> ec2.attachVolume(volumeId, id), () -> ec2.detachVolume(volumeId));
    }

    /** Without a client token: the driver's is the claim's identifier, which here is unique within one cluster only. */
    private String created(VolumeRequest request) {
        List<Tag> tags = request.tags().entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        return ec2.createVolume(CreateVolumeRequest.builder()
                        .availabilityZone(request.zone())
                        .size((int) Math.ceilDiv(request.bytes(), GIBIBYTE))
                        .volumeType(request.parameters().getOrDefault("type", "gp3"))
                        .encrypted(Boolean.valueOf(request.parameters().getOrDefault("encrypted", "false")))
                        .tagSpecifications(TagSpecification.builder().resourceType(ResourceType.VOLUME).tags(tags).build())
                        .build())
                .volumeId();
    }

    @Override
    public boolean remove(String volumeId, Instant at) {
        DeleteVolumeRequest request = DeleteVolumeRequest.builder().volumeId(volumeId).build();
        boolean let = Errors.unless("VolumeInUse", () -> Errors.unless("InvalidVolume.NotFound", () -> ec2.deleteVolume(request))).isPresent();
        if (let) {
            idsByName.values().remove(volumeId);
        }
        return let;
    }
}
