package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** Amazon EC2's security groups, and the volumes and interfaces that a cluster leaves behind. */
class SecurityGroupContractTest extends Behaviours {

    private Ec2Client ec2() {
        return client(Ec2Client.class);
    }

    private String vpc() {
        String id = ec2().createVpc(request -> request.cidrBlock("10.0.0.0/16")).vpc().vpcId();
        settle();
        return id;
    }

    private String group(String vpc, String name) {
        String id = ec2().createSecurityGroup(request -> request.vpcId(vpc).groupName(name).description("judged")
                        .tagSpecifications(tags -> tags.resourceType(ResourceType.SECURITY_GROUP)
                                .tags(tag -> tag.key("judged").value(account.name(name)))))
                .groupId();
        settle();
        return id;
    }

    private static IpPermission brokers(String from) {
        return IpPermission.builder().ipProtocol("tcp").fromPort(9096).toPort(9096)
                .userIdGroupPairs(pair -> pair.groupId(from)).build();
    }

    private static IpPermission brokersFrom(String cidr) {
        return IpPermission.builder().ipProtocol("tcp").fromPort(9096).toPort(9096)
                .ipRanges(range -> range.cidrIp(cidr)).build();
    }

    private void open(String group, IpPermission permission) {
        ec2().authorizeSecurityGroupIngress(request -> request.groupId(group).ipPermissions(permission));
        settle();
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    @Test
    void an_unknown_group_is_not_found_by_its_id() {
        refuses("InvalidGroup.NotFound", () ->
                ec2().describeSecurityGroups(request -> request.groupIds("sg-0123456789abcdef0")));
    }

    @Test
    void a_group_s_tags_given_at_creation_show_in_the_description() {
        String id = group(vpc(), "brokers");

        assertThat(ec2().describeSecurityGroups(request -> request.filters(filter("tag:judged", account.name("brokers"))))
                .securityGroups()).extracting(SecurityGroup::groupId).containsExactly(id);
    }

    @Test
    void a_second_group_of_that_name_in_a_vpc_is_refused() {
        String vpc = vpc();
        group(vpc, "brokers");

        refuses("InvalidGroup.Duplicate", () -> group(vpc, "brokers"));
        assertThat(group(vpc(), "brokers")).startsWith("sg-");
    }

    @Test
    void a_group_of_an_unknown_vpc_is_refused() {
        refuses("InvalidVpcID.NotFound", () -> group("vpc-0123456789abcdef0", "brokers"));
    }

    @Test
    void a_new_group_lets_everything_out_and_nothing_in() {
        String id = group(vpc(), "brokers");
        SecurityGroup group = ec2().describeSecurityGroups(request -> request.groupIds(id)).securityGroups().getFirst();

        assertThat(group.ipPermissions()).isEmpty();
        assertThat(group.ipPermissionsEgress()).singleElement()
                .satisfies(permission -> assertThat(permission.ipProtocol()).isEqualTo("-1"));
    }

    @Test
    void a_duplicate_permission_is_refused() {
        String id = group(vpc(), "brokers");
        open(id, brokersFrom("10.0.0.0/16"));

        refuses("InvalidPermission.Duplicate", () -> open(id, brokersFrom("10.0.0.0/16")));
    }

    @Test
    void a_permission_that_is_not_there_cannot_be_revoked() {
        String id = group(vpc(), "brokers");

        refuses("InvalidPermission.NotFound", () -> ec2().revokeSecurityGroupIngress(request ->
                request.groupId(id).ipPermissions(brokersFrom("10.0.0.0/16"))));
    }

    @Test
    void a_permission_that_was_revoked_can_be_given_again() {
        String id = group(vpc(), "brokers");
        open(id, brokersFrom("10.0.0.0/16"));
        ec2().revokeSecurityGroupIngress(request -> request.groupId(id).ipPermissions(brokersFrom("10.0.0.0/16")));
        open(id, brokersFrom("10.0.0.0/16"));

        assertThat(ec2().describeSecurityGroups(request -> request.groupIds(id)).securityGroups().getFirst().ipPermissions())
                .hasSize(1);
    }

    @Test
    void rules_are_listed_by_their_group_and_tell_both_directions_apart() {
        String vpc = vpc();
        String cluster = group(vpc, "cluster");
        String id = group(vpc, "brokers");
        open(id, brokers(cluster));

        assertThat(ec2().describeSecurityGroupRules(request -> request.filters(filter("group-id", id))).securityGroupRules())
                .filteredOn(rule -> !rule.isEgress())
                .singleElement().satisfies(rule -> {
                    assertThat(rule.fromPort()).isEqualTo(9096);
                    assertThat(rule.referencedGroupInfo().groupId()).isEqualTo(cluster);
                });
    }

    @Test
    void a_rule_can_be_revoked_by_its_id() {
        String id = group(vpc(), "brokers");
        open(id, brokersFrom("10.0.0.0/16"));
        String rule = ec2().describeSecurityGroupRules(request -> request.filters(filter("group-id", id))).securityGroupRules()
                .stream().filter(each -> !each.isEgress()).map(SecurityGroupRule::securityGroupRuleId).findFirst().orElseThrow();

        ec2().revokeSecurityGroupIngress(request -> request.groupId(id).securityGroupRuleIds(rule));

        assertThat(ec2().describeSecurityGroups(request -> request.groupIds(id)).securityGroups().getFirst().ipPermissions())
                .isEmpty();
    }

    @Test
    void a_group_that_another_group_s_rule_names_cannot_be_deleted() {
        String vpc = vpc();
        String cluster = group(vpc, "cluster");
        String id = group(vpc, "brokers");
        open(id, brokers(cluster));

        refuses("DependencyViolation", () -> ec2().deleteSecurityGroup(request -> request.groupId(cluster)));
        ec2().deleteSecurityGroup(request -> request.groupId(id));
        ec2().deleteSecurityGroup(request -> request.groupId(cluster));
    }

    @Test
    void a_group_deleted_twice_is_not_found() {
        String id = group(vpc(), "brokers");
        ec2().deleteSecurityGroup(request -> request.groupId(id));

        refuses("InvalidGroup.NotFound", () -> ec2().deleteSecurityGroup(request -> request.groupId(id)));
    }

    @Test
    void a_vpc_s_default_group_cannot_be_deleted_and_keeps_it_from_nothing() {
        String vpc = vpc();
        String id = ec2().describeSecurityGroups(request -> request
                        .filters(filter("vpc-id", vpc), filter("group-name", "default")))
                .securityGroups().getFirst().groupId();

        refuses("CannotDelete", () -> ec2().deleteSecurityGroup(request -> request.groupId(id)));
        ec2().deleteVpc(request -> request.vpcId(vpc));
    }

    @Test
    void a_vpc_with_a_group_cannot_be_deleted() {
        String vpc = vpc();
        group(vpc, "brokers");

        refuses("DependencyViolation", () -> ec2().deleteVpc(request -> request.vpcId(vpc)));
    }

    @Test
    void a_volume_is_found_by_its_tags_and_deleted_once() {
        String id = ec2().createVolume(request -> request.availabilityZone("us-west-2a").size(8).volumeType("gp3")
                .tagSpecifications(tags -> tags.resourceType(ResourceType.VOLUME)
                        .tags(tag -> tag.key("judged").value(account.name("volume"))))).volumeId();
        settle();
        assertThat(ec2().describeVolumes(request -> request.filters(filter("tag:judged", account.name("volume")))).volumes())
                .singleElement().satisfies(volume -> assertThat(volume.volumeId()).isEqualTo(id));

        ec2().deleteVolume(request -> request.volumeId(id));
        settle();

        refuses("InvalidVolume.NotFound", () -> ec2().deleteVolume(request -> request.volumeId(id)));
    }

    @Test
    void an_unknown_network_interface_is_not_found() {
        refuses("InvalidNetworkInterfaceID.NotFound", () ->
                ec2().deleteNetworkInterface(request -> request.networkInterfaceId("eni-0123456789abcdef0")));
    }
}
