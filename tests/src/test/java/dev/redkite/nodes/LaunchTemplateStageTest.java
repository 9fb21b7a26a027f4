package dev.redkite.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.addons.StandingAddons;
import dev.redkite.cluster.StandingCluster;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.StageBroken;
import dev.redkite.network.Ec2Tags;
import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMappingRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/** What the nodes are launched by, and what becomes of it when tags change. */
class LaunchTemplateStageTest {

    private static final String NAME = "redkite-demo-milvus";
    private static final String NODE_ROLE = "arn:aws:iam::123456789012:role/redkite-demo-us-west-2-node";

    private final StandingCluster standing = new StandingCluster();
    private final World world = standing.world();
    private final Ec2Client ec2 = world.client(Ec2Client.class);
    private final EksClient eks = world.client(EksClient.class);
    private final NodesStage stage = new NodesStage(eks, ec2);

    @BeforeEach
    void cluster() {
        StandingAddons.beforeNodes(standing);
    }

    private NodeGroupSpec wanted(Map<String, String> tags, String version, int disk) {
        return new NodeGroupSpec(standing.names(), new Ownership("demo", 1, tags), version, NODE_ROLE, StandingCluster.SUBNETS,
                new Plan.Nodes("m6i.2xlarge", 3, disk, "test"));
    }

    private NodeGroupSpec tagged(String team) {
        return wanted(Map.of("team", team), "1.35", 100);
    }

    private List<Instance> instances() {
        return ec2.describeInstances(request -> request.filters(Filter.builder().name("instance-state-name").values("running").build()))
                .reservations().stream().flatMap(reservation -> reservation.instances().stream()).toList();
    }

    private List<Volume> disks() {
        return ec2.describeVolumes(request -> request.filters(filter("attachment.instance-id",
                instances().stream().map(Instance::instanceId).toArray(String[]::new)))).volumes();
    }

    private static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    /** Of instances, disks and the interfaces that came with the instances. */
    private List<Map<String, String>> tags() {
        Stream<List<Tag>> cards = ec2.describeNetworkInterfaces(request -> request.filters(filter("tag:redkite:environment", "demo")))
                .networkInterfaces().stream().map(card -> card.tagSet());
        return Stream.of(instances().stream().map(Instance::tags), disks().stream().map(Volume::tags), cards)
                .flatMap(each -> each).map(Ec2Tags::map).toList();
    }

    private Nodegroup group() {
        return eks.describeNodegroup(request -> request.clusterName("redkite-demo").nodegroupName("milvus")).nodegroup();
    }

    private LaunchTemplateVersion newest() {
        return ec2.describeLaunchTemplateVersions(request -> request.launchTemplateName(NAME).versions("$Latest"))
                .launchTemplateVersions().getFirst();
    }

    @Test
    void every_instance_its_disk_and_its_interface_carry_the_tags_from_the_first_moment() {
        standing.done(stage, tagged("search"));

        assertThat(tags()).hasSize(9).allSatisfy(tags -> assertThat(tags)
                .containsEntry("team", "search").containsEntry("redkite:environment", "demo").containsEntry("redkite:generation", "1"));
        assertThat(world.takeChanges()).contains("Ec2:CreateLaunchTemplate").doesNotContain("Ec2:CreateTags");
    }

    @Test
    void disks_are_encrypted_gp3_of_the_planned_size_and_the_metadata_service_answers_the_node_alone() {
        standing.done(stage, tagged("search"));

        assertThat(disks()).hasSize(3).allSatisfy(disk -> {
            assertThat(disk.size()).isEqualTo(100);
            assertThat(disk.volumeTypeAsString()).isEqualTo("gp3");
            assertThat(disk.encrypted()).isTrue();
        });
        assertThat(metadata()).containsExactly("required 1", "required 1", "required 1");
        assertThat(newest().launchTemplateData().metadataOptions().httpTokensAsString()).isEqualTo("required");
        assertThat(newest().launchTemplateData().metadataOptions().httpPutResponseHopLimit()).isEqualTo(1);
    }

    @Test
    void nodes_come_where_the_account_shows_instances_their_own_tags_by_default() {
        world.ec2().showTagsInMetadata();

        standing.done(stage, tagged("search"));

        assertThat(instances()).hasSize(3).extracting(instance -> instance.metadataOptions().instanceMetadataTagsAsString()).containsOnly("disabled");
        assertThat(newest().launchTemplateData().metadataOptions().httpEndpointAsString()).isEqualTo("enabled");
    }

