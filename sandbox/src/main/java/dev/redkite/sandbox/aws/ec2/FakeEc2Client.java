package dev.redkite.sandbox.aws.ec2;

import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.*;

/**
 * Amazon EC2, as far as networks and volumes go. Its errors have EC2's codes and sentences, its order of removal is
 * EC2's, and what it does not know it refuses.
 *
 * <p>Other services' fakes put their network interfaces, groups and volumes here, so that subnets run out of
 * addresses and groups stay in use as they would.
 */
public final class FakeEc2Client extends VpcOperations {

    public FakeEc2Client(World world) {
        super(world);
        new StandingAccount(this).load();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    /** How long EC2 denies what it has just made; two seconds unless told otherwise. */
    public void propagateAfter(Duration delay) {
        account.propagation = delay;
    }

    /** The next NAT gateway ends as failed. */
    public void failNextNatGateway() {
        natGateways.failNext();
    }

    /**
     * What a service does that reaches into a VPC: takes an address of that subnet.
     *
     * @param requester the service's principal, e.g. {@code amazon-elb}
     * @return the network interface's id
     * @throws software.amazon.awssdk.awscore.exception.AwsServiceException when subnet or group are unknown or no address is free
     */
    public String addNetworkInterface(
            String subnetId, List<String> securityGroupIds, String description, String requester, Map<String, String> tags) {
        settle();
        return interfaces.add(subnetId, securityGroupIds, description, requester, tags).networkInterfaceId();
    }

    /** The interface's address, which its service knows at once. */
    public String address(String networkInterfaceId) {
        return interfaces.address(networkInterfaceId);
    }

    /** The service takes its interface back. */
    public void removeNetworkInterface(String id) {
        interfaces.takeBack(id);
    }

    /** The service takes its interface back at that instant, and until then it holds subnet and groups. */
    public void removeNetworkInterface(String id, Instant when) {
        account.interfaceEnds.put(id, when);
    }

    /** The interface can be reached from the internet, and its VPC's gateway cannot be detached. */
    public void lendPublicAddress(String networkInterfaceId) {
        interfaces.lendPublicAddress(networkInterfaceId);
    }

    /** The next interface that its service would take back stays for ever, available. */
    public void leavesInterfaceBehind() {
        account.interfacesForgotten++;
    }

    /** The service forgets its interface: it stays, available, holding its subnet and groups. */
    public void abandonNetworkInterface(String id) {
        interfaces.abandon(id);
    }

    /** A group that a service makes, visible at once and with tags that only services may give; its id. */
    public String addSecurityGroup(String vpcId, String name, String description, Map<String, String> tags) {
        account.vpcs.require(vpcId);
        return securityGroups.add(vpcId, name, description, Tags.list(new TreeMap<>(tags)), Duration.ZERO);
    }

    /** Whether a node uses the volume. */
    public void useVolume(String id, boolean inUse) {
        volumes.use(id, inUse);
    }

    /** A subnet as EC2 shows it now; refused like a call where it is unknown. */
    public Subnet subnet(String id) {
        settle();
        return subnets.query().answer(List.of(id), List.of()).getFirst();
    }

    /** Every id with its tags, for comparing before and after; NAT gateways that are gone are left out. */
    public Map<String, Map<String, String>> inventory() {
        settle();
        Map<String, Map<String, String>> inventory = account.inventory();
        natGateways.deleted().forEach(id -> inventory.remove("ec2:natgateway/" + id));
        return inventory;
    }

    @Override
    public CreateVpcEndpointResponse createVpcEndpoint(CreateVpcEndpointRequest request) {
        settle();
        return CreateVpcEndpointResponse.builder().vpcEndpoint(endpoints.create(request)).clientToken(request.clientToken()).build();
    }

    @Override
    public DescribeVpcEndpointsResponse describeVpcEndpoints(DescribeVpcEndpointsRequest request) {
        settle();
        var page = endpoints.query().page(request.vpcEndpointIds(), request.filters(), request.maxResults(), request.nextToken());
        return DescribeVpcEndpointsResponse.builder().vpcEndpoints(page.items()).nextToken(page.nextToken()).build();
    }

    @Override
    public ModifyVpcEndpointResponse modifyVpcEndpoint(ModifyVpcEndpointRequest request) {
        settle();
        endpoints.modify(request);
        return ModifyVpcEndpointResponse.builder().returnValue(true).build();
    }

    @Override
    public DeleteVpcEndpointsResponse deleteVpcEndpoints(DeleteVpcEndpointsRequest request) {
        settle();
        return DeleteVpcEndpointsResponse.builder().unsuccessful(endpoints.delete(request.vpcEndpointIds())).build();
    }

    @Override
    public CreateSecurityGroupResponse createSecurityGroup(CreateSecurityGroupRequest request) {
        settle();
        return CreateSecurityGroupResponse.builder().groupId(securityGroups.create(request)).build();
    }

    @Override
    public DescribeSecurityGroupsResponse describeSecurityGroups(DescribeSecurityGroupsRequest request) {
        settle();
        var page = securityGroups.query().page(request.groupIds(), request.filters(), request.maxResults(), request.nextToken());
        return DescribeSecurityGroupsResponse.builder().securityGroups(page.items()).nextToken(page.nextToken()).build();
    }

    @Override
    public DescribeSecurityGroupRulesResponse describeSecurityGroupRules(DescribeSecurityGroupRulesRequest request) {
        settle();
        var page = securityGroups.ruleQuery().page(request.securityGroupRuleIds(), request.filters(), request.maxResults(), request.nextToken());
        return DescribeSecurityGroupRulesResponse.builder().securityGroupRules(page.items()).nextToken(page.nextToken()).build();
    }

    @Override
    public AuthorizeSecurityGroupIngressResponse authorizeSecurityGroupIngress(AuthorizeSecurityGroupIngressRequest request) {
        settle();
        return AuthorizeSecurityGroupIngressResponse.builder()
                .returnValue(true)
                .securityGroupRules(securityGroups.authorizeIngress(request))
                .build();
    }

    @Override
    public RevokeSecurityGroupIngressResponse revokeSecurityGroupIngress(RevokeSecurityGroupIngressRequest request) {
        settle();
        securityGroups.revokeIngress(request);
        return RevokeSecurityGroupIngressResponse.builder().returnValue(true).build();
    }

    @Override
    public DeleteSecurityGroupResponse deleteSecurityGroup(DeleteSecurityGroupRequest request) {
        settle();
        securityGroups.delete(request.groupId());
        return DeleteSecurityGroupResponse.builder().build();
    }

    @Override
    public DescribeNetworkInterfacesResponse describeNetworkInterfaces(DescribeNetworkInterfacesRequest request) {
        settle();
        var page = interfaces.query().page(request.networkInterfaceIds(), request.filters(), request.maxResults(), request.nextToken());
        return DescribeNetworkInterfacesResponse.builder().networkInterfaces(page.items()).nextToken(page.nextToken()).build();
    }

    @Override
    public DeleteNetworkInterfaceResponse deleteNetworkInterface(DeleteNetworkInterfaceRequest request) {
        settle();
        interfaces.delete(request.networkInterfaceId());
        return DeleteNetworkInterfaceResponse.builder().build();
    }

    @Override
    public CreateVolumeResponse createVolume(CreateVolumeRequest request) {
        settle();
        Volume volume = volumes.create(request);
        return CreateVolumeResponse.builder()
                .volumeId(volume.volumeId())
                .availabilityZone(volume.availabilityZone())
                .size(volume.size())
                .volumeType(volume.volumeType())
                .encrypted(volume.encrypted())
                .createTime(volume.createTime())
                .state(volume.state())
                .tags(volume.tags())
                .build();
    }

    @Override
    public DescribeVolumesResponse describeVolumes(DescribeVolumesRequest request) {
        settle();
        var page = volumes.query().page(request.volumeIds(), request.filters(), request.maxResults(), request.nextToken());
        return DescribeVolumesResponse.builder().volumes(page.items()).nextToken(page.nextToken()).build();
    }

    @Override
    public DeleteVolumeResponse deleteVolume(DeleteVolumeRequest request) {
        settle();
        volumes.delete(request.volumeId());
        return DeleteVolumeResponse.builder().build();
    }

    @Override
    public CreateTagsResponse createTags(CreateTagsRequest request) {
        settle();
        account.createTags(request.resources(), request.tags());
        return CreateTagsResponse.builder().build();
    }

    @Override
    public DeleteTagsResponse deleteTags(DeleteTagsRequest request) {
        settle();
        account.deleteTags(request.resources(), request.tags());
        return DeleteTagsResponse.builder().build();
    }
}
