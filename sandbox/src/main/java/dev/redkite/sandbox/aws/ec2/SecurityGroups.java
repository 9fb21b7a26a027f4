package dev.redkite.sandbox.aws.ec2;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.*;

/** Security groups and their rules. */
record SecurityGroups(Ec2Account account) {

    /** In each direction: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html. */
    private static final int MOST_RULES = 60;

    void addDefault(String vpcId) {
        add(vpcId, "default", "default VPC security group", List.of(), account.propagation);
    }

    void removeDefault(String vpcId) {
        account.securityGroups.within(vpcId).forEach(this::remove);
    }

    String create(CreateSecurityGroupRequest request) {
        if (request.vpcId() == null) {
            throw Refusal.of("VPCIdNotSpecified", "No default VPC for this user");
        }
        account.vpcs.require(request.vpcId());
        text("groupName", request.groupName());
        text("groupDescription", request.description());
        if (request.groupName().startsWith("sg-")) {
            throw Refusal.parameter("Invalid value '%s' for groupName. Group names may not be in the format sg-*.".formatted(request.groupName()));
        }
        boolean taken = account.securityGroups.within(request.vpcId()).stream().anyMatch(group -> group.groupName().equals(request.groupName()));
        if (taken) {
            throw Refusal.of("InvalidGroup.Duplicate",
                    "The security group '%s' already exists for VPC '%s'".formatted(request.groupName(), request.vpcId()));
        }
        return add(request.vpcId(), request.groupName(), request.description(),
                Tags.atCreation(request.tagSpecifications(), "security-group"), account.propagation);
    }

    /** Rules for VPC groups: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html. */
    private static void text(String parameter, String value) {
        if (value == null || !value.matches("[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]{1,255}")) {
            throw Refusal.parameter("Invalid value '%s' for %s. Valid characters are a-z, A-Z, 0-9, spaces, and ._-:/()#,@[]+=&;{}!$*"
                    .formatted(value, parameter));
        }
    }

    String add(String vpcId, String name, String description, List<Tag> tags, Duration propagation) {
        String id = account.securityGroups.newId();
        account.securityGroups.add(id, SecurityGroup.builder()
                .groupId(id)
                .groupName(name)
                .description(description)
                .vpcId(vpcId)
                .ownerId(account.place.account())
                .tags(tags)
                .build(), propagation);
        SecurityGroupRule everywhere = rule(id, true, "-1", -1, -1).cidrIpv4("0.0.0.0/0").build();
        account.rules.add(everywhere.securityGroupRuleId(), everywhere, Duration.ZERO);
        return id;
    }

    private SecurityGroupRule.Builder rule(String groupId, boolean egress, String protocol, Integer from, Integer to) {
        return SecurityGroupRule.builder()
                .securityGroupRuleId(account.rules.newId())
                .groupId(groupId)
                .groupOwnerId(account.place.account())
                .isEgress(egress)
                .ipProtocol(protocol)
                .fromPort(from)
                .toPort(to)
                .tags(List.of());
    }

    List<SecurityGroupRule> authorize(
            String groupId, List<IpPermission> permissions, List<TagSpecification> specifications, boolean egress) {
        SecurityGroup group = account.securityGroups.require(groupId);
        if (permissions.isEmpty()) {
            throw Refusal.missing("ipPermissions");
        }
        List<Tag> tags = Tags.atCreation(specifications, "security-group-rule");
        List<SecurityGroupRule> added = permissions.stream()
                .flatMap(permission -> rules(group, permission, egress))
                .map(rule -> rule.toBuilder().tags(tags).build())
                .toList();
        List<SecurityGroupRule> present = account.rules.within(groupId);
        long standing = present.stream().filter(rule -> rule.isEgress() == egress).count();
        if (standing + added.size() > MOST_RULES) {
            throw Refusal.of("RulesPerSecurityGroupLimitExceeded", "The maximum number of rules per security group has been reached.");
        }
        for (SecurityGroupRule rule : added) {
            if (present.stream().anyMatch(other -> same(other, rule))) {
                throw Refusal.of("InvalidPermission.Duplicate", "the specified rule \"peer: %s, %s, from port: %s, to port: %s, ALLOW\" already exists"
                        .formatted(peer(rule), rule.ipProtocol(), rule.fromPort(), rule.toPort()));
            }
        }
        added.forEach(rule -> account.rules.add(rule.securityGroupRuleId(), rule, Duration.ZERO));
        return added;
    }

    private Stream<SecurityGroupRule> rules(SecurityGroup group, IpPermission permission, boolean egress) {
        if (!List.of("tcp", "udp", "icmp", "-1").contains(permission.ipProtocol())) {
            throw Refusal.parameter("Invalid value '%s' for IP protocol. Unknown protocol.".formatted(permission.ipProtocol()));
        }
        if (!permission.ipv6Ranges().isEmpty() || !permission.prefixListIds().isEmpty()) {
            throw new UnsupportedOperationException("the sandbox has neither IPv6 nor prefix lists in rules");
        }
        Stream<SecurityGroupRule> groups = permission.userIdGroupPairs().stream().map(pair -> {
            account.securityGroups.require(pair.groupId());
            return rule(group.groupId(), egress, permission.ipProtocol(), permission.fromPort(), permission.toPort())
                    .description(pair.description())
                    .referencedGroupInfo(peer -> peer.groupId(pair.groupId()).userId(account.place.account()))
                    .build();
        });
        Stream<SecurityGroupRule> ranges = permission.ipRanges().stream().map(range -> {
            return rule(group.groupId(), egress, permission.ipProtocol(), permission.fromPort(), permission.toPort())
                    .description(range.description())
                    .cidrIpv4(Cidr.require(range.cidrIp()).toString())
                    .build();
        });
        return Stream.concat(groups, ranges);
    }

