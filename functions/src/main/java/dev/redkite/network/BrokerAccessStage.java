package dev.redkite.network;

import dev.redkite.environment.Identity;
import dev.redkite.failure.AwsErrors;
import dev.redkite.stage.Change;
import dev.redkite.stage.NamedResource;
import dev.redkite.stage.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * The one way in to the brokers: TCP 9096 from the cluster's security group. Any other ingress on our own group is
 * drift and is revoked. EKS makes its security group itself, so this stands behind the cluster, not in the network.
 */
public record BrokerAccessStage(Ec2Client ec2) implements NamedResource<BrokerAccessSpec, Identity, Void> {

    /** SASL/SCRAM within the VPC: https://docs.aws.amazon.com/msk/latest/developerguide/port-info.html. */
    static final int PORT = 9096;


    @Override
    public Observation<Void> observe(BrokerAccessSpec spec) {
        return findGroup(spec.identity()).map(group -> observed(spec, group, ingress(group))).orElseGet(Observation::absent);
    }

    @Override
    public Observation<Void> present(Identity identity) {
        return findGroup(identity).filter(group -> !ingress(group).isEmpty())
                .map(_ -> Observation.ready()).orElseGet(Observation::absent);
    }

    @Override
    public Identity identity(BrokerAccessSpec spec) {
        return spec.identity();
    }

    private Observation<Void> observed(BrokerAccessSpec spec, SecurityGroup group, List<SecurityGroupRule> rules) {
        List<SecurityGroupRule> strangers = rules.stream().filter(rule -> !isWanted(spec, rule)).toList();
        List<Change> changes = new ArrayList<>(Change.of(
                strangers.stream().map(rule -> rule.securityGroupRuleId() + " lets in what is not the cluster").toList(),
                () -> revoke(group, strangers)));
        if (strangers.size() == rules.size()) {
            changes.add(new Change("the cluster may not reach port " + PORT, () -> open(spec, group)));
        }
        return Observation.compared(changes);
    }

    private Optional<SecurityGroup> findGroup(Identity identity) {
        return ec2
                .describeSecurityGroupsPaginator(request -> request.filters(
                        Ec2Tags.filter("group-name", identity.names().brokerSecurityGroup()),
                        Ec2Tags.owned(identity.ownership())))
                .securityGroups().stream()
                .findFirst();
    }

    private List<SecurityGroupRule> ingress(SecurityGroup group) {
        return ec2
                .describeSecurityGroupRulesPaginator(
                        request -> request.filters(Ec2Tags.filter("group-id", group.groupId())))
                .securityGroupRules().stream()
                .filter(rule -> !rule.isEgress())
                .toList();
    }

    private static boolean isWanted(BrokerAccessSpec spec, SecurityGroupRule rule) {
        return rule.referencedGroupInfo() != null
                && rule.referencedGroupInfo().groupId().equals(spec.clusterSecurityGroupId())
                && rule.ipProtocol().equals("tcp")
                && rule.fromPort() == PORT
                && rule.toPort() == PORT;
    }

    /** Where the group itself is not to be seen yet there is nothing to open; the next look finds it. */
    @Override
    public void create(BrokerAccessSpec spec) {
        findGroup(spec.identity()).ifPresent(group -> open(spec, group));
    }

    /** EC2 has done what it has answered. */
    @Override
    public Observation<Void> mended(BrokerAccessSpec spec, Void facts, List<Change> changes) {
        changes.forEach(change -> change.send().run());
        return Observation.ready();
    }

    private void open(BrokerAccessSpec spec, SecurityGroup group) {
        IpPermission permission = IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(PORT)
                .toPort(PORT)
                .userIdGroupPairs(UserIdGroupPair.builder()
                        .groupId(spec.clusterSecurityGroupId())
                        .description("Milvus to Kafka, SASL/SCRAM")
                        .build())
                .build();
        AwsErrors.unlessPresent(() -> ec2.authorizeSecurityGroupIngress(request -> request
                .groupId(group.groupId())
                .ipPermissions(permission)
                .tagSpecifications(Ec2Tags.specification(
                        ResourceType.SECURITY_GROUP_RULE, spec.identity().ownership().tags()))));
    }

    private void revoke(SecurityGroup group, List<SecurityGroupRule> rules) {
        if (rules.isEmpty()) {
            return;
        }
        List<String> ids = rules.stream().map(SecurityGroupRule::securityGroupRuleId).toList();
        AwsErrors.unlessAbsent(() -> ec2.revokeSecurityGroupIngress(
                request -> request.groupId(group.groupId()).securityGroupRuleIds(ids)));
    }

    /** All ingress goes: while a rule names the cluster's group, EKS cannot remove that group. */
    @Override
    public void remove(Identity identity) {
        findGroup(identity).ifPresent(group -> revoke(group, ingress(group)));
    }
}
