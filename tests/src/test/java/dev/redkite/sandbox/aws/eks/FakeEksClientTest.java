package dev.redkite.sandbox.aws.eks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.redkite.addons.StandingAddons;
import dev.redkite.cluster.StandingCluster;
import dev.redkite.contract.CompanyKeys;
import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AuthenticationMode;
import software.amazon.awssdk.services.eks.model.ClusterVersionInformation;
import software.amazon.awssdk.services.eks.model.CreateClusterRequest;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.NodegroupStatus;
import software.amazon.awssdk.services.sts.StsClient;

class FakeEksClientTest {

    private final StandingCluster standing = new StandingCluster();
    private final World world = standing.world();
    private final EksClient eks = world.client(EksClient.class);

    private static void refused(String code, String text, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, error ->
                assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code)).hasMessageContaining(text);
    }

    private CreateClusterRequest.Builder request() {
        return CreateClusterRequest.builder()
                .name("other")
                .version("1.35")
                .roleArn("arn:aws:iam::123456789012:role/redkite-demo-us-west-2-cluster")
                .accessConfig(access -> access.authenticationMode(AuthenticationMode.API))
                .resourcesVpcConfig(network -> network.subnetIds(StandingCluster.SUBNETS));
    }

    private void propagated() {
        standing.ensureRoles();
        world.clock().advance(Duration.ofMinutes(1));
    }

    @Test
    void refuses_a_role_that_does_not_exist() {
        refused("InvalidParameterException", "could not be assumed", () -> eks.createCluster(request().build()));
    }

    @Test
    void refuses_subnets_in_one_zone() {
        propagated();
        refused("InvalidParameterException", "at least two different AZs", () -> eks.createCluster(request()
                .resourcesVpcConfig(network -> network.subnetIds("subnet-0a1a0000000000001", "subnet-0a1a0000000000004"))
                .build()));
    }

    @Test
    void refuses_a_version_that_is_gone() {
        propagated();
        refused("InvalidParameterException", "unsupported Kubernetes version 1.26",
                () -> eks.createCluster(request().version("1.26").build()));
    }

    @Test
    void refuses_to_delete_a_cluster_that_still_has_nodes() {
        standing.ensureCluster();
        nodeGroup();
        refused("ResourceInUseException", "nodegroups attached",
                () -> eks.deleteCluster(request -> request.name("redkite-demo")));
    }

    private void nodeGroup() {
        eks.createNodegroup(request -> request.clusterName("redkite-demo").nodegroupName("n")
                .nodeRole("arn:aws:iam::123456789012:role/redkite-demo-us-west-2-node").subnets(StandingCluster.SUBNETS)
                .instanceTypes("m6i.large").amiType("AL2023_x86_64_STANDARD").diskSize(20)
                .scalingConfig(scaling -> scaling.minSize(1).desiredSize(1).maxSize(1)));
    }

    private String template(String name) {
        String id = world.client(Ec2Client.class).createLaunchTemplate(request -> request.launchTemplateName(name)
                        .launchTemplateData(data -> data.blockDeviceMappings(device -> device.deviceName("/dev/xvda").ebs(disk -> disk.volumeSize(20)))))
                .launchTemplate().launchTemplateId();
        world.clock().advance(Duration.ofMinutes(1));
        return id;
    }

    @Test
    void a_group_takes_no_launch_template_that_it_was_not_made_by() {
        StandingAddons.beforeNodes(standing);
        String first = template("first");
        String second = template("second");
        eks.createNodegroup(request -> request.clusterName("redkite-demo").nodegroupName("n")
                .nodeRole("arn:aws:iam::123456789012:role/redkite-demo-us-west-2-node").subnets(StandingCluster.SUBNETS)
                .instanceTypes("m6i.large").amiType("AL2023_x86_64_STANDARD").launchTemplate(given -> given.name("first"))
                .scalingConfig(scaling -> scaling.minSize(1).desiredSize(1).maxSize(1)));
        world.clock().advance(Duration.ofMinutes(10));

        refused("InvalidParameterException", "other than the one", () -> versionUpdate(second, "1"));
        refused("InvalidRequestException", "Could not find launch template version 7", () -> versionUpdate(first, "7"));
        versionUpdate(first, "1");
    }

    private void versionUpdate(String template, String version) {
        eks.updateNodegroupVersion(request -> request.clusterName("redkite-demo").nodegroupName("n")
                .launchTemplate(given -> given.id(template).version(version)));
    }

    @Test
    void nodes_without_a_pod_network_never_become_ready() {
        standing.ensureCluster();
        nodeGroup();
        world.clock().advance(Duration.ofMinutes(10));

        assertThat(eks.describeNodegroup(request -> request.clusterName("redkite-demo").nodegroupName("n"))
                .nodegroup().status()).isEqualTo(NodegroupStatus.CREATE_FAILED);
    }

    /** Of a node group in an account whose volumes are encrypted so. */
    private Nodegroup grown(String key, boolean everyVolume) {
        world.ec2().encryptVolumes(key, everyVolume);
        StandingAddons.beforeNodes(standing);
        nodeGroup();
        world.clock().advance(Duration.ofMinutes(10));
        return eks.describeNodegroup(request -> request.clusterName("redkite-demo").nodegroupName("n")).nodegroup();
    }

    @Test
    void no_node_starts_where_every_volume_is_encrypted_with_a_key_that_auto_scaling_may_not_use() {
        Nodegroup group = grown(world.kms().standing("alias/volumes", CompanyKeys.policy()), true);

        assertThat(group.status()).isEqualTo(NodegroupStatus.CREATE_FAILED);
        assertThat(group.health().issues()).singleElement().satisfies(issue ->
                assertThat(issue.message()).contains("Client error on launch"));
    }

    @Test
    void nodes_start_where_its_policy_names_auto_scaling() {
        assertThat(grown(world.kms().standing("alias/volumes", CompanyKeys.policy(CompanyKeys.SCALING)), true).status())
                .isEqualTo(NodegroupStatus.ACTIVE);
    }

    @Test
    void a_key_that_is_only_the_default_is_none_of_the_nodes() {
        assertThat(grown(world.kms().standing("alias/volumes", CompanyKeys.policy()), false).status()).isEqualTo(NodegroupStatus.ACTIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.0.128/27", "172.31.0.0/16", "192.168.0.0/24", "203.0.113.0/24"})
    void refuses_ranges_from_which_nobody_comes_over_the_internet(String range) {
        propagated();
        refused("InvalidParameterException", "The following CIDRs are not allowed in publicAccessCidrs: [" + range + "]", () -> eks.createCluster(
                request().resourcesVpcConfig(network -> network.subnetIds(StandingCluster.SUBNETS).publicAccessCidrs("0.0.0.0/0", range)).build()));
    }

    @Test
    void refuses_work_on_a_cluster_that_is_being_made() {
        propagated();
        eks.createCluster(request().build());
        refused("InvalidRequestException", "not in ACTIVE status",
                () -> eks.createAddon(request -> request.clusterName("other").addonName("coredns")));
    }

    @Test
    void refuses_an_add_on_version_of_another_kubernetes() {
        standing.ensureCluster();
        refused("InvalidParameterException", "not supported", () -> eks.createAddon(request -> request
                .clusterName("redkite-demo").addonName("kube-proxy").addonVersion("v1.33.0-eksbuild.4")));
    }

    @Test
    void refuses_two_kinds_of_change_at_once() {
        standing.ensureCluster();
        refused("InvalidParameterException", "Only one type of update", () -> eks.updateClusterConfig(request -> request
                .name("redkite-demo")
                .logging(logging -> logging.clusterLogging(setup -> setup.typesWithStrings("api").enabled(true)))
                .resourcesVpcConfig(network -> network.endpointPublicAccess(true))));
    }

    @Test
    void lists_the_versions_with_their_support_of_today() {
        assertThat(eks.describeClusterVersions(request -> {}).clusterVersions())
                .extracting(ClusterVersionInformation::clusterVersion, ClusterVersionInformation::versionStatusAsString)
                .contains(tuple("1.33", "EXTENDED_SUPPORT"),
                        tuple("1.35", "STANDARD_SUPPORT"));
    }

    @Test
    void tells_when_a_cluster_becomes_active_and_when_it_is_gone() {
        List<String> told = new ArrayList<>();
        world.eks().whenClusterActive(name -> told.add("active " + name));
        world.eks().whenClusterGone(name -> told.add("gone " + name));
        propagated();
        eks.createCluster(request().build());
        world.clock().advance(Duration.ofMinutes(20));
        eks.deleteCluster(request -> request.name("other"));
        world.clock().advance(Duration.ofMinutes(20));

        assertThat(told).containsExactly("active other", "gone other");
    }

    @Test
    void keeps_the_groups_of_an_access_entry_but_those_of_kubernetes_own() {
        standing.ensureCluster();
        String principal = "arn:aws:iam::123456789012:role/somebody";

        refused("InvalidParameterException", "system:masters is invalid", () -> eks.createAccessEntry(request -> request
                .clusterName("redkite-demo").principalArn(principal).kubernetesGroups("guests", "system:masters")));
        assertThat(eks.createAccessEntry(request -> request.clusterName("redkite-demo").principalArn(principal).kubernetesGroups("guests"))
                .accessEntry().kubernetesGroups()).containsExactly("guests");
    }

    @Test
    void says_who_is_asking() {
        assertThat(world.client(StsClient.class).getCallerIdentity().account()).isEqualTo("123456789012");
    }
}
