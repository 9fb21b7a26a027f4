package dev.redkite.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Observation.Ready;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsResponse;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/** What a launch template says of the nodes that it launches. */
class LaunchTemplatesTest {

    private static final Nodegroup GROUP = Nodegroup.builder().launchTemplate(template -> template.id("lt-0a1b2c3d4e5f60718").version("1")).build();
    private static final Nodegroup WITHOUT = Nodegroup.builder().diskSize(80).build();

    private final World world = World.standing();
    private final Ec2Client ec2 = world.client(Ec2Client.class);
    private final LaunchTemplates templates = new LaunchTemplates(ec2);

    private LaunchTemplates saying(ResponseLaunchTemplateData.Builder data) {
        world.intercept((call, service) -> call.request() instanceof DescribeLaunchTemplateVersionsRequest
                ? DescribeLaunchTemplateVersionsResponse.builder().launchTemplateVersions(version -> version.launchTemplateData(data.build())).build()
                : service.get());
        return new LaunchTemplates(ec2);
    }

    private boolean open(String tokens, Integer hops) {
        return saying(ResponseLaunchTemplateData.builder().metadataOptions(options -> options.httpTokens(tokens).httpPutResponseHopLimit(hops)))
                .openMetadata(GROUP);
    }

    @Test
    void pods_are_kept_from_the_metadata_service_by_tokens_and_one_hop_together() {
        assertThat(open("required", 1)).isFalse();
        assertThat(open("optional", 1)).isTrue();
        assertThat(open("required", 2)).isTrue();
        assertThat(saying(ResponseLaunchTemplateData.builder()).openMetadata(GROUP)).isTrue();
    }

    @Test
    void what_no_template_says_is_not_called_open() {
        assertThat(templates.openMetadata(WITHOUT)).isFalse();
        assertThat(templates.openMetadata(GROUP)).as("of a template that is deleted").isFalse();
    }

    @Test
    void a_disk_is_the_root_devices() {
        assertThat(saying(ResponseLaunchTemplateData.builder().blockDeviceMappings(
                device -> device.deviceName("/dev/sdb").ebs(disk -> disk.volumeSize(500)),
                device -> device.deviceName("/dev/xvda").ebs(disk -> disk.volumeSize(100)))).findDisk(GROUP)).contains(100);
        assertThat(saying(ResponseLaunchTemplateData.builder()).findDisk(GROUP)).isEmpty();
    }

    @Test
    void a_disk_without_a_template_is_the_groups() {
        assertThat(templates.findDisk(WITHOUT)).isEqualTo(Optional.of(80));
        assertThat(templates.findDisk(GROUP)).as("of a template that is deleted").isEmpty();
    }

    @Test
    void what_a_version_says_is_asked_once() {
        LaunchTemplates asked = saying(ResponseLaunchTemplateData.builder().blockDeviceMappings(
                device -> device.deviceName("/dev/xvda").ebs(disk -> disk.volumeSize(100))));

        assertThat(asked.findDisk(GROUP)).contains(100);
        assertThat(asked.findNewest(LaunchTemplate.builder().launchTemplateId("lt-0a1b2c3d4e5f60718").latestVersionNumber(1L).build())).isPresent();
        assertThat(world.calls()).hasSize(1);
        assertThat(asked.findNewest(LaunchTemplate.builder().launchTemplateId("lt-0a1b2c3d4e5f60718").latestVersionNumber(2L).build())).isPresent();
        assertThat(world.calls()).hasSize(2);
    }

    /** A list may lag. */
    @Test
    void a_template_is_known_by_the_answer_that_made_it() {
        NodeGroupSpec wanted = new NodeGroupSpec(new Names("demo", 1, "123456789012", "us-west-2"), new Ownership("demo", 1, Map.of()),
                "1.35", "arn:role", List.of(), new Plan.Nodes("m6i.2xlarge", 3, 100, "test"));

        assertThat(new LaunchTemplateStage(ec2, templates).made(wanted)).isInstanceOf(Ready.class);
        assertThat(world.calls()).extracting(Object::toString).containsExactly("Ec2:CreateLaunchTemplate");
    }
}
