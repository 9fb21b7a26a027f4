package dev.redkite.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.cluster.StandingCluster;
import dev.redkite.environment.Plan;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.json.Json;
import dev.redkite.platform.AccountPlatform;
import dev.redkite.sandbox.aws.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.kafka.model.KafkaException;

/** What the account says at the door, and what becomes of it. */
class SurveyTest {

    private final World world = World.standing();

    private Plan plan(String specification) {
        return new Admission(new AccountPlatform(world)).plan(Json.parse(specification.replace('\'', '"')), 1);
    }

    @Test
    void a_kafka_version_that_msk_makes_no_more_is_refused_with_those_that_it_makes() {
        world.kafka().stopsMaking("3.8.x");

        assertThatThrownBy(() -> plan("{'name':'demo','kafka':{'version':'3.8.x'}}")).isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("$.kafka.version: MSK makes no clusters of 3.8.x in this region now; use one of 3.9.x, 3.9.x.kraft");
    }

    @Test
    void whoever_names_no_kafka_version_gets_one_that_msk_makes() {
        world.kafka().stopsMaking("3.9.x");

        assertThat(plan("{'name':'demo'}").kafka().version()).isEqualTo("3.9.x.kraft");
    }

    @Test
    void a_kubernetes_version_under_extended_support_only_is_refused() {
        assertThatThrownBy(() -> plan("{'name':'demo','kubernetes':{'version':'1.33'}}")).isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("$.kubernetes.version: EKS has 1.33 under extended support only");
    }

    @Test
    void the_end_of_standard_support_is_told_where_it_is_near() {
        assertThat(plan("{'name':'demo','kubernetes':{'version':'1.34'}}").warnings())
                .contains("Kubernetes 1.34 leaves EKS' standard support on 2026-12-02: EKS moves the cluster on to the next version by itself then, unless an update does so before.");
        assertThat(plan("{'name':'demo'}").warnings()).noneMatch(note -> note.contains("standard support"));
    }

    @Test
    void a_made_network_stands_where_the_brokers_type_can_be_had() {
        world.ec2().withhold("m7g.large", "usw2-az1");

        assertThat(plan("{'name':'demo'}").network().zones()).extracting(Plan.Network.Zone::name).doesNotContain(zone("usw2-az1"));
    }

    private String zone(String id) {
        return world.ec2().describeAvailabilityZones(request -> request.filters(filter -> filter.name("zone-id").values(id)))
                .availabilityZones().getFirst().zoneName();
    }

    @Test
    void a_zone_that_somebody_names_is_refused_where_the_nodes_type_cannot_be_had() {
        assertThatThrownBy(() -> plan("{'name':'demo','network':{'zones':['us-west-2d','us-west-2a']},'nodes':{'instanceType':'m7i.2xlarge'}}"))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("$.network.zones[0]: lies in us-west-2d, which is usw2-az2, where EC2 does not offer m7g.large nor m7i.2xlarge; choose among")
                .hasMessageContaining(", or ask for another kafka.instanceType, such as kafka.m5.large, or ask for another nodes.instanceType");
    }

    @Test
    void a_subnet_is_refused_where_the_nodes_type_cannot_be_had() {
        Subnet subnet = world.ec2().subnet("subnet-0a1b0000000000002");
        world.ec2().withhold("m6i.4xlarge", subnet.availabilityZoneId());

        assertThatThrownBy(() -> plan("""
                {"name":"demo","network":{"subnetIds":["subnet-0a1a0000000000001","subnet-0a1b0000000000002"]},"nodes":{"instanceType":"m6i.4xlarge"}}"""))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("$.network.subnetIds[1]: lies in us-west-2b, which is %s, where EC2 does not offer m6i.4xlarge; name a subnet in another zone"
                        .formatted(subnet.availabilityZoneId()));
    }

    @Test
    void what_is_said_to_do_instead_does() {
        assertThat(plan("{'name':'demo','network':{'zones':['us-west-2d','us-west-2a']},'kafka':{'instanceType':'kafka.m5.large'}}").network().zones())
                .extracting(Plan.Network.Zone::name).containsExactly("us-west-2d", "us-west-2a");
    }

    @Test
    void a_subnets_vpc_is_let_in_with_all_its_ranges_where_nobody_says_who_is() {
        world.ec2().associateRange("vpc-0a1a0000000000001", "100.64.0.0/16");
        String subnets = "'network':{'subnetIds':['subnet-0a1a0000000000001','subnet-0a1b0000000000002']}";

        assertThat(plan("{'name':'demo'," + subnets + "}").exposure().sourceRanges())
                .containsExactly("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/16");
        assertThat(plan("{'name':'demo'," + subnets + ",'attu':{'sourceRanges':['10.0.0.0/8']}}").attu().sourceRanges()).containsExactly("10.0.0.0/8");
    }

    @Test
    void nodes_are_of_a_type_that_every_zone_has() {
        String usual = plan("{'name':'demo'}").nodes().instanceType();
        world.ec2().withhold(usual, "usw2-az1");

        assertThat(plan("{'name':'demo','network':{'zones':['us-west-2a','us-west-2c']}}").nodes().instanceType()).isNotEqualTo(usual);
    }

    @Test
    void what_may_not_be_read_is_told_and_not_judged() {
        world.refuses("Kafka:ListKafkaVersions", KafkaException.builder().statusCode(403)
                .awsErrorDetails(AwsErrorDetails.builder().serviceName("Kafka").errorCode("AccessDeniedException")
                        .errorMessage("not authorized to perform: kafka:ListKafkaVersions").build()).build());

        assertThat(plan("{'name':'demo'}").warnings()).contains(
                "The Kafka versions of MSK were not compared, for that could not be read: not authorized to perform: kafka:ListKafkaVersions");
    }

    @Test
    void looking_changes_nothing() {
        plan("{'name':'demo'}");

        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void a_subnet_that_has_no_id_is_a_violation_and_not_a_question() {
        List<String> asked = new ArrayList<>();
        world.intercept((call, service) -> {
            if (call.request() instanceof DescribeSubnetsRequest request) {
                request.filters().forEach(filter -> asked.addAll(filter.values()));
            }
            return service.get();
        });

        assertThatThrownBy(() -> plan("{'name':'demo','network':{'subnetIds':['','subnet-0a1a0000000000001']}}"))
                .isInstanceOf(InvalidRequest.class).hasMessageContaining("$.network.subnetIds[0]");
        assertThat(asked).contains("subnet-0a1a0000000000001").doesNotContain("");
    }

    @Test
    void subnets_that_somebody_brought_are_known_by_the_cluster_that_stands_in_them() {
        StandingCluster standing = new StandingCluster();
        standing.ensureCluster();

        assertThat(new Admission(new AccountPlatform(standing.world())).found(standing.names(), false).network())
                .isEqualTo(new Plan.Network(StandingCluster.SUBNETS, null, List.of(), true));
    }
}
