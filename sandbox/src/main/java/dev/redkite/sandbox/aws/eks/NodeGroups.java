package dev.redkite.sandbox.aws.eks;

import dev.redkite.failure.ServiceQuota;
import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.ClientTokens;
import dev.redkite.sandbox.aws.Lifecycle;
import dev.redkite.sandbox.aws.ec2.InstanceSize;
import dev.redkite.sandbox.aws.iam.FakeIamClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.eks.model.*;

/**
 * Managed node groups and their machines; without a working pod network they end CREATE_FAILED. A group that is being
 * deleted is drained at once, earlier than EKS would: nothing in the cluster can count on its nodes any more.
 */
final class NodeGroups {

    /** https://github.com/klothoplatform/klotho/pull/311. */
    private static final String NO_VCPUS = "Could not launch On-Demand Instances. VcpuLimitExceeded - You have requested more vCPU capacity than"
            + " your current vCPU limit of %d allows for the instance bucket that the specified instance type belongs to.";

    /** https://repost.aws/knowledge-center/ec2-instance-type-not-supported-az-error. */
    private static final String NOT_OFFERED = "Could not launch On-Demand Instances. Unsupported - Your requested instance type (%s) is not"
            + " supported in your requested Availability Zone (%s).";

    /** https://docs.aws.amazon.com/eks/latest/APIReference/API_Issue.html, InsufficientFreeAddresses. */
    private static final String NO_ADDRESSES = "One or more of the subnets associated with the managed node group does not have enough"
            + " available IP addresses for new nodes: %s";

    /** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-instancelaunchfailure.html. */
    private static final String KEY_DENIED = "Could not launch On-Demand Instances. Instance became unhealthy while waiting for instance to be in InService state."
            + " Termination Reason: Client.InternalError: Client error on launch";

    private final AccountRegion place;
    private final FakeIamClient iam;
    private final Clusters clusters;
    private final Addons addons;
    private final NodeMachines machines;
    private final GivenTemplates templates;
    private final ClientTokens<Nodegroup> creations = new ClientTokens<>();
    Predicate<String> scalingMayUse = _ -> true;
    int endingFailed;
    int most = Integer.MAX_VALUE;
    String shortage;
    Issue failure = Issue.builder()
            .code(NodegroupIssueCode.ASG_INSTANCE_LAUNCH_FAILURES)
            .message("Could not launch On-Demand Instances. InsufficientInstanceCapacity")
            .build();
    int staying;
    Issue obstacle;

    NodeGroups(AccountRegion place, FakeIamClient iam, Clusters clusters, Addons addons, NodeMachines machines, GivenTemplates templates) {
        this.place = place;
        this.iam = iam;
        this.clusters = clusters;
        this.addons = addons;
        this.machines = machines;
        this.templates = templates;
    }

    Nodegroup create(CreateNodegroupRequest request) {
        return creations.once(request.clientRequestToken(), () -> created(request));
    }

    private Nodegroup created(CreateNodegroupRequest request) {
        ClusterRow cluster = clusters.requireActive(request.clusterName());
        settle(cluster);
        if (cluster.nodeGroups.containsKey(request.nodegroupName())) {
            throw EksRefusal.inUse("NodeGroup already exists with name %s and cluster name %s"
                    .formatted(request.nodegroupName(), request.clusterName()));
        }
        check(cluster, request);
        NodeGroupRow row = new NodeGroupRow(request, cluster.version, place.now(),
                Lifecycle.begun(place.now(), place.durations().create("managedNodeGroup")), endingFailed > 0);
        endingFailed = Math.max(0, endingFailed - 1);
        row.launchTemplate = request.launchTemplate() == null ? null : templates.resolved(request.launchTemplate());
        machines.prepare(cluster, row);
        cluster.nodeGroups.put(request.nodegroupName(), row);
        cluster.entries.putIfAbsent(request.nodeRole(), new ClusterRow.Entry("EC2_LINUX", Map.of()));
        cluster.changes.noteAt(row.life.ready());
        place.clock().at(row.life.ready(), () -> settle(cluster));
        return describe(cluster, row);
    }

    /** It differs by partition, and EKS asks for this one. */
    private String instances() {
        return "ec2." + place.partition().dnsSuffix();
    }