    private static boolean same(SecurityGroupRule one, SecurityGroupRule other) {
        return one.groupId().equals(other.groupId())
                && one.isEgress().equals(other.isEgress())
                && one.ipProtocol().equals(other.ipProtocol())
                && String.valueOf(one.fromPort()).equals(String.valueOf(other.fromPort()))
                && String.valueOf(one.toPort()).equals(String.valueOf(other.toPort()))
                && peer(one).equals(peer(other));
    }

    private static String peer(SecurityGroupRule rule) {
        return rule.referencedGroupInfo() == null ? rule.cidrIpv4() : rule.referencedGroupInfo().groupId();
    }

    void revoke(String groupId, List<String> ruleIds, List<IpPermission> permissions, boolean egress) {
        SecurityGroup group = account.securityGroups.require(groupId);
        List<SecurityGroupRule> gone = new ArrayList<>();
        ruleIds.stream().map(account.rules::require).forEach(rule -> {
            if (!rule.groupId().equals(groupId) || rule.isEgress() != egress) {
                throw notThere();
            }
            gone.add(rule);
        });
        permissions.stream().flatMap(permission -> rules(group, permission, egress)).forEach(wanted -> gone.add(
                account.rules.within(groupId).stream().filter(rule -> same(rule, wanted)).findFirst().orElseThrow(SecurityGroups::notThere)));
        if (gone.isEmpty()) {
            throw Refusal.missing("ipPermissions");
        }
        gone.forEach(rule -> account.rules.remove(rule.securityGroupRuleId()));
    }

    private static AwsServiceException notThere() {
        return Refusal.of("InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
    }

    Query<SecurityGroup> query() {
        return new Query<>(account.securityGroups)
                .seenAs(this::describe)
                .on("group-id", SecurityGroup::groupId)
                .on("group-name", SecurityGroup::groupName)
                .on("vpc-id", SecurityGroup::vpcId)
                .on("description", SecurityGroup::description)
                .onAny("ip-permission.group-id", group -> named(group.ipPermissions()))
                .onAny("egress.ip-permission.group-id", group -> named(group.ipPermissionsEgress()));
    }

    private static Stream<String> named(List<IpPermission> permissions) {
        return permissions.stream().flatMap(permission -> permission.userIdGroupPairs().stream()).map(UserIdGroupPair::groupId);
    }

    Query<SecurityGroupRule> ruleQuery() {
        return new Query<>(account.rules)
                .on("group-id", SecurityGroupRule::groupId)
                .on("security-group-rule-id", SecurityGroupRule::securityGroupRuleId);
    }

    private SecurityGroup describe(SecurityGroup group) {
        Map<Boolean, List<IpPermission>> permissions = new TreeMap<>();
        rulesOf(group).forEach(rule -> permissions
                .computeIfAbsent(rule.isEgress(), _ -> new ArrayList<>()).add(permission(rule)));
        return group.toBuilder()
                .ipPermissions(permissions.getOrDefault(false, List.of()))
                .ipPermissionsEgress(permissions.getOrDefault(true, List.of()))
                .build();
    }

    private Stream<SecurityGroupRule> rulesOf(SecurityGroup group) {
        return account.rules.within(group.groupId()).stream();
    }

    private static IpPermission permission(SecurityGroupRule rule) {
        IpPermission.Builder permission =
                IpPermission.builder().ipProtocol(rule.ipProtocol()).fromPort(rule.fromPort()).toPort(rule.toPort());
        return (rule.referencedGroupInfo() == null
                        ? permission.ipRanges(range -> range.cidrIp(rule.cidrIpv4()).description(rule.description()))
                        : permission.userIdGroupPairs(pair -> pair.groupId(rule.referencedGroupInfo().groupId())
                                .userId(rule.referencedGroupInfo().userId()).description(rule.description())))
                .build();
    }

    void delete(String id) {
        SecurityGroup group = account.securityGroups.require(id);
        if (group.groupName().equals("default")) {
            throw Refusal.of("CannotDelete", "the specified group: \"%s\" name: \"default\" cannot be deleted by a user".formatted(id));
        }
        boolean attached = account.interfaces.all().stream()
                .anyMatch(card -> card.groups().stream().anyMatch(one -> one.groupId().equals(id)));
        boolean named = account.rules.all().stream().anyMatch(rule -> !rule.groupId().equals(id) && id.equals(peer(rule)));
        if (attached || named) {
            throw Refusal.of("DependencyViolation", "resource " + id + " has a dependent object");
        }
        remove(group);
    }

    private void remove(SecurityGroup group) {
        rulesOf(group).toList().forEach(rule -> account.rules.remove(rule.securityGroupRuleId()));
        account.securityGroups.remove(group.groupId());
    }
}
