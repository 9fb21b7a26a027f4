package dev.redkite.sandbox.aws.eks;

import dev.redkite.failure.ServiceQuota;
import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Changes;
import dev.redkite.sandbox.aws.ClientTokens;
import dev.redkite.sandbox.aws.Lifecycle;
import dev.redkite.sandbox.aws.ec2.Cidr;
import dev.redkite.sandbox.aws.iam.FakeIamClient;
import dev.redkite.sandbox.kubernetes.FakeKubernetesCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.eks.model.*;

/** Control planes, from their making until nothing of them is left in the VPC. */
final class Clusters {

    private final AccountRegion place;
    private final FakeIamClient iam;
    final ClusterNetwork network;
    final Changes changes;
    /** Of what is so in every cluster. */
    final Changes everywhere = new Changes();
    final Map<String, ClusterRow> rows = new TreeMap<>();
    private final ClientTokens<Cluster> creations = new ClientTokens<>();
    private final ClientTokens<Update> upgrades = new ClientTokens<>();
    final Updates updates;
    final List<Consumer<String>> whenActive = new ArrayList<>();
    final List<Consumer<String>> whenGone = new ArrayList<>();
    final List<Consumer<String>> whenSilent = new ArrayList<>();
    int endingFailed;
    int staying;
    ClusterIssue obstacle;

    Clusters(AccountRegion place, FakeIamClient iam, ClusterNetwork network, Changes changes) {
        this.place = place;
        this.changes = changes;
        this.iam = iam;
        this.network = network;
        updates = new Updates(place);
    }

    Cluster create(CreateClusterRequest request) {
        return creations.once(request.clientRequestToken(), () -> created(request));
    }

    private Cluster created(CreateClusterRequest request) {
        settle();
        if (rows.containsKey(request.name())) {
            throw EksRefusal.inUse("Cluster already exists with name: " + request.name());
        }
        if (rows.size() >= place.quotas().of(ServiceQuota.KUBERNETES_CLUSTERS)) {
            throw EksRefusal.limit("Cluster limit exceeded for account.");
        }
        iam.requireAssumable(request.roleArn(), "eks.amazonaws.com", "Eks");
        if (!iam.hasPolicy(request.roleArn(), "AmazonEKSClusterPolicy")) {
            throw EksRefusal.policies("AmazonEKSClusterPolicy");
        }
        SupportType support = request.upgradePolicy() == null ? SupportType.EXTENDED : request.upgradePolicy().supportType();
        KubernetesVersions.require(request.version(), support, place.now());
        List<Subnet> subnets = network.require(request.resourcesVpcConfig().subnetIds());
        network.requireControlPlanes(request.name(), subnets);
        PublicAccess.check(request.resourcesVpcConfig());
        ClusterRow row = begun(request, subnets);
        rows.put(row.name(), row);
        changes.note(row.name());
        changes.noteAt(row.life.ready(), row.name());
        place.clock().at(row.life.ready(), () -> announce(row));
        return describe(row);
    }

    private ClusterRow begun(CreateClusterRequest request, List<Subnet> subnets) {
        long number = place.identifiers().next("eks-cluster");
        String group = network.addSecurityGroup(request.name(), subnets.getFirst().vpcId(), "%09d".formatted(number));
        List<String> interfaces = subnets.stream().limit(2)
                .map(subnet -> network.ec2().addNetworkInterface(subnet.subnetId(), List.of(group), "Amazon EKS " + request.name(), "amazon-eks", Map.of()))
                .toList();
        ClusterRow row = new ClusterRow(request, place.now(), "%032X".formatted(number), group, interfaces);
        row.life = Lifecycle.begun(place.now(), place.durations().create("eksControlPlane"));
        if (endingFailed > 0) {
            endingFailed--;
            row.life = row.life.endingFailed();
        }
        return row;
    }

    /** Long since, by somebody else: nobody is told of it. */
    void standing(String name, List<String> subnetIds, Map<String, String> tags) {
        CreateClusterRequest request = CreateClusterRequest.builder().name(name).version("1.35").tags(tags)
                .resourcesVpcConfig(vpc -> vpc.subnetIds(subnetIds))
                .accessConfig(access -> access.authenticationMode(AuthenticationMode.API)).build();
        ClusterRow row = begun(request, network.require(subnetIds));
        row.life = Lifecycle.begun(place.now(), Duration.ZERO);
        rows.put(name, row);
        changes.note(name);
    }

    private void announce(ClusterRow row) {
        if (rows.get(row.name()) == row && row.active(place.now())) {
            whenActive.forEach(listener -> listener.accept(row.name()));
        }
    }

