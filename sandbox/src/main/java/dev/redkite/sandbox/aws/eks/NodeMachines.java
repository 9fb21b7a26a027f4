package dev.redkite.sandbox.aws.eks;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.ec2.FakeEc2Client;
import dev.redkite.sandbox.aws.ec2.InstanceSize;
import dev.redkite.sandbox.aws.iam.FakeIamClient;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/** What a managed node group has in EC2 and IAM: a launch template, an instance profile, instances. */
record NodeMachines(AccountRegion place, FakeEc2Client ec2, FakeIamClient iam) {

    /** Addresses of a machine's two interfaces themselves. */
    private static final int OWN = 2;

    /**
     * Named alike, and marked with cluster and group. The template is EKS' own even where it is given one: it copies that
     * (https://github.com/terraform-aws-modules/terraform-aws-eks/issues/1829), and goes on by its copy when that is deleted.
     */
    void prepare(ClusterRow cluster, NodeGroupRow row) {
        copyTemplate(row);
        requireTagsThatAreNamedSo(cluster, row);
        String name = "eks-" + place.identifiers().uuid("eks-nodegroup");
        Map<String, String> tags = tags(cluster, row);
        row.launchTemplateId = ec2.addLaunchTemplate(name, tags);
        row.instanceProfileName = name;
        row.instanceProfileArn = iam.addInstanceProfile(name, row.made.nodeRole(), tags);
    }

    /**
     * An instance that sees its tags has none with a slash, and Kubernetes' has one
     * (https://github.com/eksctl-io/eksctl/issues/8446, https://github.com/kubernetes-sigs/cluster-api-provider-aws/issues/4995).
     */
    private void requireTagsThatAreNamedSo(ClusterRow cluster, NodeGroupRow row) {
        if (ec2.showsTagsInMetadata(row.launched)) {
            throw EksRefusal.request(("'kubernetes.io/cluster/%s' is not a valid tag key. Tag keys must match pattern ([0-9a-zA-Z\\\\-_+=,.@:]{1,255}),"
                    + " and must not be a reserved name ('.', '..', '_index')").formatted(cluster.name()));
        }
    }

    /** What nodes are launched by from now on. */
    void copyTemplate(NodeGroupRow row) {
        row.launched = row.launchTemplate == null ? ownTemplate(row)
                : ec2.launchTemplateVersion(row.launchTemplate.id(), null, row.launchTemplate.version()).launchTemplateData();
    }

    /**
     * 20 GiB unless the group says otherwise (https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html);
     * a single hop with Amazon Linux 2023 (https://docs.aws.amazon.com/eks/latest/userguide/al2023.html), two before.
     */
    private static ResponseLaunchTemplateData ownTemplate(NodeGroupRow row) {
        boolean newer = row.made.amiTypeAsString().startsWith("AL2023");
        return ResponseLaunchTemplateData.builder()
                .blockDeviceMappings(device -> device.deviceName("/dev/xvda").ebs(disk -> disk
                        .volumeType(VolumeType.GP3).volumeSize(row.diskSize()).deleteOnTermination(true)))
                .metadataOptions(options -> options.httpTokens(newer ? "required" : "optional").httpPutResponseHopLimit(newer ? 1 : 2))
                .build();
    }

    private static Map<String, String> tags(ClusterRow cluster, NodeGroupRow row) {
        Map<String, String> tags = new TreeMap<>();
        tags.put("eks:cluster-name", cluster.name());
        tags.put("eks:nodegroup-name", row.made.nodegroupName());
        return tags;
    }

    /** How many more machines of the group's type the account may have running. */
    int room(NodeGroupRow row) {
        return ec2.freeVcpus() / InstanceSize.of(row.made.instanceTypes().getFirst()).vcpus();
    }

    /** A subnet that has too few addresses for the group's machines. */
    Optional<String> findFull(NodeGroupRow row, int warm) {
        List<String> subnets = row.made.subnets();
        int each = (row.scaling.desiredSize() - row.machines.size() + subnets.size() - 1) / subnets.size() * (OWN + warm);
        return subnets.stream().filter(subnet -> ec2.subnet(subnet).availableIpAddressCount() < each).findFirst();
    }