    private void check(ClusterRow cluster, CreateNodegroupRequest request) {
        iam.requireAssumable(request.nodeRole(), instances(), "Eks");
        if (!iam.hasPolicy(request.nodeRole(), "AmazonEKSWorkerNodePolicy")) {
            throw EksRefusal.policies("AmazonEKSWorkerNodePolicy");
        }
        boolean images = iam.hasPolicy(request.nodeRole(), "AmazonEC2ContainerRegistryPullOnly")
                || iam.hasPolicy(request.nodeRole(), "AmazonEC2ContainerRegistryReadOnly");
        if (!images) {
            throw EksRefusal.policies("AmazonEC2ContainerRegistryPullOnly");
        }
        String vpc = clusters.network.subnet(cluster.access.subnetIds().getFirst()).vpcId();
        boolean foreign = request.subnets().stream().anyMatch(id -> !clusters.network.subnet(id).vpcId().equals(vpc));
        if (foreign) {
            throw EksRefusal.parameter("Subnets are not in the cluster's VPC");
        }
        if (request.version() != null && !request.version().equals(cluster.version)) {
            throw EksRefusal.parameter("Requested Nodegroup version %s is not the cluster's %s".formatted(request.version(), cluster.version));
        }
        scaling(request.scalingConfig());
        templates.check(request);
        boolean arm = request.instanceTypes().getFirst().matches("[a-z]+[0-9]+g[a-z]*\\..*|a1\\..*");
        if (arm != request.amiTypeAsString().contains("ARM")) {
            throw EksRefusal.parameter("%s does not fit AMI type %s".formatted(request.instanceTypes(), request.amiTypeAsString()));
        }
    }

    private static void scaling(NodegroupScalingConfig scaling) {
        if (scaling.maxSize() < 1 || scaling.minSize() > scaling.desiredSize() || scaling.desiredSize() > scaling.maxSize()) {
            throw EksRefusal.parameter("Minimum, desired and maximum capacity are not in order");
        }
    }

    void settle(ClusterRow cluster) {
        Instant now = place.now();
        for (NodeGroupRow row : List.copyOf(cluster.nodeGroups.values())) {
            if (!row.settled && !now.isBefore(row.life.ready())) {
                row.settled = true;
                started(cluster, row);
            }
            if (row.settled && row.life.at(now) == Lifecycle.Phase.ACTIVE && row.machines.size() < row.scaling.desiredSize()) {
                resize(cluster, row, row.scaling.desiredSize());
                clusters.changes.note(cluster.name());
                cluster.changes.note();
            }
            if (row.life.at(now) == Lifecycle.Phase.GONE && staying > 0) {
                staying--;
                row.life = row.life.kept();
                row.unremoved = true;
                row.issue = obstacle;
            } else if (row.life.at(now) == Lifecycle.Phase.GONE) {
                cluster.nodeGroups.remove(row.made.nodegroupName());
                clusters.updates.forget(Updates.Subject.nodegroup(cluster, row));
                machines.forget(row);
            }
        }
    }

    private void started(ClusterRow cluster, NodeGroupRow row) {
        if (row.doomed) {
            fail(row, failure.code(), failure.message());
        } else if (!addons.networkWorks(cluster, row.made.nodeRole(), row.life.ready())) {
            fail(row, NodegroupIssueCode.NODE_CREATION_FAILURE, "Unhealthy nodes in the kubernetes cluster");
        } else if (machines.findVolumeKey(row).filter(scalingMayUse.negate()).isPresent()) {
            fail(row, NodegroupIssueCode.ASG_INSTANCE_LAUNCH_FAILURES, KEY_DENIED);
        } else if (machines.findZoneWithout(row).isPresent()) {
            fail(row, NodegroupIssueCode.ASG_INSTANCE_LAUNCH_FAILURES, NOT_OFFERED.formatted(
                    row.made.instanceTypes().getFirst(), machines.findZoneWithout(row).orElseThrow()));
        } else if (!machines.findFull(row, warm(cluster, row)).isEmpty()) {
            fail(row, NodegroupIssueCode.INSUFFICIENT_FREE_ADDRESSES, NO_ADDRESSES.formatted(machines.findFull(row, warm(cluster, row)).get()));
        } else {
            resize(cluster, row, row.scaling.desiredSize());
            if (row.machines.size() < row.scaling.desiredSize()) {
                row.life = row.life.endingFailed();
            }
        }
    }

    private int warm(ClusterRow cluster, NodeGroupRow row) {
        return addons.warmAddresses(cluster, InstanceSize.of(row.made.instanceTypes().getFirst()).addressesPerInterface());
    }

    private static void fail(NodeGroupRow row, NodegroupIssueCode code, String message) {
        row.life = row.life.endingFailed();
        row.issue = Issue.builder().code(code).message(message).resourceIds(row.made.nodegroupName()).build();
    }

    /**
     * A group whose machines once could not be launched is well again only when some could, and not because fewer are asked
     * for (https://github.com/aws/containers-roadmap/issues/2326).
     */
    private void resize(ClusterRow cluster, NodeGroupRow row, int count) {
        boolean launches = row.machines.size() < count;
        machines.letGo(row, count);
        while (row.machines.size() < count && machines.room(row) > 0 && row.machines.size() < most) {
            row.machines.add(machines.launch(cluster, row, row.machines.size(), warm(cluster, row)));
        }
        if (!launches) {
            return;
        }
        row.issue = row.machines.size() == count ? null : Issue.builder()
                .code(NodegroupIssueCode.ASG_INSTANCE_LAUNCH_FAILURES)
                .message(row.machines.size() < most ? NO_VCPUS.formatted(place.quotas().of(ServiceQuota.STANDARD_VCPUS)) : shortage)
                .resourceIds(row.instanceProfileName)
                .build();
    }

