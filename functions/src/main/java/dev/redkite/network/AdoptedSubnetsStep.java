package dev.redkite.network;

import dev.redkite.failure.InvalidRequest;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;

/** Subnets that the user named: checked, used, and never changed. */
record AdoptedSubnetsStep(Ec2Client ec2) implements Step<NetworkSpec, AdoptedSubnetsStep.Facts> {

    /** @param brokerGroups the environment's security groups for brokers, if it has one already */
    record Facts(String vpcId, String vpcCidr, List<String> privateSubnetIds, List<String> publicSubnetIds, List<String> zones,
            List<SecurityGroup> brokerGroups) {}

    /** @throws InvalidRequest listing every violation with its cure */
    @Override
    public Progress<Facts> run(NetworkSpec spec) {
        AdoptedSubnets adopted = found(spec, null);
        List<String> violations = adopted.violations();
        if (!violations.isEmpty()) {
            throw new InvalidRequest(violations.stream()
                    .map(violation -> "\n- " + violation)
                    .collect(Collectors.joining("", "network.subnetIds cannot be used as they are:",
                            "\nNext: mend what is named, then redrive the execution; or name other subnets in network.subnetIds and send the request again.")));
        }
        return new Progress.Done<>(facts(adopted));
    }

    /**
     * What speaks against the subnets.
     *
     * @param leaving the life that is torn down before
     */
    List<String> violations(NetworkSpec spec, @Nullable NetworkSpec leaving) {
        return found(spec, leaving).violations();
    }

    /** Asks by filter, not by id: an unknown id would fail the whole question and name only itself. */
    private AdoptedSubnets found(NetworkSpec spec, @Nullable NetworkSpec leaving) {
        List<String> ids = spec.network().subnetIds();
        List<Subnet> subnets = subnets("subnet-id", ids).stream()
                .sorted(Comparator.comparingInt(subnet -> ids.indexOf(subnet.subnetId())))
                .toList();
        List<String> vpcs = subnets.stream().map(Subnet::vpcId).distinct().toList();
        if (vpcs.isEmpty()) {
            return new AdoptedSubnets(spec, subnets, List.of(), List.of(), List.of(), List.of(), leaving);
        }
        return new AdoptedSubnets(
                spec,
                subnets,
                spec.internetFacing() ? subnets("vpc-id", vpcs) : List.of(),
                routeTables(vpcs),
                vpcs.stream().filter(vpc -> !givesNames(vpc)).toList(),
                new BrokerSecurityGroupStage(ec2).groups(spec),
                leaving);
    }

    private List<Subnet> subnets(String filter, List<String> values) {
        return ec2.describeSubnetsPaginator(request -> request.filters(Ec2Tags.filter(filter, values))).subnets().stream()
                .sorted(Comparator.comparing(Subnet::subnetId))
                .toList();
    }

    private List<RouteTable> routeTables(List<String> vpcs) {
        return ec2.describeRouteTablesPaginator(request -> request.filters(Ec2Tags.filter("vpc-id", vpcs))).routeTables().stream()
                .toList();
    }

    private boolean givesNames(String vpcId) {
        return ec2.describeVpcAttribute(request -> request.vpcId(vpcId).attribute(VpcAttributeName.ENABLE_DNS_SUPPORT))
                        .enableDnsSupport().value()
                && ec2.describeVpcAttribute(
                                request -> request.vpcId(vpcId).attribute(VpcAttributeName.ENABLE_DNS_HOSTNAMES))
                        .enableDnsHostnames().value();
    }

    private Facts facts(AdoptedSubnets adopted) {
        String vpcId = adopted.subnets().getFirst().vpcId();
        String cidr = ec2.describeVpcs(request -> request.vpcIds(vpcId)).vpcs().getFirst().cidrBlock();
        return new Facts(
                vpcId,
                cidr,
                adopted.subnets().stream().map(Subnet::subnetId).toList(),
                adopted.publicSubnets().stream().map(Subnet::subnetId).toList(),
                adopted.subnets().stream().map(Subnet::availabilityZone).toList(),
                adopted.brokerGroups());
    }
}