    /** The customer's key that root volumes are encrypted with. */
    Optional<String> findVolumeKey(NodeGroupRow row) {
        boolean asked = row.launched.blockDeviceMappings().stream().anyMatch(device -> Boolean.TRUE.equals(device.ebs().encrypted()));
        return asked || ec2.encryptsEveryVolume() ? ec2.findVolumeKey() : Optional.empty();
    }

    /** Of the group's zones one where its type cannot be had. */
    Optional<String> findZoneWithout(NodeGroupRow row) {
        return row.made.subnets().stream()
                .filter(subnet -> !ec2.offers(row.made.instanceTypes().getFirst(), subnet))
                .map(subnet -> ec2.subnet(subnet).availabilityZone())
                .findFirst();
    }

    /**
     * Instances carry EKS' tags and the launch template's, not the group's
     * (https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html).
     */
    EksNode launch(ClusterRow cluster, NodeGroupRow row, int index, int warm) {
        String subnet = row.made.subnets().get(index % row.made.subnets().size());
        Map<String, String> tags = tags(cluster, row);
        tags.put("kubernetes.io/cluster/" + cluster.name(), "owned");
        tags.put("aws:eks:cluster-name", cluster.name());
        tags.put("aws:ec2launchtemplate:id", row.launchTemplateId);
        tags.put("aws:autoscaling:groupName", "eks-" + row.made.nodegroupName() + row.instanceProfileName.substring(3));
        Instance instance = ec2.launch(subnet, List.of(cluster.securityGroupId), row.made.instanceTypes().getFirst(),
                row.instanceProfileArn, row.launched, tags);
        ec2.addPodInterface(instance.instanceId(), Map.of(
                "cluster.k8s.amazonaws.com/name", cluster.name(),
                "node.k8s.amazonaws.com/instance_id", instance.instanceId(),
                "node.k8s.amazonaws.com/createdAt", place.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                "eks:eni:owner", "amazon-vpc-cni"));
        ec2.lendToPods(instance.instanceId(), warm);
        Map<String, String> labels = new TreeMap<>(row.labels);
        labels.put("eks.amazonaws.com/nodegroup", row.made.nodegroupName());
        String name = "ip-%s.%s".formatted(instance.privateIpAddress().replace('.', '-'),
                place.region().equals("us-east-1") ? "ec2.internal" : place.region() + ".compute.internal");
        return new EksNode(name, instance.instanceId(), instance.placement().availabilityZone(),
                row.made.instanceTypes().getFirst(), row.made.nodegroupName(), labels, place.now());
    }

    void shutDown(NodeGroupRow row) {
        instances(row).forEach(machine -> ec2.shutDown(machine.instanceId()));
    }

    private static Stream<EksNode> instances(NodeGroupRow row) {
        return Stream.concat(row.machines.stream(), row.draining.stream());
    }

    /** Until no more are left than that; pods of the others find a place on these, and without these they keep their machine. */
    void letGo(NodeGroupRow row, int left) {
        if (left == 0) {
            drain(row);
        }
        while (row.machines.size() > left) {
            terminate(row.machines.removeLast());
        }
    }

    /** What a disruption budget keeps has nowhere to go, so the machines run until EKS drains them no longer. */
    private void drain(NodeGroupRow row) {
        List<EksNode> last = List.copyOf(row.machines);
        row.machines.clear();
        row.draining.addAll(last);
        place.clock().at(place.now().plus(place.durations().delete("lastNodes")),
                () -> last.stream().filter(row.draining::remove).forEach(this::terminate));
    }

    private void terminate(EksNode machine) {
        ec2.terminate(machine.instanceId());
    }

    /** The last of a group. */
    void forget(NodeGroupRow row) {
        instances(row).forEach(this::terminate);
        row.machines.clear();
        row.draining.clear();
        ec2.removeLaunchTemplate(row.launchTemplateId);
        iam.removeInstanceProfile(row.instanceProfileName);
    }
}