    NodeGroupRow require(ClusterRow cluster, String name) {
        settle(cluster);
        return Optional.ofNullable(cluster.nodeGroups.get(name))
                .orElseThrow(() -> EksRefusal.notFound("No node group found for name: %s.".formatted(name)));
    }

    Update update(UpdateNodegroupConfigRequest request) {
        ClusterRow cluster = clusters.requireActive(request.clusterName());
        NodeGroupRow row = requireIn(cluster, request.nodegroupName(), NodegroupStatus.ACTIVE, NodegroupStatus.DEGRADED);
        if (request.scalingConfig() != null) {
            scaling(request.scalingConfig());
        }
        return updating(cluster, row, UpdateType.CONFIG_UPDATE, () -> configure(cluster, row, request));
    }

    private void configure(ClusterRow cluster, NodeGroupRow row, UpdateNodegroupConfigRequest request) {
        if (request.labels() != null) {
            row.labels.keySet().removeAll(request.labels().removeLabels());
            row.labels.putAll(request.labels().addOrUpdateLabels());
        }
        if (request.scalingConfig() != null) {
            row.scaling = request.scalingConfig();
            resize(cluster, row, row.scaling.desiredSize());
        }
    }

    Update update(UpdateNodegroupVersionRequest request) {
        ClusterRow cluster = clusters.requireActive(request.clusterName());
        NodeGroupRow row = requireIn(cluster, request.nodegroupName(), NodegroupStatus.ACTIVE);
        if (request.version() != null && !request.version().equals(cluster.version)) {
            throw EksRefusal.parameter("Nodegroup Kubernetes version should be equal to the cluster's " + cluster.version);
        }
        LaunchTemplateSpecification template = request.launchTemplate() == null
                ? row.launchTemplate : templates.next(row.launchTemplate, request.launchTemplate());
        return updating(cluster, row, UpdateType.VERSION_UPDATE, () -> {
            if (!Objects.equals(template, row.launchTemplate)) {
                row.launchTemplate = template;
                machines.copyTemplate(row);
            }
            row.version = cluster.version;
        });
    }

    /**
     * A group that is DEGRADED can be scaled (https://github.com/aws/containers-roadmap/issues/2326). Whether it can be given
     * another version is not published, so it cannot here.
     */
    private NodeGroupRow requireIn(ClusterRow cluster, String name, NodegroupStatus... states) {
        NodeGroupRow row = require(cluster, name);
        if (!List.of(states).contains(row.status(place.now()))) {
            throw EksRefusal.inUse("Nodegroup cannot be updated as it is currently not in Active State");
        }
        return row;
    }

    private Update updating(ClusterRow cluster, NodeGroupRow row, UpdateType type, Runnable change) {
        row.updatingUntil = place.now().plus(place.durations().create("managedNodeGroup"));
        cluster.changes.noteAt(row.updatingUntil);
        return clusters.updates.begin(Updates.Subject.nodegroup(cluster, row), type, row.updatingUntil, change);
    }

    Nodegroup delete(String clusterName, String name) {
        ClusterRow cluster = clusters.requireActive(clusterName);
        NodeGroupRow row = require(cluster, name);
        NodegroupStatus status = row.status(place.now());
        if (status == NodegroupStatus.CREATING || status == NodegroupStatus.UPDATING) {
            throw EksRefusal.inUse("Nodegroup cannot be deleted as it is currently in %s State".formatted(status));
        }
        machines.shutDown(row);
        row.life = row.life.removed(place.now(), place.durations().delete("managedNodeGroup"));
        clusters.changes.noteAt(row.life.gone(), cluster.name());
        cluster.changes.noteAt(row.life.gone());
        place.clock().at(row.life.gone(), () -> settle(cluster));
        return describe(cluster, row);
    }

    Nodegroup describe(ClusterRow cluster, NodeGroupRow row) {
        return Nodegroup.builder()
                .nodegroupName(row.made.nodegroupName())
                .nodegroupArn(clusters.arn("nodegroup", cluster.name() + "/" + row.made.nodegroupName()))
                .clusterName(cluster.name())
                .version(row.version)
                .status(row.status(place.now()))
                .capacityType(row.made.capacityType())
                .amiType(row.made.amiType())
                .instanceTypes(row.made.instanceTypes())
                .diskSize(row.launchTemplate == null ? row.diskSize() : null)
                .launchTemplate(row.launchTemplate)
                .subnets(row.made.subnets())
                .nodeRole(row.made.nodeRole())
                .scalingConfig(row.scaling)
                .updateConfig(row.made.updateConfig())
                .labels(row.labels)
                .tags(row.tags)
                .createdAt(row.created)
                .health(health -> health.issues(row.issue == null ? List.of() : List.of(row.issue)))
                .build();
    }
}
