package dev.redkite.sandbox.aws.ec2;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.FakeService;
import dev.redkite.sandbox.aws.Shapes;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.*;

/** The part of EC2's API that is about ways: VPCs, subnets, gateways, addresses, routes. */
abstract class VpcOperations extends FakeService implements Ec2Client {

    final Ec2Account account;
    final Subnets subnets;
    final InternetGateways internetGateways;
    final Addresses addresses;
    final NatGateways natGateways;
    final RouteTables routeTables;
    final VpcEndpoints endpoints;
    final SecurityGroups securityGroups;
    final Vpcs vpcs;

    VpcOperations(AccountRegion place) {
        account = new Ec2Account(place);
        subnets = new Subnets(account);
        internetGateways = new InternetGateways(account);
        addresses = new Addresses(account);
        natGateways = new NatGateways(account);
        routeTables = new RouteTables(account);
        endpoints = new VpcEndpoints(account);
        securityGroups = new SecurityGroups(account);
        vpcs = new Vpcs(account, securityGroups, routeTables);
    }

    /** Itself, once what hangs on time alone has been brought up to date. */
    abstract VpcOperations settled();

    @Override
    public DescribeAvailabilityZonesResponse describeAvailabilityZones(DescribeAvailabilityZonesRequest request) {
        return DescribeAvailabilityZonesResponse.builder().availabilityZones(settled().subnets.zones(request)).build();
    }

    @Override
    public CreateVpcResponse createVpc(CreateVpcRequest request) {
        return CreateVpcResponse.builder().vpc(settled().vpcs.create(request)).build();
    }

    @Override
    public DescribeVpcsResponse describeVpcs(DescribeVpcsRequest request) {
        var page = settled().vpcs.query().page(request.vpcIds(), request.filters(), request.maxResults(), request.nextToken());
        return DescribeVpcsResponse.builder().vpcs(page.items()).nextToken(page.next()).build();
    }

    @Override
    public ModifyVpcAttributeResponse modifyVpcAttribute(ModifyVpcAttributeRequest request) {
        settled().vpcs.modify(request);
        return ModifyVpcAttributeResponse.builder().build();
    }

    @Override
    public DescribeVpcAttributeResponse describeVpcAttribute(DescribeVpcAttributeRequest request) {
        return settled().vpcs.attribute(request);
    }

    @Override
    public DeleteVpcResponse deleteVpc(DeleteVpcRequest request) {
        settled().vpcs.delete(request.vpcId());
        return DeleteVpcResponse.builder().build();
    }

    @Override
    public CreateSubnetResponse createSubnet(CreateSubnetRequest request) {
        return CreateSubnetResponse.builder().subnet(settled().subnets.create(request)).build();
    }

    @Override
    public DescribeSubnetsResponse describeSubnets(DescribeSubnetsRequest request) {
        var page = settled().subnets.query().page(request.subnetIds(), request.filters(), request.maxResults(), request.nextToken());
        return DescribeSubnetsResponse.builder().subnets(page.items()).nextToken(page.next()).build();
    }

    @Override
    public DeleteSubnetResponse deleteSubnet(DeleteSubnetRequest request) {
        settled().subnets.delete(request.subnetId());
        return DeleteSubnetResponse.builder().build();
    }

    @Override
    public CreateInternetGatewayResponse createInternetGateway(CreateInternetGatewayRequest request) {
        return CreateInternetGatewayResponse.builder().internetGateway(settled().internetGateways.create(request)).build();
    }

    @Override
    public DescribeInternetGatewaysResponse describeInternetGateways(DescribeInternetGatewaysRequest request) {
        var page = settled().internetGateways.query().page(request.internetGatewayIds(), request.filters(), request.maxResults(), request.nextToken());
        return DescribeInternetGatewaysResponse.builder().internetGateways(page.items()).nextToken(page.next()).build();
    }

