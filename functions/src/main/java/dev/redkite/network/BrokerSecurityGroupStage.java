package dev.redkite.network;

import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** The brokers' security group: closed, until {@link BrokerAccessStage} opens it to the cluster. */
record BrokerSecurityGroupStage(Ec2Client ec2) implements Resource<NetworkSpec, BrokerSecurityGroupStage.Facts> {

    record Facts(String brokerSecurityGroupId) {}


    @Override
    public Observation<Facts> observe(NetworkSpec spec) {
        List<SecurityGroup> groups = groups(spec);
        if (groups.isEmpty()) {
            return Observation.absent();
        }
        SecurityGroup group = groups.getFirst();
        Optional<String> vpcId = findVpcId(spec);
        if (vpcId.isPresent() && !vpcId.get().equals(group.vpcId())) {
            return Observation.broken("%s of this environment stands in %s, the subnets are in %s, and an environment cannot move. Next: name the former subnets, or recreate the environment."
                    .formatted(group.groupId(), group.vpcId(), vpcId.get()));
        }
        return Observation.compared(
                new Facts(group.groupId()),
                Ec2Tags.changes(ec2, spec.ownership(), Map.of(), group.groupId(), group.tags()));
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

    private Optional<String> findVpcId(NetworkSpec spec) {
        if (!spec.network().adopted()) {
            return new OwnedNetwork(ec2).findVpc(spec.ownership()).map(Vpc::vpcId);
        }
        return ec2.describeSubnetsPaginator(request -> request.filters(Ec2Tags.filter("subnet-id", spec.network().subnetIds())))
                .subnets().stream()
                .map(Subnet::vpcId)
                .findFirst();
    }

    /** A name is unique within its VPC, so a second creation is refused; a stranger's group of our name is told. */
    @Override
    public Observation<Facts> made(NetworkSpec spec) {
        return findVpcId(spec).flatMap(vpcId -> createGroup(spec, vpcId))
                .map(id -> Observation.ready(new Facts(id))).orElseGet(() -> observe(spec));
    }

    @Override
    public void create(NetworkSpec spec) {
        made(spec);
    }

    private Optional<String> createGroup(NetworkSpec spec, String vpcId) {
        named(spec, Ec2Tags.filter("vpc-id", vpcId)).forEach(group -> spec.ownership()
                .require("Security group " + group.groupId() + " (" + group.groupName() + ")", Ec2Tags.map(group.tags())));
        String name = spec.names().brokerSecurityGroup();
        return Failures.about("Security group " + name, () -> AwsErrors.unlessTaken(() -> ec2.createSecurityGroup(request -> request
                .vpcId(vpcId)
                .groupName(name)
                .description("Kafka brokers of the Redkite environment " + spec.names().environment())
                .tagSpecifications(Ec2Tags.specification(ResourceType.SECURITY_GROUP, spec.ownership().tags(name)))).groupId()));
    }

    @Override
    public void remove(NetworkSpec spec) {
        groups(spec).forEach(group -> AwsErrors.unlessAbsent(
                () -> ec2.deleteSecurityGroup(request -> request.groupId(group.groupId()))));
    }
}
