package dev.redkite.sandbox.aws.eks;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.FakeService;
import dev.redkite.sandbox.aws.ec2.FakeEc2Client;
import dev.redkite.sandbox.aws.iam.FakeIamClient;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.*;

/** The part of EKS' API that is about clusters, what is attached to them, and changes of both. */
abstract class ClusterOperations extends FakeService implements EksClient {

    final AccountRegion place;
    final Clusters clusters;
    final Addons addons;
    final NodeGroups nodeGroups;
    final FargateProfiles fargateProfiles;
    final Capabilities capabilities;

    ClusterOperations(AccountRegion place, FakeIamClient iam, FakeEc2Client ec2) {
        this.place = place;
        clusters = new Clusters(place, iam, new ClusterNetwork(ec2), changes);
        addons = new Addons(place, iam, clusters);
        nodeGroups = new NodeGroups(place, iam, clusters, addons, new NodeMachines(place, ec2, iam), new GivenTemplates(ec2));
        fargateProfiles = new FargateProfiles(place, clusters);
        capabilities = new Capabilities(place, clusters);
    }

    @Override
    public CreateClusterResponse createCluster(CreateClusterRequest request) {
        return CreateClusterResponse.builder().cluster(clusters.create(request)).build();
    }

    @Override
    public DescribeClusterResponse describeCluster(DescribeClusterRequest request) {
        return DescribeClusterResponse.builder().cluster(clusters.describe(clusters.require(request.name()))).build();
    }

    @Override
    public ListClustersResponse listClusters(ListClustersRequest request) {
        clusters.settle();
        return ListClustersResponse.builder().clusters(clusters.rows.keySet()).build();
    }

    @Override
    public DeleteClusterResponse deleteCluster(DeleteClusterRequest request) {
        clusters.delete(request.name());
        return DeleteClusterResponse.builder().cluster(clusters.describe(clusters.require(request.name()))).build();
    }

    @Override
    public UpdateClusterConfigResponse updateClusterConfig(UpdateClusterConfigRequest request) {
        return UpdateClusterConfigResponse.builder().update(clusters.update(request)).build();
    }

    @Override
    public UpdateClusterVersionResponse updateClusterVersion(UpdateClusterVersionRequest request) {
        return UpdateClusterVersionResponse.builder().update(clusters.update(request)).build();
    }

    @Override
    public DescribeClusterVersionsResponse describeClusterVersions(DescribeClusterVersionsRequest request) {
        return DescribeClusterVersionsResponse.builder()
                .clusterVersions(KubernetesVersions.listed(place.now()).stream()
                        .filter(known -> request.clusterVersions().isEmpty()
                                || request.clusterVersions().contains(known.clusterVersion()))
                        .toList())
                .build();
    }

    @Override
    public DescribeAddonVersionsResponse describeAddonVersions(DescribeAddonVersionsRequest request) {
        return DescribeAddonVersionsResponse.builder()
                .addons(KubernetesVersions.addons(request.addonName(), request.kubernetesVersion()))
                .build();
    }

    @Override
    public CreateNodegroupResponse createNodegroup(CreateNodegroupRequest request) {
        return CreateNodegroupResponse.builder().nodegroup(nodeGroups.create(request)).build();
    }

    @Override
    public DescribeNodegroupResponse describeNodegroup(DescribeNodegroupRequest request) {
        ClusterRow cluster = clusters.require(request.clusterName());
        return DescribeNodegroupResponse.builder()
                .nodegroup(nodeGroups.describe(cluster, nodeGroups.require(cluster, request.nodegroupName())))
                .build();
    }

    @Override
    public UpdateNodegroupConfigResponse updateNodegroupConfig(UpdateNodegroupConfigRequest request) {
        return UpdateNodegroupConfigResponse.builder().update(nodeGroups.update(request)).build();
    }

