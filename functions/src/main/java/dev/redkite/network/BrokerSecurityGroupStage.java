package dev.redkite.network;

import dev.redkite.environment.Ownership;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.stage.NamedResource;
import dev.redkite.stage.Observation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** The brokers' security group: closed, until {@link BrokerAccessStage} opens it to the cluster. */
record BrokerSecurityGroupStage(Ec2Client ec2)
        implements NamedResource<BrokerSecurityGroupStage.Spec, NetworkSpec, BrokerSecurityGroupStage.Facts> {

    /** @param vpcId in which the subnets are */
    record Spec(NetworkSpec network, String vpcId) {

        private Ownership ownership() {
            return network.ownership();
        }

        private String name() {
            return network.names().brokerSecurityGroup();
        }
    }

    record Facts(String brokerSecurityGroupId) {}

    @Override
    public Observation<Facts> observe(Spec spec) {
        return observed(spec, groups(spec.network()));
    }

    /** @param groups as {@link #groups} has just found them */
    Observation<Facts> observed(Spec spec, List<SecurityGroup> groups) {
        return groups.stream().findFirst().map(group -> observed(spec, group)).orElseGet(Observation::absent);
    }

    private Observation<Facts> observed(Spec spec, SecurityGroup group) {
        if (!spec.vpcId().equals(group.vpcId())) {
            return Observation.broken("%s of this environment stands in %s, the subnets are in %s, and an environment cannot move. Next: name the former subnets, or recreate the environment."
                    .formatted(group.groupId(), group.vpcId(), spec.vpcId()));
        }
        return Observation.compared(
                new Facts(group.groupId()),
                Ec2Tags.changes(ec2, spec.ownership(), Map.of(), group.groupId(), group.tags()));
    }

    @Override
    public Observation<?> present(NetworkSpec spec) {
        return groups(spec).stream().findFirst().map(Observation::ready).orElseGet(Observation::absent);
    }

    @Override
    public NetworkSpec identity(Spec spec) {
        return spec.network();
    }

    List<SecurityGroup> groups(NetworkSpec spec) {
        return named(spec, Ec2Tags.owned(spec.ownership()));
    }

    private List<SecurityGroup> named(NetworkSpec spec, Filter filter) {
        return ec2
                .describeSecurityGroupsPaginator(request -> request.filters(
                        Ec2Tags.filter("group-name", spec.names().brokerSecurityGroup()), filter))
                .securityGroups().stream()
                .toList();
    }

    /** A name is unique within its VPC, so a second creation is refused; a stranger's group of our name is told. */
    @Override
    public Observation<Facts> made(Spec spec) {
        return createGroup(spec).map(id -> Observation.ready(new Facts(id))).orElseGet(() -> {
            named(spec.network(), Ec2Tags.filter("vpc-id", spec.vpcId())).forEach(group -> spec.ownership()
                    .require("Security group " + group.groupId() + " (" + group.groupName() + ")", Ec2Tags.map(group.tags())));
            return observe(spec);
        });
    }

    @Override
    public void create(Spec spec) {
        made(spec);
    }

    private Optional<String> createGroup(Spec spec) {
        String name = spec.name();
        return Failures.about("Security group " + name, () -> AwsErrors.unlessTaken(() -> ec2.createSecurityGroup(request -> request
                .vpcId(spec.vpcId())
                .groupName(name)
                .description("Kafka brokers of the Redkite environment " + spec.network().names().environment())
                .tagSpecifications(Ec2Tags.specification(ResourceType.SECURITY_GROUP, spec.ownership().tags(name)))).groupId()));
    }

    @Override
    public void remove(NetworkSpec spec) {
        groups(spec).forEach(group -> AwsErrors.unlessAbsent(
                () -> ec2.deleteSecurityGroup(request -> request.groupId(group.groupId()))));
    }
}
