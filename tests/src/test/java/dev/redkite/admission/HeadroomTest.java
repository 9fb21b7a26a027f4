package dev.redkite.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.environment.Plan;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.json.Json;
import dev.redkite.platform.AccountPlatform;
import dev.redkite.sandbox.aws.World;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.kafka.model.Cluster;
import software.amazon.awssdk.services.kafka.model.ListClustersV2Request;
import software.amazon.awssdk.services.kafka.model.ListClustersV2Response;
import software.amazon.awssdk.services.servicequotas.model.ServiceQuotasException;

/** Whether a plan fits under the account's quotas. */
class HeadroomTest {

    private static final String MADE = "{\"name\":\"demo\"}";
    private static final String ADOPTED =
            "{\"name\":\"demo\",\"network\":{\"subnetIds\":[\"subnet-0a1a0000000000001\",\"subnet-0a1b0000000000002\",\"subnet-0a1c0000000000003\"]}}";

    private final World world = World.standing();

    private Plan plan(String specification) {
        return new Admission(new AccountPlatform(world)).plan(Json.parse(specification), 1);
    }

    private void hasLongHadAnAddressOf(String environment) {
        Ec2Client ec2 = world.client(Ec2Client.class);
        world.ec2().longSince(() -> ec2.allocateAddress(request -> request.tagSpecifications(TagSpecification.builder()
                .resourceType("elastic-ip").tags(Tag.builder().key("redkite:environment").value(environment).build()).build())));
    }

    private AbstractThrowableAssert<?, ?> refusal(String specification) {
        return assertThatThrownBy(() -> plan(specification)).isInstanceOf(InvalidRequest.class);
    }

    @Test
    void a_young_account_has_room_for_one_environment() {
        assertThat(plan(MADE).warnings()).noneMatch(note -> note.contains("quota"));
    }

    @Test
    void too_few_elastic_ips_are_told_with_all_that_the_request_for_more_takes() {
        world.allow(world.place().quotas().with(ServiceQuota.ELASTIC_IPS, 3));

        refusal(MADE).hasMessageContaining("$.network.natGateways: needs 3 more under the quota EC2-VPC Elastic IPs (ec2, L-0263D0A3), of which"
                + " this account may have 3 and uses 1: aws service-quotas request-service-quota-increase --region us-west-2 --service-code ec2"
                + " --quota-code L-0263D0A3 --desired-value 4; or release an Elastic IP address, or ask for network.natGateways single");
    }

    @Test
    void the_way_out_that_it_names_is_one() {
        world.allow(world.place().quotas().with(ServiceQuota.ELASTIC_IPS, 3));

        assertThat(plan("{\"name\":\"demo\",\"network\":{\"natGateways\":\"single\"}}").network().natGatewayPerZone()).isFalse();
    }

    @Test
    void nobody_is_told_to_ask_for_what_he_asks_for() {
        world.allow(world.place().quotas().with(ServiceQuota.ELASTIC_IPS, 1));

        refusal("{\"name\":\"demo\",\"network\":{\"natGateways\":\"single\"}}")
                .hasMessageContaining("needs 1 more under the quota EC2-VPC Elastic IPs")
                .hasMessageEndingWith("or release an Elastic IP address");
    }

    @Test
    void everything_that_is_short_is_told_at_once() {
        world.allow(world.place().quotas().with(ServiceQuota.VPCS, 2).with(ServiceQuota.ELASTIC_IPS, 1).with(ServiceQuota.NAT_GATEWAYS, 1).with(ServiceQuota.STANDARD_VCPUS, 8).with(ServiceQuota.KUBERNETES_CLUSTERS, 0)
                .with(ServiceQuota.KAFKA_BROKERS, 2).with(ServiceQuota.NETWORK_LOAD_BALANCERS, 0).with(ServiceQuota.APPLICATION_LOAD_BALANCERS, 0));

        refusal(MADE).hasMessageContaining("8 violations").hasMessageContaining("L-F678F1CE").hasMessageContaining("L-FE5A380F")
                .hasMessageContaining("$.nodes: needs").hasMessageContaining("L-1216C47A").hasMessageContaining("L-1194D53C")
                .hasMessageContaining("$.kafka.brokers: needs 3 more").hasMessageContaining("L-EDD31C36")
                .hasMessageContaining("L-69A177A2").hasMessageContaining("L-53DA6B97");
    }

    @Test
    void who_brings_subnets_needs_no_room_for_a_network() {
        world.allow(world.place().quotas().with(ServiceQuota.VPCS, 2).with(ServiceQuota.ELASTIC_IPS, 1).with(ServiceQuota.NAT_GATEWAYS, 1));

        assertThat(plan(ADOPTED).network().adopted()).isTrue();
    }

    @Test
    void what_is_the_environments_own_already_is_not_needed_again() {
        for (int i = 0; i < 3; i++) {
            hasLongHadAnAddressOf("demo");
        }
        world.allow(world.place().quotas().with(ServiceQuota.ELASTIC_IPS, 4));

        assertThat(plan(MADE).network().natGatewayPerZone()).isTrue();
    }

    @Test
    void what_another_environment_has_counts_against_it() {
        hasLongHadAnAddressOf("other");
        world.allow(world.place().quotas().with(ServiceQuota.ELASTIC_IPS, 4));

        refusal(MADE).hasMessageContaining("may have 4 and uses 2");
    }

    @Test
    void a_quota_that_may_not_be_read_is_a_note_and_no_refusal() {
        world.refuses("ServiceQuotas:GetServiceQuota", ServiceQuotasException.builder().statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder().serviceName("ServiceQuotas").errorCode("AccessDeniedException")
                        .errorMessage("explicit deny in a service control policy").build()).build());
        world.allow(world.place().quotas().with(ServiceQuota.ELASTIC_IPS, 1));

        assertThat(plan(MADE).warnings()).contains("Whether there is room under the quota EC2-VPC Elastic IPs (ec2, L-0263D0A3) was not judged,"
                + " for that could not be read: explicit deny in a service control policy");
    }

    @Test
    void counting_changes_nothing() {
        plan(MADE);

        assertThat(world.takeChanges()).isEmpty();
    }

    /** A serverless cluster has no brokers to count. */
    @Test
    void serverless_clusters_take_no_brokers_of_the_quota() {
        Cluster serverless = Cluster.builder().clusterName("theirs").build();
        Cluster provisioned = Cluster.builder().clusterName("others").provisioned(each -> each.numberOfBrokerNodes(6)).build();
        world.intercept((call, service) -> call.request() instanceof ListClustersV2Request
                ? ListClustersV2Response.builder().clusterInfoList(List.of(serverless, provisioned)).build() : service.get());
        world.allow(world.place().quotas().with(ServiceQuota.KAFKA_BROKERS, 8));

        refusal(MADE).hasMessageContaining("$.kafka.brokers: needs 3 more").hasMessageContaining("may have 8 and uses 6");
    }
}
