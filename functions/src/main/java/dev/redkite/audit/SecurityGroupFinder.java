package dev.redkite.audit;

import dev.redkite.audit.Leftover.Stuck;
import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.StagePending;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/**
 * Security groups of cluster and controller, and our own. Two that name each other cannot go before one of them has
 * forgotten the other, so rules that name a group are revoked first, where they are ours.
 */
record SecurityGroupFinder(Ec2Client ec2, Function<AuditSpec, List<Filter>> questions) implements ResourceFinder {

    static SecurityGroupFinder ofCluster(Ec2Client ec2) {
        return new SecurityGroupFinder(ec2, ClusterTags::securityGroups);
    }

    /** Those that carry our tag, such as the brokers', which go after the brokers. */
    static SecurityGroupFinder tagged(Ec2Client ec2) {
        return new SecurityGroupFinder(ec2, spec -> List.of(Ec2Filters.owned(spec)));
    }

    @Override
    public Findings ask(AuditSpec spec) {
        List<Filter> asked = questions.apply(spec);
        List<SecurityGroup> found = Ec2Filters.query(asked, this::groups, SecurityGroup::groupId);
        return Findings.found(asked.size() + found.size(), found.stream()
                .filter(group -> ours(group, spec))
                .map(group -> leftover(group, spec))
                .toList());
    }

    private Stream<SecurityGroup> groups(Filter filter) {
        return ec2.describeSecurityGroupsPaginator(request -> request.filters(filter)).securityGroups().stream();
    }

    private static boolean ours(SecurityGroup group, AuditSpec spec) {
        Map<String, String> tags = Ec2Filters.tags(group.tags());
        return spec.ownership().owns(tags)
                || ClusterTags.onSecurityGroup(tags, spec) && !ClusterTags.anotherEnvironments(tags, spec);
    }

    private Leftover leftover(SecurityGroup group, AuditSpec spec) {
        String name = "security group %s %s".formatted(group.groupId(), group.groupName());
        Map<String, String> tags = Ec2Filters.tags(group.tags());
        if (!spec.ownership().owns(tags) && !ClusterTags.namesClusterInValue(tags, spec)) {
            return new Stuck(name, "only its tag's key names the cluster, and no role can be limited to such keys",
                    "delete it (aws ec2 delete-security-group --region %s --group-id %s)".formatted(
                            spec.names().region(), group.groupId()));
        }
        return new Sweepable(name, () -> sweep(group, spec));
    }

    private void sweep(SecurityGroup group, AuditSpec spec) {
        for (SecurityGroup naming : naming(group)) {
            if (!ours(naming, spec)) {
                throw new StagePending("a rule of %s, which is not ours, names it".formatted(naming.groupId()));
            }
            revoke(naming, group);
        }
        AwsErrors.unlessAbsent(() -> ec2.deleteSecurityGroup(request -> request.groupId(group.groupId())));
    }

    /** Others whose rules name that group. */
    private List<SecurityGroup> naming(SecurityGroup group) {
        return Stream.of("ip-permission.group-id", "egress.ip-permission.group-id")
                .flatMap(filter -> groups(Ec2Filters.of(filter, group.groupId())))
                .filter(naming -> !naming.groupId().equals(group.groupId()))
                .toList();
    }

    private void revoke(SecurityGroup naming, SecurityGroup named) {
        List<SecurityGroupRule> rules = ec2
                .describeSecurityGroupRulesPaginator(request -> request.filters(Ec2Filters.of("group-id", naming.groupId())))
                .securityGroupRules().stream()
                .filter(rule -> rule.referencedGroupInfo() != null
                        && named.groupId().equals(rule.referencedGroupInfo().groupId()))
                .toList();
        List<String> inward = ids(rules, false);
        List<String> outward = ids(rules, true);
        if (!inward.isEmpty()) {
            AwsErrors.unlessAbsent(() -> ec2.revokeSecurityGroupIngress(
                    request -> request.groupId(naming.groupId()).securityGroupRuleIds(inward)));
        }
        if (!outward.isEmpty()) {
            AwsErrors.unlessAbsent(() -> ec2.revokeSecurityGroupEgress(
                    request -> request.groupId(naming.groupId()).securityGroupRuleIds(outward)));
        }
    }

    private static List<String> ids(List<SecurityGroupRule> rules, boolean egress) {
        return rules.stream()
                .filter(rule -> rule.isEgress() == egress)
                .map(SecurityGroupRule::securityGroupRuleId)
                .toList();
    }

    /** Rules go with their group. */
    @Override
    public Set<String> types() {
        return Set.of("ec2:security-group", "ec2:security-group-rule");
    }
}