    /** Of each instance whether tokens are required, and over how many hops the service answers. */
    private List<String> metadata() {
        return instances().stream().map(Instance::metadataOptions)
                .map(options -> options.httpTokensAsString() + " " + options.httpPutResponseHopLimit()).toList();
    }

    /** Until decision 0036 templates let answers go two hops. */
    private void launchedByAnEarlierTemplate() {
        standing.done(stage, tagged("search"));
        ec2.createLaunchTemplateVersion(request -> request.launchTemplateName(NAME).launchTemplateData(data -> data
                .blockDeviceMappings(newest().launchTemplateData().blockDeviceMappings().stream().map(device ->
                        LaunchTemplateBlockDeviceMappingRequest.builder().deviceName(device.deviceName()).ebs(disk -> disk
                                .volumeSize(device.ebs().volumeSize()).volumeType(device.ebs().volumeType()).encrypted(true)).build()).toList())
                .tagSpecifications(newest().launchTemplateData().tagSpecifications().stream().map(tags ->
                        LaunchTemplateTagSpecificationRequest.builder().resourceType(tags.resourceType()).tags(tags.tags()).build()).toList())
                .metadataOptions(options -> options.httpTokens("required").httpPutResponseHopLimit(2))));
        instances().forEach(instance -> ec2.modifyInstanceMetadataOptions(request -> request
                .instanceId(instance.instanceId()).httpTokens("required").httpPutResponseHopLimit(2)));
        world.takeChanges();
    }

    @Test
    void nodes_that_answered_pods_are_closed_as_they_run_and_none_is_replaced() {
        launchedByAnEarlierTemplate();
        List<String> before = instances().stream().map(Instance::instanceId).toList();

        standing.done(stage, tagged("search"));

        assertThat(metadata()).containsExactly("required 1", "required 1", "required 1");
        assertThat(instances()).extracting(Instance::instanceId).isEqualTo(before);
        assertThat(world.takeChanges()).containsExactly("Ec2:CreateLaunchTemplateVersion", "Ec2:ModifyInstanceMetadataOptions",
                "Ec2:ModifyInstanceMetadataOptions", "Ec2:ModifyInstanceMetadataOptions");
        assertThat(newest().launchTemplateData().metadataOptions().httpPutResponseHopLimit()).isEqualTo(1);
        assertThat(group().launchTemplate().version()).isEqualTo("1");
    }

    @Test
    void a_node_that_is_terminated_while_it_is_being_closed_stops_nobody() {
        launchedByAnEarlierTemplate();
        String gone = instances().getFirst().instanceId();
        world.intercept((call, service) -> {
            if (call.toString().equals("Ec2:ModifyInstanceMetadataOptions") && instances().stream().anyMatch(each -> each.instanceId().equals(gone))) {
                world.ec2().terminate(gone);
                world.clock().advance(Duration.ofHours(2));
            }
            return service.get();
        });

        standing.done(stage, tagged("search"));

        assertThat(metadata()).allMatch("required 1"::equals);
    }

    /** It is being terminated for a minute or more before EC2 knows nothing of it. */
    @Test
    void a_node_that_begins_to_shut_down_while_it_is_being_closed_stops_nobody() {
        launchedByAnEarlierTemplate();
        String going = instances().getFirst().instanceId();
        world.intercept((call, service) -> {
            if (call.toString().equals("Ec2:ModifyInstanceMetadataOptions") && instances().stream().anyMatch(each -> each.instanceId().equals(going))) {
                world.ec2().terminate(going);
            }
            return service.get();
        });

        standing.done(stage, tagged("search"));

        assertThat(metadata()).allMatch("required 1"::equals);
    }

    @Test
    void a_node_whose_metadata_service_is_off_answers_nobody_and_is_left_alone() {
        launchedByAnEarlierTemplate();
        instances().forEach(instance -> ec2.modifyInstanceMetadataOptions(request -> request.instanceId(instance.instanceId()).httpEndpoint("disabled")));
        world.takeChanges();

        standing.done(stage, tagged("search"));

        assertThat(world.takeChanges()).containsExactly("Ec2:CreateLaunchTemplateVersion");
    }

    @Test
    void another_tag_is_put_on_what_runs_and_replaces_no_node() {
        standing.done(stage, tagged("search"));
        List<Instance> before = instances();
        world.takeChanges();

        standing.done(stage, tagged("ranking"));

        assertThat(tags()).hasSize(9).allSatisfy(tags -> assertThat(tags).containsEntry("team", "ranking"));
        assertThat(instances()).extracting(Instance::instanceId).isEqualTo(before.stream().map(Instance::instanceId).toList());
        assertThat(world.takeChanges()).containsOnly("Ec2:CreateTags", "Ec2:CreateLaunchTemplateVersion", "Eks:TagResource");
        assertThat(group().launchTemplate().version()).isEqualTo("1");
        assertThat(newest().versionNumber()).isEqualTo(2);
    }

