package dev.redkite.sandbox.aws.eks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.addons.StandingAddons;
import dev.redkite.cluster.StandingCluster;
import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AuthenticationMode;
import software.amazon.awssdk.services.eks.model.ClusterStatus;
import software.amazon.awssdk.services.eks.model.CreateClusterRequest;
import software.amazon.awssdk.services.iam.IamClient;

/** How a cluster and its nodes end, and what they leave. */
class FakeEksClientDeletionTest {

    private static final String CLUSTER = "redkite-demo";
    private static final String NODE_ROLE = "redkite-demo-us-west-2-node";

    private final StandingCluster standing = new StandingCluster();
    private final World world = standing.world();
    private final EksClient eks = world.client(EksClient.class);
    private final Ec2Client ec2 = world.client(Ec2Client.class);
    private final IamClient iam = world.client(IamClient.class);

    @BeforeEach
    void standing() {
        StandingAddons.beforeNodes(standing);
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, error ->
                assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    private void createNodes() {
        eks.createNodegroup(request -> request.clusterName(CLUSTER).nodegroupName("n")
                .nodeRole("arn:aws:iam::123456789012:role/" + NODE_ROLE).subnets(StandingCluster.SUBNETS)
                .instanceTypes("m6i.large").amiType("AL2023_x86_64_STANDARD").diskSize(20)
                .scalingConfig(scaling -> scaling.minSize(2).desiredSize(2).maxSize(2)));
    }

    private void nodes() {
        createNodes();
        world.clock().advance(Duration.ofMinutes(10));
    }

    private void deleteNodes() {
        eks.deleteNodegroup(request -> request.clusterName(CLUSTER).nodegroupName("n"));
    }

    private void deleteCluster() {
        eks.deleteCluster(request -> request.name(CLUSTER));
    }

    private void pass(String deletion) {
        world.clock().advance(world.place().durations().delete(deletion));
    }

    private static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    private List<Instance> instances(Filter... filters) {
        return ec2.describeInstances(request -> request.filters(filters)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream()).toList();
    }

    private List<NetworkInterface> podInterfaces() {
        return ec2.describeNetworkInterfaces(request -> request.filters(
                filter("description", "aws-K8S-i-*"), filter("tag:cluster.k8s.amazonaws.com/name", CLUSTER))).networkInterfaces();
    }

    private String clusterGroup() {
        return ec2.describeSecurityGroups(request -> request.filters(filter("tag:aws:eks:cluster-name", CLUSTER)))
                .securityGroups().getFirst().groupId();
    }

    /** The brokers' group lets the cluster's in, and so names it. */
    private void closeBrokers() {
        ec2.describeSecurityGroupRules(request -> {}).securityGroupRules().stream()
                .filter(rule -> rule.referencedGroupInfo() != null)
                .forEach(rule -> ec2.revokeSecurityGroupIngress(request ->
                        request.groupId(rule.groupId()).securityGroupRuleIds(rule.securityGroupRuleId())));
    }

    private boolean clusterGroupStands() {
        return !ec2.describeSecurityGroups(request -> request.filters(filter("tag:aws:eks:cluster-name", CLUSTER)))
                .securityGroups().isEmpty();
    }

    @Test
    void nodes_are_instances_of_a_launch_template_and_an_instance_profile_that_carry_eks_tags() {
        nodes();

        assertThat(instances(filter("tag:eks:nodegroup-name", "n"), filter("instance-state-name", "running"))).hasSize(2);
        assertThat(ec2.describeLaunchTemplates(request -> request.filters(filter("tag:eks:cluster-name", CLUSTER)))
                .launchTemplates()).singleElement().satisfies(template ->
                        assertThat(template.tags()).contains(Tag.builder().key("eks:nodegroup-name").value("n").build()));
        assertThat(iam.listInstanceProfilesForRole(request -> request.roleName(NODE_ROLE)).instanceProfiles()).hasSize(1);
        assertThat(podInterfaces()).hasSize(2);
    }

    @Test
    void a_role_of_nodes_cannot_be_deleted_before_them() {
        nodes();
        iam.listAttachedRolePolicies(request -> request.roleName(NODE_ROLE)).attachedPolicies().forEach(policy ->
                iam.detachRolePolicy(request -> request.roleName(NODE_ROLE).policyArn(policy.policyArn())));
        refused("DeleteConflict", () -> iam.deleteRole(request -> request.roleName(NODE_ROLE)));

        deleteNodes();
        pass("managedNodeGroup");
        iam.deleteRole(request -> request.roleName(NODE_ROLE));
    }

    @Test
    void a_node_group_that_is_being_made_cannot_be_deleted() {
        createNodes();
        refused("ResourceInUseException", this::deleteNodes);
    }

    @Test
    void nodes_are_lost_to_pods_at_once_and_hold_what_they_hold_until_their_group_is_gone() {
        nodes();
        deleteNodes();

        assertThat(world.eks().nodes(CLUSTER)).isEmpty();
        assertThat(instances(filter("instance-state-name", "shutting-down"))).hasSize(2);
        assertThat(podInterfaces()).allMatch(card -> card.status() == NetworkInterfaceStatus.IN_USE);
    }

    @Test
    void the_last_nodes_are_lost_to_pods_and_run_on_while_a_budget_keeps_what_has_nowhere_to_go() {
        nodes();
        eks.updateNodegroupConfig(request -> request.clusterName(CLUSTER).nodegroupName("n")
                .scalingConfig(scaling -> scaling.minSize(0).desiredSize(0).maxSize(2)));
        world.clock().advance(world.place().durations().create("managedNodeGroup"));

        assertThat(world.eks().nodes(CLUSTER)).isEmpty();
        assertThat(instances(filter("instance-state-name", "running"))).hasSize(2);

        pass("lastNodes");
        assertThat(instances(filter("instance-state-name", "terminated"))).hasSize(2);
    }

    @Test
    void terminated_instances_are_shown_for_an_hour() {
        nodes();
        deleteNodes();
        pass("managedNodeGroup");
        assertThat(instances(filter("instance-state-name", "terminated"))).hasSize(2);
        assertThat(world.ec2().inventory().keySet()).noneMatch(key -> key.startsWith("ec2:instance/"));

        world.clock().advance(Duration.ofHours(1));
        assertThat(instances()).isEmpty();
    }

    @Test
    void one_interface_a_node_is_left_and_has_to_be_deleted_by_somebody() {
        nodes();
        deleteNodes();
        pass("managedNodeGroup");
        world.clock().advance(Duration.ofDays(1));

        assertThat(podInterfaces()).hasSize(2).allMatch(card -> card.status() == NetworkInterfaceStatus.AVAILABLE
                && card.groups().getFirst().groupId().equals(clusterGroup()));
        podInterfaces().forEach(card -> ec2.deleteNetworkInterface(request -> request.networkInterfaceId(card.networkInterfaceId())));
        assertThat(podInterfaces()).isEmpty();
    }

    @Test
    void an_add_on_that_is_being_made_cannot_be_deleted() {
        eks.createAddon(request -> request.clusterName(CLUSTER).addonName("coredns"));
        refused("ResourceInUseException", () -> eks.deleteAddon(request -> request.clusterName(CLUSTER).addonName("coredns")));
    }

    @Test
    void a_cluster_that_goes_takes_its_add_ons_and_no_more_orders() {
        deleteCluster();
        refused("InvalidRequestException", () -> eks.deleteAddon(request -> request.clusterName(CLUSTER).addonName("vpc-cni")));
        refused("InvalidRequestException", this::deleteNodes);

        pass("eksControlPlane");
        assertThat(world.eks().inventory()).isEmpty();
    }

    @Test
    void a_name_that_is_going_cannot_be_taken_even_by_the_same_request() {
        CreateClusterRequest request = other().build();
        eks.createCluster(request);
        refused("ResourceInUseException", () -> eks.deleteCluster(cluster -> cluster.name("other")));
        world.clock().advance(Duration.ofMinutes(20));
        eks.deleteCluster(cluster -> cluster.name("other"));

        refused("ResourceInUseException", () -> eks.createCluster(request));
        pass("eksControlPlane");
        assertThat(eks.createCluster(request).cluster().status()).isEqualTo(ClusterStatus.CREATING);
    }

    @Test
    void a_token_whose_cluster_is_gone_is_answered_with_that_cluster_and_makes_none() {
        CreateClusterRequest request = other().clientRequestToken("other-1").build();
        eks.createCluster(request);
        world.clock().advance(Duration.ofMinutes(20));
        eks.deleteCluster(cluster -> cluster.name("other"));
        pass("eksControlPlane");

        assertThat(eks.createCluster(request).cluster().name()).isEqualTo("other");
        refused("ResourceNotFoundException", () -> eks.describeCluster(cluster -> cluster.name("other")));
    }

    private static CreateClusterRequest.Builder other() {
        return CreateClusterRequest.builder()
                .name("other")
                .version("1.35")
                .roleArn("arn:aws:iam::123456789012:role/redkite-demo-us-west-2-cluster")
                .accessConfig(access -> access.authenticationMode(AuthenticationMode.API))
                .resourcesVpcConfig(network -> network.subnetIds(StandingCluster.SUBNETS));
    }

    @Test
    void a_clusters_interfaces_linger_and_may_be_deleted_meanwhile() {
        deleteCluster();
        pass("eksControlPlane");
        List<NetworkInterface> left = ec2.describeNetworkInterfaces(request -> request.filters(
                filter("description", "Amazon EKS " + CLUSTER), filter("status", "available"))).networkInterfaces();
        assertThat(left).hasSize(2);
        ec2.deleteNetworkInterface(request -> request.networkInterfaceId(left.getFirst().networkInterfaceId()));

        pass("networkInterface");
        assertThat(world.ec2().inventory()).doesNotContainKeys(left.stream()
                .map(card -> "ec2:network-interface/" + card.networkInterfaceId()).toArray(String[]::new));
    }

    @Test
    void a_clusters_group_goes_with_its_interfaces_when_nobody_else_needs_it() {
        closeBrokers();
        deleteCluster();
        pass("eksControlPlane");
        refused("DependencyViolation", () -> ec2.deleteSecurityGroup(request -> request.groupId(clusterGroup())));
        pass("networkInterface");
        assertThat(clusterGroupStands()).isFalse();
    }

    @Test
    void a_clusters_group_that_a_rule_names_stays_until_somebody_deletes_it() {
        deleteCluster();
        pass("eksControlPlane");
        pass("networkInterface");
        refused("DependencyViolation", () -> ec2.deleteSecurityGroup(request -> request.groupId(clusterGroup())));

        closeBrokers();
        ec2.deleteSecurityGroup(request -> request.groupId(clusterGroup()));
        assertThat(clusterGroupStands()).isFalse();
    }

    @Test
    void a_clusters_group_that_an_interface_uses_stays_until_somebody_deletes_it() {
        closeBrokers();
        nodes();
        deleteNodes();
        pass("managedNodeGroup");
        deleteCluster();
        pass("eksControlPlane");
        podInterfaces().forEach(card -> ec2.deleteNetworkInterface(request -> request.networkInterfaceId(card.networkInterfaceId())));
        world.clock().advance(Duration.ofDays(1));

        assertThat(clusterGroupStands()).isTrue();
        ec2.deleteSecurityGroup(request -> request.groupId(clusterGroup()));
        assertThat(clusterGroupStands()).isFalse();
    }

    @Test
    void an_interface_that_its_service_forgets_stays_for_ever() {
        world.ec2().leavesInterfaceBehind();
        deleteCluster();
        pass("eksControlPlane");
        world.clock().advance(Duration.ofDays(1));

        assertThat(ec2.describeNetworkInterfaces(request -> request.filters(filter("description", "Amazon EKS " + CLUSTER)))
                .networkInterfaces()).singleElement().satisfies(card ->
                        assertThat(card.status()).isEqualTo(NetworkInterfaceStatus.AVAILABLE));
    }
}
