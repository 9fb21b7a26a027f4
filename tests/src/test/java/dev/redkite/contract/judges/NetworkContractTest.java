package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;

/** Amazon EC2's VPCs and subnets. */
class NetworkContractTest extends NetworkBehaviours {

    @Test
    void an_unknown_vpc_is_not_found_by_its_id() {
        refuses("InvalidVpcID.NotFound", () -> ec2().describeVpcs(request -> request.vpcIds("vpc-0123456789abcdef0")));
    }

    @Test
    void tags_given_at_creation_show_in_the_description_and_can_be_searched_by() {
        String id = vpc();

        assertThat(ec2().describeVpcs(request -> request.filters(filter("tag:judged", account.name("vpc")))).vpcs())
                .singleElement().satisfies(vpc -> {
                    assertThat(vpc.vpcId()).isEqualTo(id);
                    assertThat(vpc.tags()).contains(Tag.builder().key("judged").value(account.name("vpc")).build());
                });
    }

    @Test
    void a_search_that_matches_nothing_is_an_empty_answer_and_no_refusal() {
        assertThat(ec2().describeVpcs(request -> request.filters(filter("tag:judged", account.name("nobody")))).vpcs()).isEmpty();
    }

    @Test
    void tags_added_later_replace_those_of_the_same_key_only() {
        String id = vpc();

        ec2().createTags(request -> request.resources(id)
                .tags(Tag.builder().key("colour").value("red").build(), Tag.builder().key("size").value("1").build()));
        ec2().createTags(request -> request.resources(id).tags(tag -> tag.key("colour").value("blue")));
        settle();

        assertThat(ec2().describeVpcs(request -> request.vpcIds(id)).vpcs().getFirst().tags())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .containsExactlyInAnyOrder("judged=" + account.name("vpc"), "colour=blue", "size=1");
    }

    @Test
    void names_in_a_vpc_are_resolved_but_given_to_machines_only_when_asked_for() {
        String id = vpc();
        ec2().modifyVpcAttribute(request -> request.vpcId(id).enableDnsHostnames(value -> value.value(true)));

        assertThat(ec2().describeVpcAttribute(request -> request.vpcId(id).attribute(VpcAttributeName.ENABLE_DNS_SUPPORT))
                .enableDnsSupport().value()).isTrue();
        assertThat(ec2().describeVpcAttribute(request -> request.vpcId(id).attribute(VpcAttributeName.ENABLE_DNS_HOSTNAMES))
                .enableDnsHostnames().value()).isTrue();
    }

    @Test
    void a_subnet_of_an_unknown_vpc_is_refused() {
        refuses("InvalidVpcID.NotFound", () -> subnet("vpc-0123456789abcdef0", "10.0.1.0/24"));
    }

    @Test
    void subnets_may_not_overlap() {
        String vpc = vpc();
        subnet(vpc, "10.0.1.0/24");

        refuses("InvalidSubnet.Conflict", () -> subnet(vpc, "10.0.1.128/25"));
    }

    @Test
    void subnets_must_lie_within_their_vpc() {
        String vpc = vpc();

        refuses("InvalidSubnet.Range", () -> subnet(vpc, "10.1.0.0/24"));
    }

    @Test
    void a_subnet_knows_its_vpc_its_zone_and_how_many_addresses_are_free() {
        String vpc = vpc();
        Subnet subnet = ec2().describeSubnets(request -> request.subnetIds(subnet(vpc, "10.0.1.0/24"))).subnets().getFirst();

        assertThat(subnet.vpcId()).isEqualTo(vpc);
        assertThat(subnet.availabilityZone()).isEqualTo("us-west-2a");
        assertThat(subnet.availableIpAddressCount()).isEqualTo(251);
        assertThat(subnet.mapPublicIpOnLaunch()).isFalse();
    }

    @Test
    void subnets_come_page_by_page() {
        String vpc = vpc();
        for (int number = 0; number < 6; number++) {
            subnet(vpc, "10.0.%d.0/24".formatted(number));
        }

        DescribeSubnetsResponse first =
                ec2().describeSubnets(request -> request.filters(filter("vpc-id", vpc)).maxResults(5));

        assertThat(first.subnets()).hasSize(5);
        assertThat(ec2().describeSubnets(request ->
                request.filters(filter("vpc-id", vpc)).maxResults(5).nextToken(first.nextToken())).subnets()).hasSize(1);
    }

    @Test
    void a_vpc_with_a_subnet_cannot_be_deleted() {
        String vpc = vpc();
        String subnet = subnet(vpc, "10.0.1.0/24");

        refuses("DependencyViolation", () -> ec2().deleteVpc(request -> request.vpcId(vpc)));
        ec2().deleteSubnet(request -> request.subnetId(subnet));
        ec2().deleteVpc(request -> request.vpcId(vpc));
        settle();

        refuses("InvalidVpcID.NotFound", () -> ec2().describeVpcs(request -> request.vpcIds(vpc)));
    }

    @Test
    void a_subnet_deleted_twice_is_not_found() {
        String subnet = subnet(vpc(), "10.0.1.0/24");
        ec2().deleteSubnet(request -> request.subnetId(subnet));

        refuses("InvalidSubnetID.NotFound", () -> ec2().deleteSubnet(request -> request.subnetId(subnet)));
    }
}
