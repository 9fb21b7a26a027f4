package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;

/** A changed specification is carried out in place, and what it does not speak of is not touched. */
class UpdateScenarioTest {

    private static final List<String> CLOSING =
            List.of("Admission DynamoDb:UpdateItem", "Admission EventBridge:PutEvents", "Publication EventBridge:PutEvents",
                    "Publication DynamoDb:UpdateItem");

    /** Somebody is told: that a stage is done, or how an earlier request ended. */
    private static final String WORD = "\\w+ EventBridge:PutEvents|TopicNotifier .*";

    /**
     * Besides tagging: a version of the nodes' launch template, by which no node is replaced, the controller's release, which tags load balancers, and the storage class, which tags volumes
     * and cannot be changed, only made again under its name.
     */
    private static final Pattern OF_A_TAG = Pattern.compile(
            "\\w+ \\w+:(Tag\\w+|CreateTags|CreateLaunchTemplateVersion|PutBucketTagging)|(LoadBalancerController|StorageClass) Kubernetes:.*");

    private static final Predicate<String> UPGRADE = change -> change.startsWith("MilvusRelease Kubernetes:");

    private static final ObjectNode EVENT = Events.read("02-reference");

    private static Sandbox sandbox;
    private static int updates;

    @BeforeAll
    static void provision() {
        sandbox = Sandbox.open(TestSettings.of(EVENT));
        assertThat(sandbox.deliver(EVENT).phase()).isEqualTo("READY");
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    /**
     * What an update changes besides the registry and the bus. Changes add up from test to test, in whatever order, so
     * each update differs from the one before in its own change only.
     */
    private static List<String> changesOf(Consumer<ObjectNode> change) {
        change.accept(Events.specification(EVENT));
        int since = sandbox.trace().size();
        Outcome outcome = sandbox.deliver(Events.again(EVENT, ++updates));
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        assertThat(outcome.generation()).isEqualTo(1);
        List<String> changes = Happened.changes(sandbox, since);
        assertThat(changes).containsAll(CLOSING);
        return changes.stream().filter(each -> !CLOSING.contains(each) && !each.matches(WORD)).toList();
    }

    @Test
    void a_new_tag_is_only_tagged() {
        List<String> changes = changesOf(specification -> specification.withObject("/tags").put("team", "search"));

        assertThat(changes).isNotEmpty().allMatch(change -> OF_A_TAG.matcher(change).matches());
        assertThat(sandbox.world().eks().inventory().get("eks:cluster/redkite-reference")).containsEntry("team", "search");
        assertThat(sandbox.world().elasticLoadBalancing().inventory().values())
                .filteredOn(tags -> "redkite-reference".equals(tags.get("elbv2.k8s.aws/cluster"))).isNotEmpty()
                .allSatisfy(tags -> assertThat(tags).containsEntry("team", "search"));
        assertThat(sandbox.world().kafka().inventory().get("kafka:cluster/redkite-reference")).containsEntry("team", "search");
    }

    @Test
    void more_nodes_are_a_scaled_node_group_and_nothing_else() {
        List<String> changes = changesOf(specification -> specification.withObject("/nodes").put("count", 4));

        assertThat(changes).containsExactly("NodeGroup Eks:UpdateNodegroupConfig");
        assertThat(sandbox.world().eks().nodes("redkite-reference")).hasSize(4);
    }

    @Test
    void other_source_ranges_are_an_upgraded_release_on_the_same_load_balancer() {
        List<String> changes = changesOf(specification ->
                specification.withObject("/exposure").putArray("sourceRanges").add("10.9.0.0/16"));

        assertThat(changes).isNotEmpty().allMatch(UPGRADE);
        assertThat(kubernetes().services().inNamespace("milvus").withName("milvus").get()
                .getSpec().getLoadBalancerSourceRanges()).containsExactly("10.9.0.0/16");
        assertThat(sandbox.world().elasticLoadBalancing().inventory().keySet())
                .filteredOn(key -> key.startsWith("elasticloadbalancing:loadbalancer/reference-"))
                .containsExactly("elasticloadbalancing:loadbalancer/reference-g1-attu",
                        "elasticloadbalancing:loadbalancer/reference-g1-milvus");
        assertThat(admitted("reference-g1-milvus")).containsExactly("10.9.0.0/16");
    }

    /** From where the groups of a load balancer let in. */
    private static Set<String> admitted(String name) {
        List<String> groups = loadBalancer(name).securityGroups();
        return sandbox.world().client(Ec2Client.class).describeSecurityGroups(request -> request.groupIds(groups)).securityGroups().stream()
                .flatMap(group -> group.ipPermissions().stream()).flatMap(permission -> permission.ipRanges().stream())
                .map(IpRange::cidrIp).collect(Collectors.toSet());
    }

    @Test
    void ranges_that_ec2_does_not_take_are_not_said_to_be_in_force() {
        sandbox.world().elasticLoadBalancing().refusesRules("api error RulesPerSecurityGroupLimitExceeded: The maximum number of rules per security group has been reached.");
        Events.specification(EVENT).withObject("/exposure").putArray("sourceRanges").add("10.7.0.0/16");

        Outcome refused = sandbox.deliver(Events.again(EVENT, ++updates));

        assertThat(refused.phase()).isEqualTo("FAILED");
        assertThat(refused.message()).contains("load balancer reference-g1-milvus (sg-", "and not yet 10.7.0.0/16", "RulesPerSecurityGroupLimitExceeded");
        sandbox.world().elasticLoadBalancing().refusesRules(null);
        Outcome ready = sandbox.deliver(Events.again(EVENT, ++updates));
        assertThat(ready.phase()).as(ready.message()).isEqualTo("READY");
        assertThat(admitted("reference-g1-milvus")).containsExactly("10.7.0.0/16");
    }

    @Test
    void more_query_nodes_are_an_upgraded_release_and_nothing_else() {
        List<String> changes = changesOf(specification ->
                specification.withObject("/milvus/components/queryNode").put("replicas", 2));

        assertThat(changes).isNotEmpty().allMatch(UPGRADE);
        assertThat(deployment("milvus-querynode").getSpec().getReplicas()).isEqualTo(2);
    }

    @Test
    void a_larger_component_is_an_upgraded_release_and_nothing_else() {
        List<String> changes = changesOf(specification ->
                specification.withObject("/milvus/components/dataNode").put("cpu", 1.5).put("memoryGibibytes", 6));

        assertThat(changes).isNotEmpty().allMatch(UPGRADE);
        assertThat(container("milvus-datanode").getResources().getRequests().get("memory")).hasToString("6Gi");
    }

    @Test
    void without_high_availability_there_is_one_of_each_coordinator() {
        List<String> changes = changesOf(specification -> specification.withObject("/milvus").put("highAvailability", false));

        assertThat(changes).isNotEmpty().allMatch(UPGRADE);
        assertThat(List.of("milvus-rootcoord", "milvus-querycoord", "milvus-indexcoord", "milvus-datacoord", "milvus-proxy"))
                .allSatisfy(name -> assertThat(deployment(name).getStatus().getReplicas()).as(name).isEqualTo(1));
    }

    @Test
    void a_later_milvus_of_the_same_chart_is_a_backup_and_another_image() {
        List<String> changes = changesOf(specification -> specification.withObject("/milvus").put("version", "2.2.16"));

        assertThat(changes).isNotEmpty().allMatch(UPGRADE.or(change -> change.matches("(ClusterEntry|BackupJob|BackupManifest|MilvusUpgrade) .*")));
        assertThat(List.of("milvus-rootcoord", "milvus-proxy", "milvus-querynode", "milvus-indexnode"))
                .allSatisfy(name -> assertThat(container(name).getImage()).endsWith(":v2.2.16"));
    }

    @Test
    void a_login_can_be_asked_for_and_root_has_one() {
        List<String> changes = changesOf(specification -> specification.withObject("/milvus").put("authentication", true));

        assertThat(changes).isNotEmpty().allMatch(UPGRADE.or(change -> change.startsWith("HealthProbe Kubernetes:patch ")));
        assertThat(kubernetes().configMaps().inNamespace("milvus").withName("milvus").get().getData().toString())
                .contains("authorizationEnabled: true");
    }

    @Test
    void larger_volumes_of_brokers_are_one_operation_of_msk() {
        List<String> changes = changesOf(specification -> specification.withObject("/kafka").put("volumeGibibytes", 200));

        assertThat(changes).containsExactly("KafkaCluster Kafka:UpdateBrokerStorage");
    }

    @Test
    void kubernetes_goes_on_with_cluster_then_nodes_and_addons() {
        List<String> changes = changesOf(specification -> specification.withObject("/kubernetes").put("version", "1.36"));

        assertThat(changes).startsWith("EksCluster Eks:UpdateClusterVersion").contains("NodeGroup Eks:UpdateNodegroupVersion")
                .allMatch(change -> change.matches("(EksCluster|NodeGroup|NetworkAddons|Addons) Eks:Update.*"));
    }

    @Test
    void an_administrator_comes_and_goes_as_named() {
        String arn = "arn:aws:iam::123456789012:role/administrator";
        List<String> coming = changesOf(specification -> specification.withObject("/kubernetes").putArray("administrators").add(arn));
        List<String> going = changesOf(specification -> specification.withObject("/kubernetes").remove("administrators"));

        // The policy is sent until EKS sees the new entry.
        assertThat(coming).startsWith("EksCluster Eks:CreateAccessEntry", "EksCluster Eks:AssociateAccessPolicy")
                .containsOnlyOnce("EksCluster Eks:CreateAccessEntry")
                .containsOnly("EksCluster Eks:CreateAccessEntry", "EksCluster Eks:AssociateAccessPolicy");
        assertThat(going).containsExactly("EksCluster Eks:DeleteAccessEntry");
    }

    @Test
    void a_list_of_callers_that_keeps_the_functions_out_is_refused_and_by_hand_put_right() {
        sandbox.world().client(EksClient.class).updateClusterConfig(request -> request.name("redkite-reference")
                .resourcesVpcConfig(access -> access.publicAccessCidrs("52.94.76.0/24")));

        assertThat(changesOf(_ -> { })).containsExactly("EksCluster Eks:UpdateClusterConfig");
    }

    @Test
    void protection_is_a_tag_of_the_cluster_and_nothing_else() {
        assertThat(changesOf(specification -> specification.put("protected", true))).containsExactly("EksCluster Eks:TagResource");
        assertThat(Happened.record(sandbox, "reference").plan().deletionProtected()).isTrue();
        assertThat(changesOf(specification -> specification.put("protected", false))).containsExactly("EksCluster Eks:TagResource");
    }

    @Test
    void attu_takes_its_load_balancer_along_and_comes_back_with_another() {
        List<String> going = changesOf(specification -> specification.withObject("/attu").put("enabled", false));
        assertThat(going).isNotEmpty().allMatch(UPGRADE.or("Exposure ElasticLoadBalancingV2:DeleteLoadBalancer"::equals));
        assertThat(loadBalancers()).extracting(LoadBalancer::loadBalancerName).containsExactly("reference-g1-milvus");

        List<String> coming = changesOf(specification -> specification.withObject("/attu").put("enabled", true));
        assertThat(coming).isNotEmpty().allMatch(UPGRADE);
        assertThat(loadBalancers()).extracting(LoadBalancer::loadBalancerName)
                .containsExactlyInAnyOrder("reference-g1-milvus", "reference-g1-attu");
    }

    @Test
    void another_scheme_is_another_load_balancer_whose_address_is_published() {
        String before = loadBalancer("reference-g1-milvus").dnsName();

        List<String> changes = changesOf(specification -> specification.withObject("/exposure")
                .put("scheme", "internet-facing").put("withoutLogin", true).putArray("sourceRanges").add("198.51.100.0/24"));

        assertThat(changes).isNotEmpty().allMatch(UPGRADE);
        LoadBalancer after = loadBalancer("reference-g1-milvus");
        assertThat(after.scheme()).isEqualTo(LoadBalancerSchemeEnum.INTERNET_FACING);
        assertThat(after.dnsName()).isNotEqualTo(before);
        assertThat(Happened.record(sandbox, "reference").endpoints().path("milvus").asText()).isEqualTo(after.dnsName() + ":19530");
        changesOf(specification -> specification.putObject("exposure").put("scheme", "internal"));
        assertThat(loadBalancer("reference-g1-milvus").scheme()).isEqualTo(LoadBalancerSchemeEnum.INTERNAL);
    }

    @Test
    void what_cannot_be_changed_is_refused_before_anything_is_touched() {
        int since = sandbox.trace().size();
        ObjectNode refused = Events.again(EVENT, ++updates);
        Events.specification(refused).withObject("/kafka").put("brokers", 6).put("version", "3.9.x.kraft");
        Events.specification(refused).withObject("/nodes").put("instanceType", "m6i.4xlarge");

        Outcome outcome = sandbox.deliver(refused);

        assertThat(outcome.phase()).isEqualTo("INVALID");
        assertThat(outcome.message()).contains("2 violations", "- $.kafka.version: cannot change from 3.8.x to 3.9.x.kraft in place",
                "- $.nodes.instanceType: cannot change from m6i.2xlarge to m6i.4xlarge in place", "recreate the environment with this specification instead");
        assertThat(Happened.changes(sandbox, since)).allMatch(change -> change.startsWith("Failure ") || change.startsWith("TopicNotifier "));
        assertThat(Happened.record(sandbox, "reference").phase()).isEqualTo(Phase.READY);
    }

    private static KubernetesClient kubernetes() {
        return sandbox.kubernetes("redkite-reference");
    }

    private static Deployment deployment(String name) {
        return kubernetes().apps().deployments().inNamespace("milvus").withName(name).get();
    }

    private static Container container(String deployment) {
        return deployment(deployment).getSpec().getTemplate().getSpec().getContainers().getFirst();
    }

    private static List<LoadBalancer> loadBalancers() {
        return sandbox.world().client(ElasticLoadBalancingV2Client.class).describeLoadBalancers(request -> {}).loadBalancers()
                .stream().filter(each -> each.loadBalancerName().startsWith("reference-")).toList();
    }

    private static LoadBalancer loadBalancer(String name) {
        return loadBalancers().stream().filter(each -> each.loadBalancerName().equals(name)).findFirst().orElseThrow();
    }
}
