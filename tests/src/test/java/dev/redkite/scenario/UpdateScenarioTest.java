package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A changed specification is carried out in place, and what it does not speak of is not touched. */
class UpdateScenarioTest {

    private static final List<String> CLOSING =
            List.of("Admission DynamoDb:UpdateItem", "Admission EventBridge:PutEvents", "Publication EventBridge:PutEvents",
                    "Publication DynamoDb:UpdateItem");

    /** Somebody is told: that a stage is done, or how an earlier request ended. */
    private static final String WORD = "\\w+ EventBridge:PutEvents|TopicNotifier .*";

    /**
     * Besides tagging: the controller's release, which tags load balancers, and the storage class, which tags volumes
     * and cannot be changed, only made again under its name.
     */
    private static final Pattern OF_A_TAG = Pattern.compile(
            "\\w+ \\w+:(Tag\\w+|CreateTags|PutBucketTagging)|(LoadBalancerController|StorageClass) Kubernetes:.*");

    private static final ObjectNode EVENT = Events.read("02-reference");

    private static Sandbox sandbox;
    private static int updates;

    @BeforeAll
    static void provision() {
        sandbox = Sandbox.open(Sandbox.Settings.of(EVENT));
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

        assertThat(changes).isNotEmpty().allMatch(change -> change.startsWith("MilvusRelease Kubernetes:"));
        assertThat(sandbox.kubernetes("redkite-reference").services().inNamespace("milvus").withName("milvus").get()
                .getSpec().getLoadBalancerSourceRanges()).containsExactly("10.9.0.0/16");
        assertThat(sandbox.world().elasticLoadBalancing().inventory().keySet())
                .filteredOn(key -> key.startsWith("elasticloadbalancing:loadbalancer/"))
                .containsExactly("elasticloadbalancing:loadbalancer/reference-g1-attu",
                        "elasticloadbalancing:loadbalancer/reference-g1-milvus");
    }

    @Test
    void more_query_nodes_are_an_upgraded_release_and_nothing_else() {
        List<String> changes = changesOf(specification ->
                specification.withObject("/milvus/components/queryNode").put("replicas", 2));

        assertThat(changes).isNotEmpty().allMatch(change -> change.startsWith("MilvusRelease Kubernetes:"));
        assertThat(deployment("milvus-querynode").getSpec().getReplicas()).isEqualTo(2);
    }

    private Deployment deployment(String name) {
        return sandbox.kubernetes("redkite-reference").apps().deployments().inNamespace("milvus").withName(name).get();
    }
}
