package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.aws.eventbridge.FakeEventBridgeClient.Event;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AddonIssueCode;
import software.amazon.awssdk.services.eks.model.NodegroupIssueCode;

/** What does not let itself be taken away: the teardown ends, says what and why, and goes on once it is gone. */
class MisbehavingTeardownScenarioTest {

    /** https://github.com/eksctl-io/eksctl/issues/4203. */
    private static final String DEPENDENT = "DependencyViolation - resource has a dependent object";

    private final ObjectNode event = Events.read("01-minimal");
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event));
    private final Set<String> before = inventory();

    @AfterEach
    void close() {
        sandbox.close();
    }

    private World world() {
        return sandbox.world();
    }

    private Set<String> inventory() {
        return new TreeSet<>(world().inventory().keySet());
    }

    private void made() {
        Outcome outcome = sandbox.deliver(event);
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
    }

    private void failsWithin(Duration time, String... said) {
        Outcome failed = sandbox.deliver(Events.teardown("demo"));
        assertThat(failed.phase()).as(failed.message()).isEqualTo("FAILED");
        assertThat(failed.message()).contains(said).contains("Next: ");
        assertThat(failed.elapsed()).isLessThanOrEqualTo(time);
        EnvironmentRecord record = Happened.record(sandbox, "demo");
        assertThat(record.phase()).isEqualTo(Phase.REMOVAL_FAILED);
        assertThat(record.execution()).as("lock").isNull();
        assertThat(record.failure().message()).isEqualTo(failed.message());
        Event told = Happened.endings(sandbox).getLast();
        assertThat(told.detailType()).isEqualTo("Environment Failed");
        assertThat(told.detail().path("message").asText()).isEqualTo(failed.message());
    }

    private void isRemovedThen() {
        Outcome removed = sandbox.deliver(Events.again(Events.teardown("demo"), 1));
        assertThat(removed.phase()).as(removed.message()).isEqualTo("REMOVED");
        assertThat(left()).isEmpty();
    }

    @Test
    void a_node_group_that_ends_delete_failed_once_goes_at_the_second_time() {
        made();
        world().eks().nodeGroupStays(1, NodegroupIssueCode.EC2_SECURITY_GROUP_DELETION_FAILURE, DEPENDENT, "sg-0123456789abcdef0");

        isRemovedThen();
    }

    @Test
    void an_add_on_that_does_not_go_by_itself_goes_with_its_cluster() {
        made();
        world().eks().addonStays("coredns", AddonIssueCode.CLUSTER_UNREACHABLE, "The cluster could not be reached");

        isRemovedThen();
    }

    /** What has nothing to do with it is gone, and both are told. */
    @Test
    void two_things_that_do_not_go_keep_nothing_else_and_are_both_named() {
        made();
        world().refuses("Kafka:DeleteCluster", Errors.of("Kafka", 403, "ForbiddenException", "not while the audit runs"));
        world().refuses("Eks:DeleteNodegroup", Errors.of("Eks", 403, "AccessDeniedException", "not by you"));

        failsWithin(Duration.ofMinutes(10), "KafkaCluster: ", "not while the audit runs", "NodeGroup: ", "not by you");

        assertThat(Happened.record(sandbox, "demo").failure().message().lines()).hasSize(2).allMatch(line -> line.contains("Next: "));
        assertThat(left()).noneMatch(thing -> thing.startsWith("elasticloadbalancing:") || thing.startsWith("scheduler:"));
        world().acceptsAgain("Kafka:DeleteCluster");
        world().acceptsAgain("Eks:DeleteNodegroup");
        isRemovedThen();
    }

    @Test
    void brokers_that_do_not_go_keep_neither_the_cluster_nor_the_nodes() {
        made();
        world().refuses("Kafka:DeleteCluster", Errors.of("Kafka", 403, "ForbiddenException", "not while the audit runs"));

        failsWithin(Duration.ofMinutes(45), "KafkaCluster: ", "not while the audit runs");

        assertThat(left()).noneMatch(thing -> thing.startsWith("eks:") || thing.startsWith("iam:"));
        world().acceptsAgain("Kafka:DeleteCluster");
        isRemovedThen();
    }

    @Test
    void a_load_balancer_that_does_not_go_keeps_no_brokers() {
        made();
        world().elasticLoadBalancing().leavesLoadBalancerBehind();
        world().elasticLoadBalancing().guard("demo-g1-milvus", true);

        failsWithin(Duration.ofMinutes(10), "Exposure: ");

        assertThat(left()).noneMatch(thing -> thing.startsWith("kafka:") || thing.startsWith("secretsmanager:"));
        world().elasticLoadBalancing().guard("demo-g1-milvus", false);
        isRemovedThen();
    }

    /** As people do to save money over night. */
    @ParameterizedTest
    @ValueSource(strings = {"node group at zero", "node group deleted", "controller deleted", "controller at zero"})
    void load_balancers_whose_controller_is_gone_are_deleted_in_its_place(String how) {
        made();
        EksClient eks = world().client(EksClient.class);
        NonNamespaceOperation<Deployment, ?, RollableScalableResource<Deployment>> controllers =
                sandbox.kubernetes("redkite-demo").apps().deployments().inNamespace("kube-system");
        switch (how) {
            case "node group at zero" -> eks.updateNodegroupConfig(request -> request.clusterName("redkite-demo").nodegroupName("milvus")
                    .scalingConfig(scaling -> scaling.minSize(0).desiredSize(0).maxSize(3)));
            case "node group deleted" -> eks.deleteNodegroup(request -> request.clusterName("redkite-demo").nodegroupName("milvus"));
            case "controller deleted" -> controllers.withName("aws-load-balancer-controller").delete();
            default -> controllers.withName("aws-load-balancer-controller").scale(0);
        }
        sandbox.advance(Duration.ofMinutes(15));

        isRemovedThen();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void disks_whose_driver_is_gone_or_may_do_nothing_any_more_go_after_the_cluster(boolean deleted) {
        made();
        EksClient eks = world().client(EksClient.class);
        if (deleted) {
            eks.deleteAddon(request -> request.clusterName("redkite-demo").addonName("aws-ebs-csi-driver"));
        } else {
            world().eks().addonIsUnwell("aws-ebs-csi-driver", AddonIssueCode.ACCESS_DENIED, "The driver may not call ec2:DeleteVolume.");
        }
        sandbox.advance(Duration.ofMinutes(15));

        isRemovedThen();
    }

    /** As people do whom the security team asks to. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_api_endpoint_that_somebody_narrowed_keeps_no_teardown_out(boolean office) {
        made();
        world().client(EksClient.class).updateClusterConfig(request -> request.name("redkite-demo").resourcesVpcConfig(network -> {
            network.endpointPrivateAccess(true).endpointPublicAccess(office);
            if (office) {
                network.publicAccessCidrs("52.94.76.0/24");
            }
        }));
        sandbox.advance(Duration.ofMinutes(15));

        isRemovedThen();
    }

    private Set<String> left() {
        Set<String> left = inventory();
        left.removeAll(before);
        return left;
    }
}