    /** Lets go of what has finished going. */
    void settle() {
        for (ClusterRow row : List.copyOf(rows.values())) {
            if (row.life.at(place.now()) == Lifecycle.Phase.GONE && staying > 0) {
                staying--;
                row.life = row.life.kept();
                row.issue = obstacle;
            } else if (row.life.at(place.now()) == Lifecycle.Phase.GONE) {
                rows.remove(row.name());
                changes.note(row.name());
                updates.forget(Updates.Subject.cluster(row));
                leave(row);
                whenGone.forEach(listener -> listener.accept(row.name()));
            }
        }
    }

    /**
     * Its interfaces are there for a while yet, and with them its security group. EKS decides now whether the group
     * will go: one that anybody else uses or names stays behind, and then somebody else has to delete it
     * (https://github.com/eksctl-io/eksctl/issues/7548).
     */
    private void leave(ClusterRow row) {
        Instant left = row.life.gone().plus(place.durations().delete("networkInterface"));
        boolean shared = network.isShared(row.securityGroupId, row.interfaceIds);
        network.leave(row.interfaceIds, left);
        if (!shared) {
            place.clock().at(left, () -> network.removeSecurityGroup(row.securityGroupId));
        }
    }

    /** Whoever asks may be about to change it. */
    ClusterRow require(String name) {
        settle();
        ClusterRow row = Optional.ofNullable(rows.get(name)).orElseThrow(() -> EksRefusal.notFound("No cluster found for name: %s.".formatted(name)));
        row.changes.note();
        changes.note(name);
        return row;
    }

    /** For operations that EKS carries out on a running cluster only. */
    ClusterRow requireActive(String name) {
        ClusterRow row = require(name);
        if (row.status(place.now()) == ClusterStatus.UPDATING) {
            throw EksRefusal.inUse("Cluster %s is currently being updated".formatted(name));
        }
        if (!row.active(place.now())) {
            throw EksRefusal.request("Cluster '%s' is not in ACTIVE status".formatted(name));
        }
        return row;
    }

    void delete(String name) {
        ClusterRow row = require(name);
        switch (row.status(place.now())) {
            case CREATING, UPDATING, PENDING, UNKNOWN_TO_SDK_VERSION ->
                throw EksRefusal.inUse("Cluster %s is currently being changed and cannot be deleted".formatted(name));
            case ACTIVE, FAILED, DELETING -> { }
        }
        if (!row.nodeGroups.isEmpty()) {
            throw EksRefusal.inUse("Cluster has nodegroups attached");
        }
        // https://github.com/kubernetes-sigs/cluster-api-provider-aws/issues/4728
        if (row.fargateProfiles.values().stream().anyMatch(profile -> profile.life().at(place.now()) != Lifecycle.Phase.GONE)) {
            throw EksRefusal.inUse("Cluster has Fargate Profiles in ACTIVE/CREATING state");
        }
        // https://docs.aws.amazon.com/eks/latest/userguide/delete-cluster.html; the words of this and the next are not published.
        if (row.capabilities.values().stream().anyMatch(each -> each.life().at(place.now()) != Lifecycle.Phase.GONE)) {
            throw EksRefusal.inUse("Cluster has capabilities attached");
        }
        if (row.protectedFromDeletion && row.active(place.now())) {
            throw EksRefusal.request("Cluster %s has deletion protection enabled and cannot be deleted".formatted(name));
        }
        row.life = row.life.removed(place.now(), place.durations().delete("eksControlPlane"));
        changes.noteAt(row.life.gone(), name);
        place.clock().at(row.life.gone(), this::settle);
    }

    /** EKS takes one kind of change a call. */
    Update update(UpdateClusterConfigRequest request) {
        ClusterRow row = requireActive(request.name());
        if (Stream.of(request.logging(), request.resourcesVpcConfig(), request.deletionProtection()).filter(Objects::nonNull).count() != 1) {
            throw EksRefusal.parameter("Only one type of update can be allowed.");
        }
        if (request.deletionProtection() != null) {
            return updating(row, UpdateType.DELETION_PROTECTION_UPDATE, Duration.ZERO,
                    () -> row.protectedFromDeletion = request.deletionProtection());
        }
        return request.resourcesVpcConfig() == null ? logging(row, request.logging()) : endpoint(row, request.resourcesVpcConfig());
    }

    private Update endpoint(ClusterRow row, VpcConfigRequest wanted) {
        PublicAccess.check(wanted);
        return updating(row, UpdateType.ENDPOINT_ACCESS_UPDATE, place.durations().create("managedNodeGroup"),
                () -> row.access = row.access.toBuilder()
                        .endpointPrivateAccess(wanted.endpointPrivateAccess())
                        .endpointPublicAccess(wanted.endpointPublicAccess())
                        .publicAccessCidrs(wanted.publicAccessCidrs())
                        .build());
    }

