package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.Errors;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.NodegroupIssueCode;
import software.amazon.awssdk.services.s3.S3Client;

/** An update is judged against what stands: not against a plan of which nothing was made, nor against one that something else stands for. */
class AmendedScenarioTest {

    private static final List<String> SUBNETS = List.of("subnet-0a1a0000000000001", "subnet-0a1b0000000000002", "subnet-0a1c0000000000003");

    private ObjectNode event;
    private int requests;

    private Outcome amended(Sandbox sandbox, Consumer<ObjectNode> change) {
        change.accept(Events.specification(event));
        sandbox.advance(Duration.ofMinutes(2));
        return sandbox.deliver(Events.again(event, ++requests));
    }

    private Sandbox open(String name) {
        event = Events.read(name);
        return Sandbox.open(TestSettings.of(event));
    }

    private static void fails(Outcome outcome, String... said) {
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("FAILED");
        assertThat(outcome.message()).contains(said);
    }

    private static void isReady(Outcome outcome) {
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        assertThat(outcome.generation()).isEqualTo(1);
    }

    private static void isRefused(Outcome outcome, String... said) {
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("INVALID");
        assertThat(outcome.message()).contains(said);
    }

    @Test
    void subnets_of_another_vpc_take_the_place_of_one_that_was_never_made() {
        try (Sandbox sandbox = open("03-new-network")) {
            sandbox.world().refuses("Ec2:CreateVpc", Errors.of("Ec2", 400, "VpcLimitExceeded", "The maximum number of VPCs has been reached."));
            fails(sandbox.deliver(event), "network.subnetIds");

            isReady(amended(sandbox, AmendedScenarioTest::adoptSubnets));
        }
    }

    private static void adoptSubnets(ObjectNode specification) {
        SUBNETS.forEach(specification.putObject("network").putArray("subnetIds")::add);
    }

    @Test
    void a_vpc_that_stands_is_not_left_for_other_subnets() {
        try (Sandbox sandbox = open("03-new-network")) {
            sandbox.world().refuses("Ec2:AllocateAddress", Errors.of("Ec2", 400, "AddressLimitExceeded", "The maximum number of addresses has been reached."));
            fails(sandbox.deliver(event), "network.natGateways");

            isRefused(amended(sandbox, AmendedScenarioTest::adoptSubnets), "cannot change from a VPC of Redkite's own to the subnets", "Recreate Requested");
        }
    }

    @Test
    void a_network_that_was_made_is_made_anew_in_zones_that_have_room() {
        try (Sandbox sandbox = open("03-new-network")) {
            sandbox.world().refuses("Eks:CreateCluster", Errors.of("Eks", 400, "UnsupportedAvailabilityZoneException",
                    "Cannot create cluster 'redkite-demo' because us-west-2a, the targeted availability zone, does not currently have sufficient capacity."));
            fails(sandbox.deliver(event), "Next: recreate the environment in other zones (network.zones, ");
            sandbox.world().acceptsAgain("Eks:CreateCluster");
            ObjectNode recreate = Events.recreate("demo");
            ObjectNode specification = Events.specification(event).deepCopy();
            specification.putObject("network").putArray("zones").add("us-west-2b").add("us-west-2c");
            recreate.withObject("/detail").set("specification", specification);

            Outcome outcome = sandbox.deliver(recreate);

            assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        }
    }

    @Test
    void a_single_nat_gateway_does_where_more_were_never_made_and_takes_no_address_too_many() {
        try (Sandbox sandbox = open("03-new-network")) {
            int[] left = {2};
            sandbox.world().intercept((call, service) -> {
                if (call.toString().equals("Ec2:AllocateAddress") && left[0]-- < 1) {
                    throw Errors.of("Ec2", 400, "AddressLimitExceeded", "The maximum number of addresses has been reached.");
                }
                return service.get();
            });
            fails(sandbox.deliver(event), "network.natGateways");

            isReady(amended(sandbox, specification -> specification.withObject("/network").put("natGateways", "single")));
            assertThat(sandbox.world().client(Ec2Client.class).describeAddresses(request -> request.filters(
                    filter -> filter.name("tag:redkite:environment").values("demo"))).addresses()).hasSize(1);
        }
    }

    @Test
    void who_asks_for_a_single_nat_gateway_already_is_not_told_to_ask_for_one() {
        try (Sandbox sandbox = open("03-new-network")) {
            Events.specification(event).withObject("/network").put("natGateways", "single");
            sandbox.world().refuses("Ec2:AllocateAddress", Errors.of("Ec2", 400, "AddressLimitExceeded", "The maximum number of addresses has been reached."));

            Outcome outcome = sandbox.deliver(event);

            assertThat(outcome.message())
                    .contains("L-0263D0A3", "or release an Elastic IP address, then redrive the execution.")
                    .doesNotContain("natGateways");
        }
    }

