package dev.redkite.sandbox.aws.ec2;

import dev.redkite.sandbox.aws.Place;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.*;

/** The part of EC2's API that is about machines and disks: instances, launch templates, interfaces, volumes, snapshots. */
abstract class MachineOperations extends VpcOperations {

    final NetworkInterfaces interfaces;
    final Volumes volumes;
    final Snapshots snapshots;
    final Instances instances;
    final LaunchTemplates launchTemplates;

    MachineOperations(Place place) {
        super(place);
        interfaces = new NetworkInterfaces(account);
        volumes = new Volumes(account);
        snapshots = new Snapshots(account);
        instances = new Instances(account, interfaces, volumes);
        launchTemplates = new LaunchTemplates(account);
    }

    @Override
    final void settle() {
        super.settle();
        endpoints.settle(interfaces::remove);
        interfaces.settle();
        instances.settle();
    }

    @Override
    public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
        settle();
        var page = instances.query().page(request.instanceIds(), request.filters(), request.maxResults(), request.nextToken());
        return DescribeInstancesResponse.builder()
                .reservations(page.items().stream()
                        .map(instance -> Reservation.builder()
                                .reservationId(instance.instanceId().replaceFirst("^i-", "r-"))
                                .ownerId(account.place.account())
                                .instances(instance)
                                .build())
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    @Override
    public DescribeLaunchTemplatesResponse describeLaunchTemplates(DescribeLaunchTemplatesRequest request) {
        settle();
        List<String> ids = request.launchTemplateNames().isEmpty()
                ? request.launchTemplateIds() : launchTemplates.ids(request.launchTemplateNames());
        var page = launchTemplates.query().page(ids, request.filters(), request.maxResults(), request.nextToken());
        return DescribeLaunchTemplatesResponse.builder().launchTemplates(page.items()).nextToken(page.nextToken()).build();
    }

    @Override
    public DeleteLaunchTemplateResponse deleteLaunchTemplate(DeleteLaunchTemplateRequest request) {
        settle();
        return DeleteLaunchTemplateResponse.builder().launchTemplate(launchTemplates.delete(request)).build();
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
    public DescribeSnapshotsResponse describeSnapshots(DescribeSnapshotsRequest request) {
        settle();
        var page = snapshots.query(request.ownerIds())
                .page(request.snapshotIds(), request.filters(), request.maxResults(), request.nextToken());
        return DescribeSnapshotsResponse.builder().snapshots(page.items()).nextToken(page.nextToken()).build();
    }

    @Override
    public DeleteSnapshotResponse deleteSnapshot(DeleteSnapshotRequest request) {
        settle();
        snapshots.delete(request.snapshotId());
        return DeleteSnapshotResponse.builder().build();
    }
}
