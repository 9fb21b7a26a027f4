package dev.redkite.sandbox.aws.eks;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Shelf;
import dev.redkite.sandbox.aws.StandingResource;
import dev.redkite.sandbox.aws.ec2.FakeEc2Client;
import dev.redkite.sandbox.aws.iam.FakeIamClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eks.model.*;

/** Amazon EKS: clusters, managed node groups, add-ons and access entries, each with its own time to come and go. */
public final class FakeEksClient extends ClusterOperations {

    /** What a change can be of. */
    public enum Updatable {
        CLUSTER,
        NODE_GROUP,
        ADDON
    }

    private final AccessEntries accessEntries;

    public FakeEksClient(AccountRegion place, FakeIamClient iam, FakeEc2Client ec2) {
        super(place, iam, ec2);
        accessEntries = new AccessEntries(place, clusters);
    }

    /** The next that many clusters end FAILED. */
    public void clusterEndsFailed(int times) {
        clusters.endingFailed = times;
    }

    /** The next that many node groups end CREATE_FAILED for want of machines. */
    public void nodeGroupEndsFailed(int times) {
        nodeGroups.endingFailed = times;
    }

    /** The same, with the health issue that EKS shows then. */
    public void nodeGroupEndsFailed(int times, NodegroupIssueCode code, String message) {
        nodeGroups.endingFailed = times;
        nodeGroups.failure = Issue.builder().code(code).message(message).build();
    }

    /** The next that many removals of node groups end DELETE_FAILED, with that health issue. */
    public void nodeGroupStays(int times, NodegroupIssueCode code, String message, String resourceId) {
        nodeGroups.staying = times;
        nodeGroups.obstacle = Issue.builder().code(code).message(message).resourceIds(resourceId).build();
    }

    /** The next that many removals of clusters end FAILED, with that health issue. */
    public void clusterStays(int times, ClusterIssueCode code, String message, String resourceId) {
        clusters.staying = times;
        clusters.obstacle = ClusterIssue.builder().code(code).message(message).resourceIds(resourceId).build();
    }

    /** Add-ons of that name are DEGRADED instead of ACTIVE, in every cluster, until {@link #addonIsWell}. */
    public void addonIsUnwell(String name, AddonIssueCode code, String message) {
        addons.unwell.put(name, AddonIssue.builder().code(code).message(message).build());
        clusters.everywhere.note();
    }

    /** Removals of add-ons of that name end DELETE_FAILED, until {@link #addonIsWell}. */
    public void addonStays(String name, AddonIssueCode code, String message) {
        addons.staying.put(name, AddonIssue.builder().code(code).message(message).build());
    }

    public void addonIsWell(String name) {
        addons.unwell.remove(name);
        addons.staying.remove(name);
        clusters.everywhere.note();
    }

    /** No group gets more machines than that, until {@link #machinesCanBeHad}; Auto Scaling goes on trying. */
    public void machinesRunOut(int most, String message) {
        nodeGroups.most = most;
        nodeGroups.shortage = message;
    }

    public void machinesCanBeHad() {
        nodeGroups.most = Integer.MAX_VALUE;
    }

    /** The next that many changes of things of that kind fail and are taken back. */
    public void updateFails(Updatable kind, int times, ErrorCode code, String message, String resourceId) {
        clusters.updates.fail(kind, times, ErrorDetail.builder().errorCode(code).errorMessage(message).resourceIds(resourceId).build());
    }

    /** Changes do what they should from now on. */
    public void updatesSucceed() {
        clusters.updates.failing.clear();
    }

    /** Whether Auto Scaling may use that key for the volumes of nodes; any key, unless told otherwise. */
    public void scalingMayUse(Predicate<String> key) {
        nodeGroups.scalingMayUse = key;
    }

    /** Called with the cluster's name at the instant that it becomes ACTIVE for the first time. */
    public void whenClusterActive(Consumer<String> listener) {
        clusters.whenActive.add(listener);
    }

    /** Called with the cluster's name once it logs nothing any more. */
    public void whenClusterSilent(Consumer<String> listener) {
        clusters.whenSilent.add(listener);
    }

    /** Called with the cluster's name once it is gone. */
    public void whenClusterGone(Consumer<String> listener) {
        clusters.whenGone.add(listener);
    }

    /** The machines that pods may run on now; none for a cluster that does not exist. */
    public List<EksNode> nodes(String cluster) {
        ClusterRow row = clusters.rows.get(cluster);
        if (row == null) {
            return List.of();
        }
        nodeGroups.settle(row);
        return row.nodeGroups.values().stream()
                .filter(group -> group.status(place.now()) != NodegroupStatus.DELETING)
                .flatMap(group -> group.machines.stream())
                .toList();
    }

    /** How often machines or add-ons of a cluster may have changed, but for what roles let them do. */
    public long changes(String cluster) {
        ClusterRow row = clusters.rows.get(cluster);
        return clusters.everywhere.until(place.now()) + (row == null ? 0 : 1 + row.changes.until(place.now()));
    }

    /** Names of the add-ons that are ACTIVE now. */
    public Set<String> activeAddons(String cluster) {
        ClusterRow row = clusters.rows.get(cluster);
        return row == null ? Set.of() : addons.active(row);
    }

    /** Whether a cluster's public endpoint lets that IPv4 address in. */
    public boolean answers(String cluster, String address) {
        return clusters.answers(cluster, address);
    }

    /** Names of the clusters that are ACTIVE and whose control planes write a log. */
    public List<String> logging() {
        clusters.settle();
        return clusters.rows.values().stream()
                .filter(row -> row.status(place.now()) == ClusterStatus.ACTIVE && row.logs())
                .map(ClusterRow::name).toList();
    }

