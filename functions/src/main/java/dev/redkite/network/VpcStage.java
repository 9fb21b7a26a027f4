package dev.redkite.network;

import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.stage.Change;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.ec2.model.VpcState;

/** The environment's own VPC, with DNS names for hosts, which EKS' private endpoint and MSK need. */
record VpcStage(Ec2Client ec2) implements Resource<NetworkSpec, VpcStage.Facts> {

    record Facts(String vpcId, String vpcCidr) {}


    @Override
    public Observation<Facts> observe(NetworkSpec spec) {
        List<Vpc> vpcs = new OwnedNetwork(ec2).vpcs(spec.ownership());
        if (vpcs.isEmpty()) {
            return Observation.absent();
        }
        Vpc vpc = vpcs.getFirst();
        if (vpc.state() == VpcState.PENDING) {
            return Observation.changing(vpc.vpcId() + " is pending");
        }
        if (!vpc.cidrBlock().equals(spec.network().cidr())) {
            return Observation.broken("%s has the addresses %s, wanted are %s, and a VPC's cannot be changed. Next: put network.cidr back, or recreate the environment."
                    .formatted(vpc.vpcId(), vpc.cidrBlock(), spec.network().cidr()));
        }
        return Observation.compared(new Facts(vpc.vpcId(), vpc.cidrBlock()), changes(spec, vpcs));
    }

    private List<Change> changes(NetworkSpec spec, List<Vpc> vpcs) {
        Vpc vpc = vpcs.getFirst();
        List<Change> changes = new ArrayList<>();
        if (vpcs.size() > 1) {
            changes.add(new Change("%d VPCs carry the environment's tag, one is wanted".formatted(vpcs.size()),
                    () -> vpcs.stream().skip(1).forEach(this::delete)));
        }
        if (!hasHostNames(vpc)) {
            changes.add(new Change(vpc.vpcId() + " gives no DNS names to hosts", () -> ec2.modifyVpcAttribute(
                    request -> request.vpcId(vpc.vpcId()).enableDnsHostnames(value -> value.value(true)))));
        }
        changes.addAll(Ec2Tags.changes(ec2, spec.ownership(), Map.of(), vpc.vpcId(), vpc.tags()));
        return changes;
    }

    private boolean hasHostNames(Vpc vpc) {
        return ec2.describeVpcAttribute(request -> request
                        .vpcId(vpc.vpcId())
                        .attribute(VpcAttributeName.ENABLE_DNS_HOSTNAMES))
                .enableDnsHostnames()
                .value();
    }

    @Override
    public void create(NetworkSpec spec) {
        String name = spec.names().clusterName();
        Failures.aboutUnnamed("VPC " + name, () -> ec2.createVpc(request -> request
                .cidrBlock(spec.network().cidr())
                .tagSpecifications(Ec2Tags.specification(ResourceType.VPC, spec.ownership().tags(name)))));
        throw OwnedNetwork.askedFor("VPC " + name);
    }

    @Override
    public void remove(NetworkSpec spec) {
        new OwnedNetwork(ec2).vpcs(spec.ownership()).forEach(this::delete);
    }

    private void delete(Vpc vpc) {
        AwsErrors.unlessAbsent(() -> ec2.deleteVpc(request -> request.vpcId(vpc.vpcId())));
    }
}
