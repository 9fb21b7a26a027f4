package dev.redkite.network;

import dev.redkite.failure.AwsErrors;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/**
 * What GuardDuty's Runtime Monitoring puts into every VPC with an EKS cluster and leaves there: an interface endpoint and
 * a security group, which hold the subnets and the VPC
 * (https://github.com/hashicorp/terraform-provider-aws/issues/46747). Taken away by name, and out of a VPC of our own only;
 * in an adopted one they serve others.
 */
record GuardDutyStep(Ec2Client ec2) implements Step<NetworkSpec, Void> {

    private static final String SERVICE = "guardduty-data";
    private static final String GROUP = "GuardDutyManagedSecurityGroup-";
    private static final Filter MANAGED = Ec2Tags.filter("tag:GuardDutyManaged", "true");


    @Override
    public Progress<Void> run(NetworkSpec spec) {
        for (Vpc vpc : new OwnedNetwork(ec2).vpcs(spec.ownership())) {
            List<VpcEndpoint> endpoints = endpoints(vpc.vpcId());
            if (!endpoints.isEmpty()) {
                endpoints.stream().filter(each -> !each.stateAsString().equalsIgnoreCase("deleting")).forEach(this::delete);
                return new Pending<>("GuardDuty's endpoint in %s is going".formatted(vpc.vpcId()));
            }
            groups(vpc.vpcId()).forEach(this::delete);
        }
        return Progress.done();
    }

    private List<VpcEndpoint> endpoints(String vpcId) {
        Filter inside = Ec2Tags.filter("vpc-id", vpcId);
        return ec2.describeVpcEndpointsPaginator(request -> request.filters(inside, MANAGED)).vpcEndpoints().stream()
                .filter(each -> each.serviceName().endsWith(SERVICE))
                .filter(each -> !each.stateAsString().equalsIgnoreCase("deleted"))
                .toList();
    }

    /** What its answer refuses, the next look repeats, and {@link VpcDependencies} names what stays. */
    private void delete(VpcEndpoint endpoint) {
        ec2.deleteVpcEndpoints(request -> request.vpcEndpointIds(endpoint.vpcEndpointId()));
    }

    private List<SecurityGroup> groups(String vpcId) {
        Filter inside = Ec2Tags.filter("vpc-id", vpcId);
        return ec2.describeSecurityGroupsPaginator(request -> request.filters(inside, MANAGED)).securityGroups().stream()
                .filter(each -> each.groupName().equals(GROUP + vpcId))
                .toList();
    }

    private void delete(SecurityGroup group) {
        AwsErrors.unlessAbsent(() -> ec2.deleteSecurityGroup(request -> request.groupId(group.groupId())));
    }
}