    @Test
    void gateways_that_stand_in_every_zone_stay() {
        try (Sandbox sandbox = open("03-new-network")) {
            isReady(sandbox.deliver(event));

            isRefused(amended(sandbox, specification -> specification.withObject("/network").put("natGateways", "single")),
                    "cannot change from per-zone to single in place");
        }
    }

    @Test
    void a_bucket_of_ones_own_takes_the_place_of_one_that_was_never_made() {
        try (Sandbox sandbox = open("01-minimal")) {
            sandbox.world().client(S3Client.class).createBucket(request -> request.bucket("my-milvus-data")
                    .createBucketConfiguration(where -> where.locationConstraint("us-west-2")));
            sandbox.world().refuses("S3:CreateBucket", Errors.of("S3", 400, "TooManyBuckets", "You have attempted to create more buckets than allowed"));
            fails(sandbox.deliver(event), "storage.bucket");

            isReady(amended(sandbox, specification -> specification.withObject("/storage").put("bucket", "my-milvus-data")));
            isRefused(amended(sandbox, specification -> specification.remove("storage")), "Milvus would not find its data there");
        }
    }

    @Test
    void a_bucket_that_does_not_exist_can_be_left_out() {
        try (Sandbox sandbox = open("01-minimal")) {
            Events.specification(event).withObject("/storage").put("bucket", "my-misspelt-data");
            isRefused(sandbox.deliver(event), "my-misspelt-data");

            isReady(amended(sandbox, specification -> specification.remove("storage")));
        }
    }

    @Test
    void other_nodes_take_the_place_of_a_group_that_was_removed() {
        try (Sandbox sandbox = open("01-minimal")) {
            sandbox.world().eks().nodeGroupEndsFailed(1, NodegroupIssueCode.ASG_INSTANCE_LAUNCH_FAILURES,
                    "Could not launch On-Demand Instances. VcpuLimitExceeded - You have requested more vCPU capacity than your current vCPU limit of 0");
            fails(sandbox.deliver(event), "It was removed");

            isReady(amended(sandbox, specification -> specification.withObject("/nodes").put("instanceType", "m7i.2xlarge").put("volumeGibibytes", 120)));
            isRefused(amended(sandbox, specification -> specification.withObject("/nodes").put("instanceType", "m6i.2xlarge")),
                    "cannot change from m7i.2xlarge to m6i.2xlarge in place");
        }
    }

    /** The plan says what the request says; what stands says otherwise. */
    @Test
    void nodes_that_somebody_made_otherwise_are_named_and_can_be_kept() {
        try (Sandbox sandbox = open("01-minimal")) {
            Events.specification(event).withObject("/nodes").put("instanceType", "m6i.2xlarge");
            isReady(sandbox.deliver(event));
            EksClient eks = sandbox.world().client(EksClient.class);
            Nodegroup group = eks.describeNodegroup(request -> request.clusterName("redkite-demo").nodegroupName("milvus")).nodegroup();
            eks.deleteNodegroup(request -> request.clusterName("redkite-demo").nodegroupName("milvus"));
            sandbox.advance(Duration.ofMinutes(20));
            eks.createNodegroup(request -> request.clusterName("redkite-demo").nodegroupName("milvus").nodeRole(group.nodeRole())
                    .subnets(group.subnets()).amiType(group.amiType()).capacityType(group.capacityType()).instanceTypes("m7i.2xlarge")
                    .launchTemplate(given -> given.id(group.launchTemplate().id()).version(group.launchTemplate().version()))
                    .scalingConfig(group.scalingConfig()).updateConfig(group.updateConfig())
                    .labels(group.labels()).tags(group.tags()));
            sandbox.advance(Duration.ofMinutes(20));

            isRefused(amended(sandbox, _ -> { }), "cannot change from m7i.2xlarge to m6i.2xlarge in place");
            assertThat(Happened.record(sandbox, "demo").phase()).isEqualTo(Phase.READY);
            isReady(amended(sandbox, specification -> specification.withObject("/nodes").put("instanceType", "m7i.2xlarge")));
        }
    }

    @Test
    void zones_kafka_and_kubernetes_are_free_until_something_stands() {
        try (Sandbox sandbox = open("03-new-network")) {
            sandbox.world().refuses("Ec2:CreateVpc", Errors.of("Ec2", 400, "VpcLimitExceeded", "The maximum number of VPCs has been reached."));
            fails(sandbox.deliver(event), "VpcLimitExceeded");
            sandbox.world().acceptsAgain("Ec2:CreateVpc");

            isReady(amended(sandbox, specification -> {
                specification.withObject("/network").put("cidr", "10.77.0.0/16").putArray("zones").add("us-west-2b").add("us-west-2c");
                specification.withObject("/kafka").put("version", "3.8.x").put("brokers", 4).put("volumeGibibytes", 50);
                specification.withObject("/kubernetes").put("version", "1.34");
                specification.withObject("/milvus").put("version", "2.2.13");
            }));
        }
    }
}
