package dev.redkite.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.audit.SweepStep.Swept;
import dev.redkite.environment.Plan;
import dev.redkite.network.Ec2Tags;
import dev.redkite.platform.AccountPlatform;
import dev.redkite.sandbox.aws.ForeignResources;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Controller;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Kind;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Listener;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.LoadBalancerRequest;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Scheme;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.permission.Permissions;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Untouched;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** An account in which the environment demo was, and what may have stayed behind. */
final class AuditedAccount {

    static final String VPC = "vpc-0a1a0000000000001";
    static final String SUBNET = "subnet-0a1a0000000000001";
    static final String CLUSTER = "redkite-demo";
    static final String BUCKET = "redkite-demo-123456789012-us-west-2";
    static final Stack STACK = Stack.read(Path.of("..", "template.yaml"), "123456789012", "us-west-2");
    static final Map<String, String> OURS = Map.of("redkite:environment", "demo", "redkite:generation", "1");

    final World world = World.standing();
    private final Permissions permissions = new Permissions(world, STACK);
    final Ec2Client ec2 = world.client(Ec2Client.class);
    final AuditStep audit = new AuditStep(ResourceFinders.all(platform("AuditFunction")));
    final SweepStep leftovers = new SweepStep(List.of(ResourceFinders.clusterLeftovers(platform("ClusterLeftoversFunction"))));
    final Map<String, Map<String, String>> foreign = foreign();
    final Set<String> before = new TreeSet<>(world.inventory().keySet());

    private Map<String, Map<String, String>> foreign() {
        ForeignResources.into(world);
        return world.inventory();
    }

    AuditedAccount() {
        world.scheduler().createGroup(STACK.reference("ScheduleGroup"));
    }

    /** As that function has it, which may do what its role allows and nothing else. */
    private AccountPlatform platform(String function) {
        return new AccountPlatform(world, permissions.of(STACK.functions().get(function)));
    }

    static AuditSpec wanted(boolean removesData) {
        return wanted(removesData, new Plan.Storage(BUCKET, false, "demo/g1", null));
    }

    static AuditSpec wanted(boolean removesData, Plan.Storage storage) {
        return wanted(removesData, storage, new Plan.Exposure(dev.redkite.environment.Scheme.INTERNAL, List.of()));
    }

    static AuditSpec wanted(boolean removesData, Plan.Storage storage, Plan.Exposure exposure) {
        return new AuditSpec(new Plan("demo", 1, "123456789012", "us-west-2", Map.of(), false, null, null, storage, null, null,
                null, exposure, null, null, null, List.of()), removesData, false);
    }

    /** Looks at the state machine's pace until it is done; the reasons given on the way. */
    private List<String> reasons(Supplier<Progress<?>> look) {
        List<String> reasons = new ArrayList<>();
        while (look.get() instanceof Pending<?>(String reason, boolean _)) {
            reasons.add(reason);
            if (reasons.size() == 60) {
                throw new AssertionError("not done after 60 looks: " + reason);
            }
            world.clock().advance(Duration.ofSeconds(10));
        }
        return reasons;
    }

    List<String> audited() {
        return audited(wanted(true));
    }

    List<String> audited(AuditSpec wanted) {
        return reasons(() -> audit.run(wanted));
    }

    List<String> swept() {
        return reasons(() -> leftovers.run(wanted(true)));
    }

    /** What the sweep of the cluster's leftovers leaves alone and says, in one look. */
    List<String> untouched() {
        return leftovers.run(wanted(true)) instanceof Done<Swept>(Swept swept)
                ? Stream.ofNullable(swept.untouched()).map(Untouched::untouched).toList()
                : fail(leftovers.run(wanted(true)));
    }

    AuditFacts facts(AuditSpec wanted) {
        return audit.run(wanted) instanceof Done<AuditFacts>(AuditFacts facts) ? facts : fail(audit.run(wanted));
    }

    private static <T> T fail(Progress<?> progress) {
        throw new AssertionError("not done: " + progress);
    }

    /** What is in the account that was not there before. */
    Set<String> added() {
        Set<String> added = new TreeSet<>(world.inventory().keySet());
        added.removeAll(before);
        return added;
    }

    void sweepsAll() {
        assertThat(added()).isNotEmpty();
        assertThat(audited()).isNotEmpty();
        assertThat(added()).isEmpty();
    }

    void leavesAndSays(String... words) {
        Set<String> added = added();
        world.takeChanges();
        assertThat(facts(wanted(true)).untouched()).singleElement().asString().contains(words);
        assertThat(world.takeChanges()).isEmpty();
        assertThat(added()).isEqualTo(added);
    }

    /** Time enough for EC2 to show what it has. */
    void visible() {
        world.clock().advance(Duration.ofSeconds(10));
    }

    String idleInterface(String description, List<String> groups, Map<String, String> tags) {
        String id = world.ec2().addNetworkInterface(SUBNET, groups, description, "123456789012", tags);
        world.ec2().abandonNetworkInterface(id);
        return id;
    }

    String securityGroup(String name, Map<String, String> tags) {
        return world.ec2().addSecurityGroup(VPC, name, "planted", tags);
    }

    void allow(String group, String other) {
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(group).ipPermissions(permission ->
                permission.ipProtocol("tcp").fromPort(443).toPort(443).userIdGroupPairs(pair -> pair.groupId(other))));
    }

    void allowOut(String group, String other) {
        ec2.authorizeSecurityGroupEgress(request -> request.groupId(group).ipPermissions(permission ->
                permission.ipProtocol("tcp").fromPort(443).toPort(443).userIdGroupPairs(pair -> pair.groupId(other))));
    }

    String volume(Map<String, String> tags) {
        String id = ec2.createVolume(request -> request.availabilityZone("us-west-2a").size(8).volumeType("gp3")
                        .tagSpecifications(TagSpecification.builder().resourceType(ResourceType.VOLUME)
                                .tags(Ec2Tags.list(tags)).build()))
                .volumeId();
        visible();
        return id;
    }

    /** A load balancer that a cluster's controller made and forgot. */
    void loadBalancer(String cluster, String name) {
        world.elasticLoadBalancing().of(cluster).ensure(new LoadBalancerRequest(
                Kind.NETWORK, "milvus/milvus", name, Scheme.INTERNAL,
                List.of(new Listener(19530, "TCP", List.of())), List.of("10.0.0.0/8"), List.of(),
                Map.of("elbv2.k8s.aws/cluster", cluster, "service.k8s.aws/stack", "milvus/milvus",
                        "service.k8s.aws/resource", "LoadBalancer"),
                new Controller(Optional.of("arn:role"), Optional.of(VPC), Map.of())), world.now());
        world.clock().advance(Duration.ofMinutes(10));
    }

    String instance(Map<String, String> tags) {
        return world.ec2().launch(SUBNET, List.of(defaultGroup()), "m7i.large",
                "arn:aws:iam::123456789012:instance-profile/eks-x", ResponseLaunchTemplateData.builder().build(), tags).instanceId();
    }

    private String defaultGroup() {
        return ec2.describeSecurityGroups(request -> request.filters(
                        Ec2Tags.filter("vpc-id", VPC), Ec2Tags.filter("group-name", "default")))
                .securityGroups().stream().map(SecurityGroup::groupId).findFirst().orElseThrow();
    }
}