    @Override
    public UpdateNodegroupVersionResponse updateNodegroupVersion(UpdateNodegroupVersionRequest request) {
        return UpdateNodegroupVersionResponse.builder().update(nodeGroups.update(request)).build();
    }

    @Override
    public DeleteNodegroupResponse deleteNodegroup(DeleteNodegroupRequest request) {
        return DeleteNodegroupResponse.builder()
                .nodegroup(nodeGroups.delete(request.clusterName(), request.nodegroupName()))
                .build();
    }

    @Override
    public CreateFargateProfileResponse createFargateProfile(CreateFargateProfileRequest request) {
        return CreateFargateProfileResponse.builder().fargateProfile(fargateProfiles.create(request)).build();
    }

    @Override
    public DescribeFargateProfileResponse describeFargateProfile(DescribeFargateProfileRequest request) {
        return DescribeFargateProfileResponse.builder()
                .fargateProfile(fargateProfiles.find(request.clusterName(), request.fargateProfileName())).build();
    }

    @Override
    public ListFargateProfilesResponse listFargateProfiles(ListFargateProfilesRequest request) {
        return ListFargateProfilesResponse.builder().fargateProfileNames(fargateProfiles.names(request.clusterName())).build();
    }

    @Override
    public DeleteFargateProfileResponse deleteFargateProfile(DeleteFargateProfileRequest request) {
        return DeleteFargateProfileResponse.builder()
                .fargateProfile(fargateProfiles.delete(request.clusterName(), request.fargateProfileName())).build();
    }

    @Override
    public CreateCapabilityResponse createCapability(CreateCapabilityRequest request) {
        capabilities.create(request);
        return CreateCapabilityResponse.builder().build();
    }

    @Override
    public ListCapabilitiesResponse listCapabilities(ListCapabilitiesRequest request) {
        return ListCapabilitiesResponse.builder().capabilities(capabilities.of(request.clusterName())).build();
    }

    @Override
    public DeleteCapabilityResponse deleteCapability(DeleteCapabilityRequest request) {
        capabilities.delete(request.clusterName(), request.capabilityName());
        return DeleteCapabilityResponse.builder().build();
    }

    @Override
    public CreateAddonResponse createAddon(CreateAddonRequest request) {
        return CreateAddonResponse.builder().addon(addons.create(request)).build();
    }

    @Override
    public DescribeAddonResponse describeAddon(DescribeAddonRequest request) {
        ClusterRow cluster = clusters.require(request.clusterName());
        return DescribeAddonResponse.builder()
                .addon(addons.describe(cluster, addons.require(cluster, request.addonName())))
                .build();
    }

    @Override
    public UpdateAddonResponse updateAddon(UpdateAddonRequest request) {
        return UpdateAddonResponse.builder().update(addons.update(request)).build();
    }

    private Updates.Subject subject(String clusterName, String nodegroup, String addon) {
        ClusterRow cluster = clusters.require(clusterName);
        if (nodegroup != null) {
            return Updates.Subject.nodegroup(cluster, nodeGroups.require(cluster, nodegroup));
        }
        return addon == null ? Updates.Subject.cluster(cluster) : Updates.Subject.addon(cluster, addons.require(cluster, addon));
    }

    @Override
    public ListUpdatesResponse listUpdates(ListUpdatesRequest request) {
        return ListUpdatesResponse.builder()
                .updateIds(clusters.updates.identifiers(subject(request.name(), request.nodegroupName(), request.addonName())))
                .build();
    }

    @Override
    public DescribeUpdateResponse describeUpdate(DescribeUpdateRequest request) {
        return DescribeUpdateResponse.builder()
                .update(clusters.updates.require(subject(request.name(), request.nodegroupName(), request.addonName()), request.updateId()))
                .build();
    }

    @Override
    public DeleteAddonResponse deleteAddon(DeleteAddonRequest request) {
        return DeleteAddonResponse.builder().addon(addons.delete(request.clusterName(), request.addonName())).build();
    }
}