    @Override
    public AttachInternetGatewayResponse attachInternetGateway(AttachInternetGatewayRequest request) {
        settled().internetGateways.attach(request.internetGatewayId(), request.vpcId());
        return AttachInternetGatewayResponse.builder().build();
    }

    @Override
    public DetachInternetGatewayResponse detachInternetGateway(DetachInternetGatewayRequest request) {
        settled().internetGateways.detach(request.internetGatewayId(), request.vpcId());
        return DetachInternetGatewayResponse.builder().build();
    }

    @Override
    public DeleteInternetGatewayResponse deleteInternetGateway(DeleteInternetGatewayRequest request) {
        settled().internetGateways.delete(request.internetGatewayId());
        return DeleteInternetGatewayResponse.builder().build();
    }

    @Override
    public AllocateAddressResponse allocateAddress(AllocateAddressRequest request) {
        return Shapes.copied(settled().addresses.allocate(request), AllocateAddressResponse.builder()).build();
    }

    @Override
    public DescribeAddressesResponse describeAddresses(DescribeAddressesRequest request) {
        return DescribeAddressesResponse.builder().addresses(settled().addresses.query().answer(request.allocationIds(), request.filters())).build();
    }

    @Override
    public ReleaseAddressResponse releaseAddress(ReleaseAddressRequest request) {
        settled().addresses.release(request);
        return ReleaseAddressResponse.builder().build();
    }

    @Override
    public CreateNatGatewayResponse createNatGateway(CreateNatGatewayRequest request) {
        return CreateNatGatewayResponse.builder().natGateway(settled().natGateways.create(request)).clientToken(request.clientToken()).build();
    }

    @Override
    public DescribeNatGatewaysResponse describeNatGateways(DescribeNatGatewaysRequest request) {
        var page = settled().natGateways.query().page(request.natGatewayIds(), request.filter(), request.maxResults(), request.nextToken());
        return DescribeNatGatewaysResponse.builder().natGateways(page.items()).nextToken(page.next()).build();
    }

    @Override
    public DeleteNatGatewayResponse deleteNatGateway(DeleteNatGatewayRequest request) {
        settled().natGateways.delete(request.natGatewayId());
        return DeleteNatGatewayResponse.builder().build();
    }

    @Override
    public CreateRouteTableResponse createRouteTable(CreateRouteTableRequest request) {
        return CreateRouteTableResponse.builder().routeTable(settled().routeTables.create(request)).clientToken(request.clientToken()).build();
    }

    @Override
    public DescribeRouteTablesResponse describeRouteTables(DescribeRouteTablesRequest request) {
        var page = settled().routeTables.query(natGateways::isAvailable).page(request.routeTableIds(), request.filters(), request.maxResults(), request.nextToken());
        return DescribeRouteTablesResponse.builder().routeTables(page.items()).nextToken(page.next()).build();
    }

    @Override
    public AssociateRouteTableResponse associateRouteTable(AssociateRouteTableRequest request) {
        return AssociateRouteTableResponse.builder().associationId(settled().routeTables.associate(request.routeTableId(), request.subnetId())).build();
    }

    @Override
    public DisassociateRouteTableResponse disassociateRouteTable(DisassociateRouteTableRequest request) {
        settled().routeTables.disassociate(request.associationId());
        return DisassociateRouteTableResponse.builder().build();
    }

    @Override
    public CreateRouteResponse createRoute(CreateRouteRequest request) {
        settled().routeTables.createRoute(request, natGateways::isAvailable);
        return CreateRouteResponse.builder().returnValue(true).build();
    }

    @Override
    public ReplaceRouteResponse replaceRoute(ReplaceRouteRequest request) {
        settled().routeTables.replaceRoute(request, natGateways::isAvailable);
        return ReplaceRouteResponse.builder().build();
    }

    @Override
    public DeleteRouteTableResponse deleteRouteTable(DeleteRouteTableRequest request) {
        settled().routeTables.delete(request.routeTableId());
        return DeleteRouteTableResponse.builder().build();
    }
}