    @Test
    void what_is_as_wanted_is_not_changed() {
        standing.done(stage, tagged("search"));
        world.takeChanges();

        standing.done(stage, tagged("search"));

        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void another_version_of_kubernetes_takes_the_newest_template_along() {
        standing.done(stage, wanted(Map.of("team", "search"), "1.35", 100));
        standing.done(stage, wanted(Map.of("team", "ranking"), "1.35", 100));
        eks.updateClusterVersion(request -> request.name("redkite-demo").version("1.36"));
        world.clock().advance(Duration.ofHours(1));

        standing.done(stage, wanted(Map.of("team", "ranking"), "1.36", 100));

        assertThat(group().launchTemplate().version()).isEqualTo("2");
    }

    @Test
    void another_disk_is_said_and_nothing_is_replaced() {
        standing.done(stage, tagged("search"));

        assertThatThrownBy(() -> standing.done(stage, wanted(Map.of("team", "search"), "1.35", 200)))
                .isInstanceOf(StageBroken.class).hasMessageContaining("nodes are m6i.2xlarge with 100 GiB, wanted m6i.2xlarge with 200 GiB");
        assertThat(disks()).hasSize(3).allSatisfy(disk -> assertThat(disk.size()).isEqualTo(100));
    }

    @Test
    void a_group_from_before_launch_templates_stays_as_it_was_made() {
        eks.createNodegroup(request -> request.clusterName("redkite-demo").nodegroupName("milvus").nodeRole(NODE_ROLE)
                .subnets(StandingCluster.SUBNETS).instanceTypes("m6i.2xlarge").amiType("AL2023_x86_64_STANDARD").diskSize(100)
                .scalingConfig(scaling -> scaling.minSize(3).desiredSize(3).maxSize(3)).labels(Map.of("role", "milvus"))
                .version("1.35").tags(standing.ownership().tags()));
        world.clock().advance(Duration.ofMinutes(10));
        List<Instance> before = instances();
        world.takeChanges();

        standing.done(stage, tagged("ranking"));
        eks.updateClusterVersion(request -> request.name("redkite-demo").version("1.36"));
        world.clock().advance(Duration.ofHours(1));
        standing.done(stage, wanted(Map.of("team", "ranking"), "1.36", 100));

        assertThat(instances()).isEqualTo(before);
        assertThat(group().launchTemplate()).isNull();
        assertThat(world.takeChanges()).doesNotContain("Eks:DeleteNodegroup", "Eks:CreateNodegroup");
    }

    @Test
    void a_template_that_somebody_has_deleted_is_made_again_and_the_group_left_alone() {
        standing.done(stage, tagged("search"));
        ec2.deleteLaunchTemplate(request -> request.launchTemplateName(NAME));
        world.takeChanges();

        standing.done(stage, tagged("search"));
        eks.updateClusterVersion(request -> request.name("redkite-demo").version("1.36"));
        world.clock().advance(Duration.ofHours(1));
        standing.done(stage, wanted(Map.of("team", "search"), "1.36", 100));

        assertThat(world.takeChanges()).containsExactly("Ec2:CreateLaunchTemplate", "Eks:UpdateClusterVersion", "Eks:UpdateNodegroupVersion");
        assertThat(group().launchTemplate().id()).isNotEqualTo(newest().launchTemplateId());
    }

    @Test
    void a_template_of_that_name_that_is_somebody_elses_is_neither_used_nor_removed() {
        String theirs = world.ec2().addLaunchTemplate(NAME, Map.of("team", "payments"));

        assertThatThrownBy(() -> stage.ensure(tagged("search"))).isInstanceOf(NotOurs.class).hasMessageContaining(NAME);
        assertThatThrownBy(() -> stage.retire(standing.identity())).isInstanceOf(NotOurs.class);
        assertThat(world.ec2().inventory()).containsKey("ec2:launch-template/" + theirs);
    }

    @Test
    void the_template_goes_after_the_group() {
        standing.done(stage, tagged("search"));
        world.takeChanges();

        standing.gone(stage, standing.identity());

        assertThat(world.takeChanges()).containsExactly("Eks:DeleteNodegroup", "Ec2:DeleteLaunchTemplate");
        assertThat(world.ec2().inventory()).noneSatisfy((thing, tags) -> {
            assertThat(thing).matches("ec2:(launch-template|instance|volume)/.*");
            assertThat(tags).containsEntry("redkite:environment", "demo");
        });
    }
}