    /** The words of an update without a change: https://github.com/aws-quickstart/quickstart-amazon-eks-cluster-resource-provider/issues/38. */
    private Update logging(ClusterRow row, Logging wanted) {
        Logging changed = row.logging(wanted)
                .orElseThrow(() -> EksRefusal.parameter("No changes needed for the logging config provided"));
        Update update = updating(row, UpdateType.LOGGING_UPDATE, place.durations().create("managedNodeGroup"), () -> row.logging = changed);
        if (row.logTypes().isEmpty()) {
            place.clock().at(row.updatingUntil, () -> whenSilent.forEach(listener -> listener.accept(row.name())));
        }
        return update;
    }

    /** One minor version at a time, and no node may fall more than three behind. */
    Update update(UpdateClusterVersionRequest request) {
        return upgrades.once(request.clientRequestToken(), () -> updated(request));
    }

    private Update updated(UpdateClusterVersionRequest request) {
        ClusterRow row = requireActive(request.name());
        KubernetesVersions.require(request.version(), SupportType.EXTENDED, place.now());
        int step = minor(request.version()) - minor(row.version);
        if (step != 1) {
            throw EksRefusal.parameter("Unsupported Kubernetes minor version update from %s to %s"
                    .formatted(row.version, request.version()));
        }
        boolean behind = row.nodeGroups.values().stream().anyMatch(group -> minor(request.version()) - minor(group.version) > 3);
        if (behind) {
            throw EksRefusal.request("Nodegroups must be updated to a newer Kubernetes version before updating cluster version");
        }
        return updating(row, UpdateType.VERSION_UPDATE, place.durations().create("eksControlPlane"), () -> row.version = request.version());
    }

    private static int minor(String version) {
        return Integer.parseInt(version.substring(version.indexOf('.') + 1));
    }

    /** How long configuration updates take is not in the table of durations; a node group's time stands in. */
    private Update updating(ClusterRow row, UpdateType type, Duration duration, Runnable change) {
        row.updatingUntil = place.now().plus(duration);
        changes.noteAt(row.updatingUntil, row.name());
        return updates.begin(Updates.Subject.cluster(row), type, row.updatingUntil, change);
    }

    String arn(String name) {
        return place.arn("eks", "cluster/" + name);
    }

    /** Of what lives in a cluster: {@code nodegroup}, {@code addon} or {@code fargateprofile}, by the cluster's name and its own. */
    String arn(String kind, String clusterAndName) {
        return place.arn("eks", "%s/%s/sandbox".formatted(kind, clusterAndName));
    }

    Cluster describe(ClusterRow row) {
        Instant now = place.now();
        boolean whole = row.life.at(now) == Lifecycle.Phase.ACTIVE;
        Cluster.Builder cluster = Cluster.builder()
                .name(row.name())
                .arn(arn(row.name()))
                .createdAt(row.created)
                .version(row.version)
                .roleArn(row.made.roleArn())
                .status(row.status(now))
                .platformVersion("eks.1")
                .logging(row.logging)
                .tags(row.tags)
                .deletionProtection(row.protectedFromDeletion)
                .accessConfig(access -> access.authenticationMode(row.made.accessConfig().authenticationMode()))
                .upgradePolicy(policy -> policy.supportType(
                        row.made.upgradePolicy() == null ? SupportType.EXTENDED : row.made.upgradePolicy().supportType()))
                .resourcesVpcConfig(vpc(row, whole));
        if (whole) {
            cluster.endpoint("https://%s.gr7.%s.eks.%s".formatted(row.identifier, place.region(), place.partition().dnsSuffix()))
                    .certificateAuthority(authority -> authority.data(FakeKubernetesCluster.certificateAuthorityData()))
                    .identity(identity -> identity.oidc(oidc -> oidc.issuer(
                            "https://oidc.eks.%s.%s/id/%s".formatted(place.region(), place.partition().dnsSuffix(), row.identifier))));
        }
        return cluster.health(health -> health.issues(row.issues(now))).build();
    }

    /** Whether the public endpoint answers that address; a cluster that is not there answers nobody. */
    boolean answers(String name, String address) {
        ClusterRow row = rows.get(name);
        if (row == null) {
            return false;
        }
        return PublicAccess.ranges(row.access).stream().anyMatch(range -> Cidr.contains(range, address));
    }

    private VpcConfigResponse vpc(ClusterRow row, boolean whole) {
        return VpcConfigResponse.builder()
                .subnetIds(row.access.subnetIds())
                .vpcId(network.subnet(row.access.subnetIds().getFirst()).vpcId())
                .clusterSecurityGroupId(whole ? row.securityGroupId : null)
                .endpointPrivateAccess(Boolean.TRUE.equals(row.access.endpointPrivateAccess()))
                .endpointPublicAccess(PublicAccess.open(row.access))
                .publicAccessCidrs(PublicAccess.ranges(row.access))
                .build();
    }}
