package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** What stands holds together, and whoever takes it apart in the wrong order is refused or leaves something. */
class WrongOrderScenarioTest {

    private static final String CLUSTER = "redkite-demo";

    private final ObjectNode event = Events.read("01-minimal");
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event));
    private final Set<String> before = Set.copyOf(sandbox.world().inventory().keySet());
    private final Ec2Client ec2 = sandbox.world().client(Ec2Client.class);
    private final EksClient eks = sandbox.world().client(EksClient.class);
    private final ElasticLoadBalancingV2Client loadBalancers = sandbox.world().client(ElasticLoadBalancingV2Client.class);

    @BeforeEach
    void provisioned() {
        assertThat(sandbox.deliver(event).ready()).isTrue();
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private static void refuses(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, error ->
                assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    private List<Volume> volumes() {
        return ec2.describeVolumes(request -> request.filters(
                Filter.builder().name("tag:kubernetes.io/cluster/" + CLUSTER).values("owned").build())).volumes();
    }

    private Set<String> kinds() {
        return left().map(key -> key.replaceFirst("/.*$", "")).collect(Collectors.toSet());
    }

    private Stream<String> left() {
        return Stream.of(sandbox.world().ec2().inventory(), sandbox.world().elasticLoadBalancing().inventory(),
                        sandbox.world().eks().inventory(), sandbox.world().iam().inventory())
                .flatMap(inventory -> inventory.keySet().stream())
                .filter(key -> !before.contains(key));
    }

    private List<TargetGroup> targetGroups() {
        return loadBalancers.describeLoadBalancers(request -> request.names("demo-g1-milvus", "demo-g1-attu")).loadBalancers().stream()
                .flatMap(each -> loadBalancers.describeTargetGroups(
                        request -> request.loadBalancerArn(each.loadBalancerArn())).targetGroups().stream())
                .toList();
    }

    private void deleteNodes() {
        String group = sandbox.world().eks().nodes(CLUSTER).getFirst().nodeGroup();
        eks.deleteNodegroup(request -> request.clusterName(CLUSTER).nodegroupName(group));
        sandbox.advance(sandbox.world().place().durations().delete("managedNodeGroup"));
    }

    @Test
    void an_environment_is_more_than_what_was_asked_for() {
        assertThat(kinds()).contains("ec2:instance", "ec2:launch-template", "ec2:network-interface", "ec2:security-group",
                "ec2:volume", "elasticloadbalancing:loadbalancer", "elasticloadbalancing:targetgroup", "eks:nodegroup",
                "iam:instance-profile");
    }

    @Test
    void everything_in_use_is_refused() {
        refuses("ResourceInUseException", () -> eks.deleteCluster(request -> request.name(CLUSTER)));
        assertThat(volumes()).hasSize(3).allSatisfy(volume -> refuses("VolumeInUse", () ->
                ec2.deleteVolume(request -> request.volumeId(volume.volumeId()))));
        targetGroups().forEach(group -> refuses("ResourceInUse", () ->
                loadBalancers.deleteTargetGroup(request -> request.targetGroupArn(group.targetGroupArn()))));
    }

    @Test
    void without_nodes_nothing_in_the_cluster_goes_any_more() {
        deleteNodes();
        sandbox.kubernetes(CLUSTER).namespaces().withName("milvus").delete();
        sandbox.advance(Duration.ofHours(1));

        assertThat(sandbox.kubernetes(CLUSTER).services().inNamespace("milvus").withName("milvus").get().getMetadata().getFinalizers())
                .contains("service.k8s.aws/resources");
        assertThat(loadBalancers.describeLoadBalancers(request -> request.names("demo-g1-milvus", "demo-g1-attu")).loadBalancers()).hasSize(2);
        assertThat(sandbox.kubernetes(CLUSTER).persistentVolumes().list().getItems()).hasSize(3);
        assertThat(volumes()).hasSize(3);
    }

    @Test
    void after_the_cluster_its_load_balancers_groups_interfaces_and_disks_are_still_there() {
        deleteNodes();
        eks.deleteCluster(request -> request.name(CLUSTER));
        sandbox.advance(Duration.ofHours(2));

        assertThat(kinds()).contains("ec2:network-interface", "ec2:security-group", "ec2:volume",
                "elasticloadbalancing:loadbalancer", "elasticloadbalancing:targetgroup")
                .doesNotContain("ec2:instance", "eks:nodegroup", "eks:cluster", "iam:instance-profile");
        // EKS takes its copy of the launch template along, and leaves the one that it was made of.
        assertThat(left()).filteredOn(key -> key.startsWith("ec2:launch-template/")).hasSize(1);
        assertThat(sandbox.world().ec2().inventory().values())
                .anyMatch(tags -> CLUSTER.equals(tags.get("aws:eks:cluster-name")))
                .anyMatch(tags -> "backend-sg".equals(tags.get("elbv2.k8s.aws/resource")))
                .anyMatch(tags -> "ManagedLBSecurityGroup".equals(tags.get("service.k8s.aws/resource")))
                .anyMatch(tags -> CLUSTER.equals(tags.get("cluster.k8s.amazonaws.com/name")));
    }
}