    /** The Kubernetes version that a cluster runs, e.g. 1.35. */
    public String version(String cluster) {
        return clusters.require(cluster).version;
    }

    /** ARNs of access policies by principal. */
    public Map<String, Set<String>> accessEntries(String cluster) {
        ClusterRow row = clusters.rows.get(cluster);
        Map<String, Set<String>> entries = new TreeMap<>();
        if (row != null) {
            accessEntries.known(row, null).forEach(principal -> entries.put(principal, Set.copyOf(row.entries.get(principal).policies)));
        }
        return entries;
    }

    /** What an access entry makes a principal a member of in the cluster; empty too where it has none. */
    public Set<String> kubernetesGroups(String cluster, String principal) {
        ClusterRow row = clusters.rows.get(cluster);
        return row != null && accessEntries.known(row, null).contains(principal) ? Set.copyOf(row.entries.get(principal).groups) : Set.of();
    }

    @Override
    protected Stream<StandingResource> standing() {
        clusters.settle();
        return List.copyOf(clusters.rows.values()).stream().flatMap(this::standing);
    }

    private Stream<StandingResource> standing(ClusterRow cluster) {
        nodeGroups.settle(cluster);
        addons.settle(cluster);
        fargateProfiles.settle(cluster);
        return Stream.of(
                        Stream.of(new StandingResource("eks:cluster/" + cluster.name(), clusters.arn(cluster.name()), cluster.tags, cluster::content)),
                        within("fargateprofile", cluster, cluster.fargateProfiles, FargateProfiles.Row::tags),
                        within("nodegroup", cluster, cluster.nodeGroups, row -> row.tags),
                        within("addon", cluster, cluster.addons, row -> row.tags))
                .flatMap(each -> each);
    }

    @Override
    protected void noteCall() {}

    /** By cluster; what calls do is noted where they ask for theirs. */
    @Override
    protected Stream<Shelf> shelves() {
        return Stream.of(new Shelf(changes, () -> List.copyOf(clusters.rows.keySet()), this::standingIn));
    }

    private Stream<StandingResource> standingIn(String cluster) {
        clusters.settle();
        return Stream.ofNullable(clusters.rows.get(cluster)).flatMap(this::standing);
    }

    /** In its cluster alone, which is the first part of its name. */
    @Override
    public Optional<Map<String, String>> findTags(String name) {
        String[] path = name.split("/");
        return standingIn(path[Math.min(1, path.length - 1)])
                .filter(each -> each.name().equals(name)).map(StandingResource::tags).findFirst();
    }

    private <T> Stream<StandingResource> within(String kind, ClusterRow cluster, Map<String, T> rows, Function<T, Map<String, String>> tags) {
        String path = cluster.name() + "/";
        return StandingResource.all("eks:" + kind + "/" + path, rows, name -> clusters.arn(kind, path + name), tags, _ -> "");
    }

    /** One of somebody else's that has stood for long, without nodes. */
    public void standing(String name, List<String> subnetIds, Map<String, String> tags) {
        clusters.standing(name, subnetIds, tags);
    }

    @Override
    public CreateAccessEntryResponse createAccessEntry(CreateAccessEntryRequest request) {
        return CreateAccessEntryResponse.builder().accessEntry(accessEntries.create(request)).build();
    }

    @Override
    public DescribeAccessEntryResponse describeAccessEntry(DescribeAccessEntryRequest request) {
        return DescribeAccessEntryResponse.builder()
                .accessEntry(accessEntries.describe(clusters.require(request.clusterName()), request.principalArn()))
                .build();
    }

    @Override
    public ListNodegroupsResponse listNodegroups(ListNodegroupsRequest request) {
        return ListNodegroupsResponse.builder().nodegroups(clusters.require(request.clusterName()).nodeGroups.keySet()).build();
    }

    @Override
    public ListAccessEntriesResponse listAccessEntries(ListAccessEntriesRequest request) {
        return ListAccessEntriesResponse.builder()
                .accessEntries(accessEntries.known(clusters.require(request.clusterName()), request.associatedPolicyArn()))
                .build();
    }

    @Override
    public DeleteAccessEntryResponse deleteAccessEntry(DeleteAccessEntryRequest request) {
        accessEntries.delete(request.clusterName(), request.principalArn());
        return DeleteAccessEntryResponse.builder().build();
    }

    @Override
    public AssociateAccessPolicyResponse associateAccessPolicy(AssociateAccessPolicyRequest request) {
        return AssociateAccessPolicyResponse.builder()
                .clusterName(request.clusterName())
                .principalArn(request.principalArn())
                .associatedAccessPolicy(accessEntries.associate(request))
                .build();
    }

    @Override
    public ListAssociatedAccessPoliciesResponse listAssociatedAccessPolicies(ListAssociatedAccessPoliciesRequest request) {
        ClusterRow cluster = clusters.require(request.clusterName());
        return ListAssociatedAccessPoliciesResponse.builder()
                .clusterName(request.clusterName())
                .principalArn(request.principalArn())
                .associatedAccessPolicies(accessEntries.require(cluster, request.principalArn()).policies.stream()
                        .map(accessEntries::describe)
                        .toList())
                .build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        String[] parts = request.resourceArn().replace(place.arn("eks", ""), "").split("/");
        ClusterRow cluster = clusters.require(parts[1]);
        Map<String, String> tags = switch (parts[0]) {
            case "cluster" -> cluster.tags;
            case "nodegroup" -> nodeGroups.require(cluster, parts[2]).tags;
            case "addon" -> addons.require(cluster, parts[2]).tags;
            default -> throw EksRefusal.parameter("Invalid resource ARN " + request.resourceArn());
        };
        tags.putAll(request.tags());
        return TagResourceResponse.builder().build();
    }
}
