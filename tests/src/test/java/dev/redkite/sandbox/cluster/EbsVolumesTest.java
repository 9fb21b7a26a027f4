package dev.redkite.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.kubernetes.CloudVolumes.VolumeRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeState;

class EbsVolumesTest {

    private static final String SUBNET = "subnet-0a1a0000000000001";

    private final World world = World.standing();
    private final Ec2Client ec2 = world.client(Ec2Client.class);
    private final EbsVolumes volumes = new EbsVolumes(world.ec2(), () -> true, _ -> true);

    private String made() {
        String id = volumes.ensure(new VolumeRequest("pvc-1", "us-west-2a", 10L << 30, Map.of("type", "gp3"),
                Map.of("kubernetes.io/cluster/demo", "owned", "redkite:environment", "demo")), world.now()).orElseThrow();
        world.clock().advance(Duration.ofMinutes(1));
        return id;
    }

    private List<Volume> found(String filter, String value) {
        return ec2.describeVolumes(request -> request.filters(wanted -> wanted.name(filter).values(value))).volumes();
    }

    @Test
    void a_disk_is_found_by_its_tags_and_its_status() {
        made();

        assertThat(found("tag:redkite:environment", "demo")).hasSize(1);
        assertThat(found("tag-key", "kubernetes.io/cluster/demo")).hasSize(1);
        assertThat(found("status", "available")).hasSize(1);
        assertThat(found("status", "in-use")).isEmpty();
    }

    @Test
    void a_disk_on_a_machine_stays_until_the_machine_is_gone() {
        String id = made();
        String machine = world.ec2().launch(SUBNET, List.of(), "m6i.large", "arn:profile", ResponseLaunchTemplateData.builder().build(), Map.of()).instanceId();
        volumes.attach(id, Optional.of(machine), world.now());

        assertThat(volumes.remove(id, world.now())).isFalse();
        assertThatThrownBy(() -> ec2.deleteVolume(request -> request.volumeId(id))).hasMessageContaining("attached to " + machine);

        world.ec2().terminate(machine);
        assertThat(found("status", "available")).extracting(Volume::state).containsExactly(VolumeState.AVAILABLE);
        assertThat(volumes.remove(id, world.now())).isTrue();
        assertThat(found("tag:redkite:environment", "demo")).isEmpty();
    }

    @Test
    void a_disk_that_somebody_deleted_is_gone() {
        String id = made();
        ec2.deleteVolume(request -> request.volumeId(id));

        assertThat(volumes.remove(id, world.now())).isTrue();
    }

    private Optional<String> encrypted(EbsVolumes driver, String encrypted) {
        return driver.ensure(new VolumeRequest("pvc-2", "us-west-2a", 10L << 30, Map.of("type", "gp3", "encrypted", encrypted), Map.of()), world.now());
    }

    @Test
    void under_a_key_that_the_driver_may_not_lend_no_encrypted_disk_comes_about() {
        String key = world.kms().standing("alias/volumes");
        world.ec2().encryptVolumes(key, false);
        EbsVolumes kept = new EbsVolumes(world.ec2(), () -> true, asked -> !asked.equals(key));

        assertThat(encrypted(kept, "true")).isEmpty();
        assertThat(encrypted(volumes, "true")).isPresent();
        assertThat(encrypted(kept, "false")).isPresent();
    }

    @Test
    void where_every_disk_is_encrypted_one_that_asks_for_nothing_needs_the_key_too() {
        String key = world.kms().standing("alias/volumes");
        world.ec2().encryptVolumes(key, true);

        assertThat(encrypted(new EbsVolumes(world.ec2(), () -> true, asked -> !asked.equals(key)), "false")).isEmpty();
    }
}
