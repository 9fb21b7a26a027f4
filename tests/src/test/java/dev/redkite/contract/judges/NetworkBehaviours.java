package dev.redkite.contract.judges;

import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Networks of Amazon EC2 for behaviours to begin with. */
abstract class NetworkBehaviours extends Behaviours {

    Ec2Client ec2() {
        return client(Ec2Client.class);
    }

    String vpc() {
        String id = ec2().createVpc(request -> request.cidrBlock("10.0.0.0/16").tagSpecifications(tags -> tags
                        .resourceType(ResourceType.VPC)
                        .tags(tag -> tag.key("judged").value(account.name("vpc")))))
                .vpc().vpcId();
        settle();
        return id;
    }

    String subnet(String vpc, String cidr) {
        String id = ec2().createSubnet(request -> request.vpcId(vpc).cidrBlock(cidr).availabilityZone("us-west-2a"))
                .subnet().subnetId();
        settle();
        return id;
    }

    String gateway(String vpc) {
        String id = ec2().createInternetGateway().internetGateway().internetGatewayId();
        settle();
        ec2().attachInternetGateway(request -> request.internetGatewayId(id).vpcId(vpc));
        settle();
        return id;
    }

    String routeTable(String vpc) {
        String id = ec2().createRouteTable(request -> request.vpcId(vpc)).routeTable().routeTableId();
        settle();
        return id;
    }

    String address() {
        String id = ec2().allocateAddress(request -> request.domain(DomainType.VPC)).allocationId();
        settle();
        return id;
    }

    String natGateway(String subnet, String address, String token) {
        String id = ec2().createNatGateway(request -> request.subnetId(subnet).allocationId(address).clientToken(token))
                .natGateway().natGatewayId();
        settle();
        return id;
    }

    NatGatewayState natGatewayState(String id) {
        return ec2().describeNatGateways(request -> request.natGatewayIds(id)).natGateways().getFirst().state();
    }

    static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }
}
