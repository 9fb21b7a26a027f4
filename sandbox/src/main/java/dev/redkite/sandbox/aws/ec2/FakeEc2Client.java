package dev.redkite.sandbox.aws.ec2;

import dev.redkite.failure.ServiceQuota;
import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Shelf;
import dev.redkite.sandbox.aws.StandingResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.*;

/**
 * Amazon EC2, as far as networks and volumes go. Its errors have EC2's codes and sentences, its order of removal is
 * EC2's, and what it does not know it refuses.
 *
 * <p>Other services' fakes put their network interfaces, groups and volumes here, so that subnets run out of
 * addresses and groups stay in use as they would.
 */
public final class FakeEc2Client extends MachineOperations {

    public FakeEc2Client(AccountRegion place) {
        super(place);
        new StandingAccount(this).load();
    }

    /** What is made meanwhile counts as having stood for long. */
    public void longSince(Runnable making) {
        Duration usual = account.propagation;
        account.propagation = Duration.ZERO;
        making.run();
        account.propagation = usual;
    }

    /** The next NAT gateway ends as failed. */
    public void failNextNatGateway() {
        natGateways.nextFails = true;
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
        return settled().interfaces.add(subnetId, securityGroupIds, description, requester, tags).networkInterfaceId();
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

    /** Somebody gives a VPC another address range, as for its pods. */
    public void associateRange(String vpcId, String cidr) {
        vpcs.associate(vpcId, cidr);
    }

    /** A group that a service makes, visible at once and with tags that only services may give; its id. */
    public String addSecurityGroup(String vpcId, String name, String description, Map<String, String> tags) {
        account.vpcs.require(vpcId);
        return securityGroups.add(vpcId, name, description, Tags.list(new TreeMap<>(tags)), Duration.ZERO);
    }

    /**
     * What EKS does for a node: launches an instance, running at once.
     *
     * @param data of the launch template: disk, and tags beside those of the service
     * @return the instance, whose address names the node
     */
    public Instance launch(
            String subnetId, List<String> securityGroupIds, String type, String profileArn, ResponseLaunchTemplateData data, Map<String, String> tags) {
        return settled().instances.launch(subnetId, securityGroupIds, InstanceType.fromValue(type), profileArn, data, tags);
    }

    /** How many more vCPUs of Standard instances the account may have running. */
    public int freeVcpus() {
        return settled().account.place.quotas().of(ServiceQuota.STANDARD_VCPUS) - instances.vcpus();
    }

    /** What the VPC CNI does on a node: attaches a further interface for pods. */
    public void addPodInterface(String instanceId, Map<String, String> tags) {
        instances.addPodInterface(instanceId, tags);
    }

    /** The instance is on its way out, and holds what it holds. */
    public void shutDown(String instanceId) {
        instances.shutDown(instanceId);
    }

    /**
     * The instance is terminated. Its interfaces for pods stay, available: whether the CNI takes them away is a race
     * that it may lose (https://github.com/aws/amazon-vpc-cni-k8s/issues/1223), and here it always does.
     */
    public void terminate(String instanceId) {
        instances.terminate(instanceId);
    }

    /** A launch template that a service makes; its id. */
    public String addLaunchTemplate(String name, Map<String, String> tags) {
        return launchTemplates.add(name, tags);
    }

    /** The service takes its launch template away, if it is still there. */
    public void removeLaunchTemplate(String id) {
        launchTemplates.remove(id);
    }

    /**
     * What GuardDuty's Runtime Monitoring makes in a VPC that has an EKS cluster, once: an interface endpoint in those
     * subnets and a security group. Nobody takes them away again.
     */
    public void addRuntimeMonitoring(String vpcId, List<String> subnetIds) {
        String name = "GuardDutyManagedSecurityGroup-" + vpcId;
        if (account.securityGroups.all().stream().anyMatch(group -> group.groupName().equals(name))) {
            return;
        }
        Map<String, String> tags = Map.of("GuardDutyManaged", "true");
        String group = addSecurityGroup(vpcId, name, "Associated with VPC-" + vpcId + " and tagged as GuardDutyManaged", tags);
        List<String> cards = subnetIds.stream()
                .map(subnet -> addNetworkInterface(subnet, List.of(group), "VPC Endpoint Interface of GuardDuty", "amazon-aws", tags))
                .toList();
        endpoints.addInterface(vpcId, "com.amazonaws.%s.guardduty-data".formatted(account.place.region()), cards, group, tags);
    }

    /** A snapshot that somebody made of a volume; its id. */
    public String addSnapshot(String volumeId, Map<String, String> tags) {
        return snapshots.add(volumeId, tags);
    }

    /** Attaches the volume to that instance, and to no other any more. */
    public void attachVolume(String id, String instanceId) {
        volumes.attach(id, instanceId);
    }

    /** Detaches the volume from whatever it is attached to. */
    public void detachVolume(String id) {
        volumes.detach(id);
    }

    /** How often a volume of the account changed. */
    public long volumeChanges() {
        return account.volumes.changes.until(account.place.now());
    }

    /** What each of these volumes is attached to; one that is gone is attached to nothing. */
    public List<List<VolumeAttachment>> attachments(List<String> volumeIds) {
        return volumeIds.stream().map(volumes::attachments).toList();
    }

    /** Names of the region's zones, but for those ids. */
    public String zonesBut(Set<String> ids) {
        return subnets.zones().stream().filter(zone -> !ids.contains(zone.zoneId())).map(AvailabilityZone::zoneName)
                .collect(Collectors.joining(", "));
    }

    /** A subnet as EC2 shows it now; refused like a call where it is unknown. */
    public Subnet subnet(String id) {
        return settled().subnets.query().answer(List.of(id), List.of()).getFirst();
    }

    /** Left out are VPCs' default groups, and NAT gateways, endpoints and instances that are gone already. */
    @Override
    protected Stream<StandingResource> standing() {
        return settled().account.standing();
    }

    @Override
    protected void noteCall() {}

    @Override
    protected Stream<Shelf> shelves() {
        return settled().account.tables().stream().map(Table::shelf);
    }

    /** By its id, without a look at everything else. */
    @Override
    public Optional<Map<String, String>> findTags(String name) {
        String id = name.substring(name.lastIndexOf('/') + 1);
        return settled().account.tables().stream()
                .flatMap(table -> table.findStanding(id).stream())
                .filter(each -> each.name().equals(name)).map(StandingResource::tags).findFirst();
    }

    @Override
    public CreateVpcEndpointResponse createVpcEndpoint(CreateVpcEndpointRequest request) {
        return CreateVpcEndpointResponse.builder().vpcEndpoint(settled().endpoints.create(request)).clientToken(request.clientToken()).build();
    }

    @Override
    public DescribeVpcEndpointsResponse describeVpcEndpoints(DescribeVpcEndpointsRequest request) {
        var page = settled().endpoints.query().page(request.vpcEndpointIds(), request.filters(), request.maxResults(), request.nextToken());
        return DescribeVpcEndpointsResponse.builder().vpcEndpoints(page.items()).nextToken(page.next()).build();
    }

    @Override
    public ModifyVpcEndpointResponse modifyVpcEndpoint(ModifyVpcEndpointRequest request) {
        settled().endpoints.modify(request);
        return ModifyVpcEndpointResponse.builder().returnValue(true).build();
    }

    @Override
    public DeleteVpcEndpointsResponse deleteVpcEndpoints(DeleteVpcEndpointsRequest request) {
        return DeleteVpcEndpointsResponse.builder().unsuccessful(settled().endpoints.delete(request.vpcEndpointIds())).build();
    }

    @Override
    public CreateSecurityGroupResponse createSecurityGroup(CreateSecurityGroupRequest request) {
        return CreateSecurityGroupResponse.builder().groupId(settled().securityGroups.create(request)).build();
    }

    @Override
    public DescribeSecurityGroupsResponse describeSecurityGroups(DescribeSecurityGroupsRequest request) {
        var page = settled().securityGroups.query().page(request.groupIds(), request.filters(), request.maxResults(), request.nextToken());
        return DescribeSecurityGroupsResponse.builder().securityGroups(page.items()).nextToken(page.next()).build();
    }

    @Override
    public DescribeSecurityGroupRulesResponse describeSecurityGroupRules(DescribeSecurityGroupRulesRequest request) {
        var page = settled().securityGroups.ruleQuery().page(request.securityGroupRuleIds(), request.filters(), request.maxResults(), request.nextToken());
        return DescribeSecurityGroupRulesResponse.builder().securityGroupRules(page.items()).nextToken(page.next()).build();
    }

    @Override
    public AuthorizeSecurityGroupIngressResponse authorizeSecurityGroupIngress(AuthorizeSecurityGroupIngressRequest request) {
        return AuthorizeSecurityGroupIngressResponse.builder()
                .returnValue(true)
                .securityGroupRules(settled().securityGroups.authorize(request.groupId(), request.ipPermissions(), request.tagSpecifications(), false))
                .build();
    }

    @Override
    public RevokeSecurityGroupIngressResponse revokeSecurityGroupIngress(RevokeSecurityGroupIngressRequest request) {
        settled().securityGroups.revoke(request.groupId(), request.securityGroupRuleIds(), request.ipPermissions(), false);
        return RevokeSecurityGroupIngressResponse.builder().returnValue(true).build();
    }

    @Override
    public AuthorizeSecurityGroupEgressResponse authorizeSecurityGroupEgress(AuthorizeSecurityGroupEgressRequest request) {
        return AuthorizeSecurityGroupEgressResponse.builder()
                .returnValue(true)
                .securityGroupRules(settled().securityGroups.authorize(request.groupId(), request.ipPermissions(), request.tagSpecifications(), true))
                .build();
    }

    @Override
    public RevokeSecurityGroupEgressResponse revokeSecurityGroupEgress(RevokeSecurityGroupEgressRequest request) {
        settled().securityGroups.revoke(request.groupId(), request.securityGroupRuleIds(), request.ipPermissions(), true);
        return RevokeSecurityGroupEgressResponse.builder().returnValue(true).build();
    }

    @Override
    public DeleteSecurityGroupResponse deleteSecurityGroup(DeleteSecurityGroupRequest request) {
        settled().securityGroups.delete(request.groupId());
        return DeleteSecurityGroupResponse.builder().build();
    }

    @Override
    public CreateTagsResponse createTags(CreateTagsRequest request) {
        settled().account.createTags(request.resources(), request.tags());
        return CreateTagsResponse.builder().build();
    }

    @Override
    public DeleteTagsResponse deleteTags(DeleteTagsRequest request) {
        settled().account.deleteTags(request.resources(), request.tags());
        return DeleteTagsResponse.builder().build();
    }
}
