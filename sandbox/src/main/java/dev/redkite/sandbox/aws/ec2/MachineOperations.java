package dev.redkite.sandbox.aws.ec2;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Shapes;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.*;

/** The part of EC2's API that is about machines and disks: instances, launch templates, interfaces, volumes, snapshots. */
abstract class MachineOperations extends VpcOperations {

    final NetworkInterfaces interfaces;
    final Volumes volumes;
    final Snapshots snapshots;
    final Instances instances;
    final LaunchTemplates launchTemplates;
    final Offerings offerings = new Offerings(subnets);

    MachineOperations(AccountRegion place) {
        super(place);
        interfaces = new NetworkInterfaces(account);
        volumes = new Volumes(account);
        snapshots = new Snapshots(account);
        instances = new Instances(account, interfaces, volumes);
        launchTemplates = new LaunchTemplates(account);
    }

    @Override
    final MachineOperations settled() {
        natGateways.settle();
        endpoints.settle(interfaces::remove);
        interfaces.settle();
        instances.settle();
        return this;
    }

    @Override
    public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
        var page = settled().instances.query().page(request.instanceIds(), request.filters(), request.maxResults(), request.nextToken());
        return DescribeInstancesResponse.builder()
                .reservations(page.items().stream()
                        .map(instance -> Reservation.builder()
                                .reservationId(instance.instanceId().replaceFirst("^i-", "r-"))
                                .ownerId(account.place.account())
                                .instances(instance)
                                .build())
                        .toList())
                .nextToken(page.next())
                .build();
    }

    @Override
    public ModifyInstanceMetadataOptionsResponse modifyInstanceMetadataOptions(ModifyInstanceMetadataOptionsRequest request) {
        return ModifyInstanceMetadataOptionsResponse.builder()
                .instanceId(request.instanceId())
                .instanceMetadataOptions(settled().instances.changeMetadata(request))
                .build();
    }

    /** The account shows instances their own tags where nobody says otherwise (aws ec2 modify-instance-metadata-defaults). */
    public final void showTagsInMetadata() {
        account.tagsInMetadata = true;
    }

    /** Whether what is launched so sees its own tags. */
    public final boolean showsTagsInMetadata(ResponseLaunchTemplateData data) {
        return InstanceMetadata.of(data, account.tagsInMetadata).instanceMetadataTags() == InstanceMetadataTagsState.ENABLED;
    }

    /** What the VPC CNI does on a node: holds so many addresses for pods. */
    public final void lendToPods(String instanceId, int addresses) {
        instances.lendToPods(instanceId, addresses);
    }

    /** The interface holds so many addresses beside its own. */
    public final void takeAddresses(String networkInterfaceId, int addresses) {
        account.secondaries.put(networkInterfaceId, addresses);
    }

    /** The account's own key for volumes, and whether every volume is encrypted. */
    public final void encryptVolumes(String keyArn, boolean everyVolume) {
        account.volumeKey = keyArn;
        account.everyVolumeEncrypted = everyVolume;
    }

    /** A customer's key that volumes take; empty when it is AWS' own. */
    public final Optional<String> findVolumeKey() {
        return Optional.of(account.volumeKey).filter(key -> !key.startsWith("alias/aws/"));
    }

    public final boolean encryptsEveryVolume() {
        return account.everyVolumeEncrypted;
    }

    @Override
    public GetEbsDefaultKmsKeyIdResponse getEbsDefaultKmsKeyId(GetEbsDefaultKmsKeyIdRequest request) {
        return GetEbsDefaultKmsKeyIdResponse.builder().kmsKeyId(account.volumeKey).build();
    }

    /** From now on that type cannot be had in the zone of that id. */
    public final void withhold(String instanceType, String zoneId) {
        offerings.withhold(instanceType, zoneId);
    }

    /** Whether that type can be had where the subnet lies. */
    public final boolean offers(String instanceType, String subnetId) {
        return offerings.has(instanceType, account.subnets.require(subnetId).availabilityZoneId());
    }

    @Override
    public DescribeInstanceTypeOfferingsResponse describeInstanceTypeOfferings(DescribeInstanceTypeOfferingsRequest request) {
        return DescribeInstanceTypeOfferingsResponse.builder().instanceTypeOfferings(offerings.list(request)).build();
    }

    @Override
    public DescribeLaunchTemplatesResponse describeLaunchTemplates(DescribeLaunchTemplatesRequest request) {
        List<String> ids = request.launchTemplateNames().isEmpty()
                ? request.launchTemplateIds() : launchTemplates.ids(request.launchTemplateNames());
        var page = settled().launchTemplates.query().page(ids, request.filters(), request.maxResults(), request.nextToken());
        return DescribeLaunchTemplatesResponse.builder().launchTemplates(page.items()).nextToken(page.next()).build();
    }

    @Override
    public CreateLaunchTemplateResponse createLaunchTemplate(CreateLaunchTemplateRequest request) {
        return CreateLaunchTemplateResponse.builder().launchTemplate(settled().launchTemplates.create(request)).build();
    }

    @Override
    public CreateLaunchTemplateVersionResponse createLaunchTemplateVersion(CreateLaunchTemplateVersionRequest request) {
        return CreateLaunchTemplateVersionResponse.builder().launchTemplateVersion(settled().launchTemplates.createVersion(request)).build();
    }

    @Override
    public DescribeLaunchTemplateVersionsResponse describeLaunchTemplateVersions(DescribeLaunchTemplateVersionsRequest request) {
        return DescribeLaunchTemplateVersionsResponse.builder().launchTemplateVersions(settled().launchTemplates.versions(request)).build();
    }

    /** The version that a service is told to launch by; refused as a call would be where there is none. */
    public final LaunchTemplateVersion launchTemplateVersion(String id, String name, String version) {
        return settled().launchTemplates.version(launchTemplates.require(id, name), version);
    }

    @Override
    public DeleteLaunchTemplateResponse deleteLaunchTemplate(DeleteLaunchTemplateRequest request) {
        return DeleteLaunchTemplateResponse.builder().launchTemplate(settled().launchTemplates.delete(request)).build();
    }

    @Override
    public DescribeNetworkInterfacesResponse describeNetworkInterfaces(DescribeNetworkInterfacesRequest request) {
        var page = settled().interfaces.query().page(request.networkInterfaceIds(), request.filters(), request.maxResults(), request.nextToken());
        return DescribeNetworkInterfacesResponse.builder().networkInterfaces(page.items()).nextToken(page.next()).build();
    }

    @Override
    public DeleteNetworkInterfaceResponse deleteNetworkInterface(DeleteNetworkInterfaceRequest request) {
        settled().interfaces.delete(request.networkInterfaceId());
        return DeleteNetworkInterfaceResponse.builder().build();
    }

    @Override
    public CreateVolumeResponse createVolume(CreateVolumeRequest request) {
        return Shapes.copied(settled().volumes.create(request), CreateVolumeResponse.builder()).build();
    }

    @Override
    public DescribeVolumesResponse describeVolumes(DescribeVolumesRequest request) {
        var page = settled().volumes.query().page(request.volumeIds(), request.filters(), request.maxResults(), request.nextToken());
        return DescribeVolumesResponse.builder().volumes(page.items()).nextToken(page.next()).build();
    }

    @Override
    public DeleteVolumeResponse deleteVolume(DeleteVolumeRequest request) {
        settled().volumes.delete(request.volumeId());
        return DeleteVolumeResponse.builder().build();
    }

    @Override
    public DescribeSnapshotsResponse describeSnapshots(DescribeSnapshotsRequest request) {
        var page = settled().snapshots.query(request.ownerIds())
                .page(request.snapshotIds(), request.filters(), request.maxResults(), request.nextToken());
        return DescribeSnapshotsResponse.builder().snapshots(page.items()).nextToken(page.next()).build();
    }

    @Override
    public DeleteSnapshotResponse deleteSnapshot(DeleteSnapshotRequest request) {
        settled().snapshots.delete(request.snapshotId());
        return DeleteSnapshotResponse.builder().build();
    }
}
