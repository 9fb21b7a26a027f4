package dev.redkite.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.chart.StageCalls;
import dev.redkite.chart.TestPlatform;
import dev.redkite.environment.Plan;
import dev.redkite.exposure.ExposureFunction;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.StagePending;
import dev.redkite.json.Json;
import dev.redkite.loadbalancer.LoadBalancerControllerFunction;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Controller, Milvus and exposure through their functions, on stand-in charts; with {@code -Dredkite.charts=DIR} on
 * the real archives in that directory, whatever their digest.
 */
@ParameterizedClass
@ValueSource(strings = {"2.6.15", "2.2.13"})
class InstallationTest {

    private final TestPlatform platform = new TestPlatform(Installed.charts());
    private final Plan plan;
    private final StageCalls calls;

    InstallationTest(String version) {
        plan = Plans.of(version);
        calls = new StageCalls(platform, plan, facts());
    }

    private ObjectNode facts() {
        MilvusReleaseSpec spec = Plans.spec(plan);
        ObjectNode facts = Json.object();
        facts.set("eksCluster", Json.tree(platform.access()));
        facts.set("network", Json.tree(spec.surroundings().network()));
        facts.set("kafkaCluster", Json.tree(spec.surroundings().kafka()));
        facts.set("kafkaCredentials", Json.tree(spec.surroundings().credentials()));
        facts.set("objectStorage", Json.tree(spec.surroundings().storage()));
        facts.set("workloadIdentity", Json.tree(spec.surroundings().identity()));
        facts.set("storageClass", Json.tree(spec.surroundings().storageClass()));
        return facts;
    }

    @AfterEach
    void close() {
        platform.close();
    }

    private JsonNode installController() {
        return calls.finish(new LoadBalancerControllerFunction(platform), "ensure");
    }

    private JsonNode installMilvus() {
        return calls.finish(new MilvusReleaseFunction(platform), "ensure");
    }

    private Map<String, Deployment> deployments() {
        return platform.kubernetes().apps().deployments().inNamespace("milvus").list().getItems().stream()
                .collect(Collectors.toMap(each -> each.getMetadata().getName(), Function.identity(), (a, _) -> a, TreeMap::new));
    }

    @Test
    void waits_until_the_controllers_webhook_is_served() {
        assertThatThrownBy(() -> calls.call(new LoadBalancerControllerFunction(platform), "ensure"))
                .isInstanceOf(StagePending.class).hasMessageContaining("webhook");
        assertThat(installController().path("chartVersion").asText()).isEqualTo("3.5.0");
        ServiceAccount account = platform.kubernetes().serviceAccounts().inNamespace("kube-system")
                .withName("aws-load-balancer-controller").get();
        assertThat(account.getMetadata().getAnnotations())
                .containsEntry("eks.amazonaws.com/role-arn", "arn:aws:iam::123456789012:role/controller");
    }

    @Test
    void makes_the_planned_components_and_no_others() {
        installController();
        installMilvus();
        Map<String, Integer> planned = new TreeMap<>(Map.of("milvus-attu", 1));
        plan.milvus().components().forEach((component, size) ->
                planned.put("milvus-" + ComponentValues.label(component), size.replicas()));
        Map<String, Integer> made = new TreeMap<>();
        deployments().forEach((name, deployment) -> made.put(name, deployment.getSpec().getReplicas()));
        assertThat(made).isEqualTo(planned);
        assertThat(platform.kubernetes().apps().statefulSets().inNamespace("milvus").withName("milvus-etcd").get()
                .getSpec().getReplicas()).isEqualTo(3);
    }

    @Test
    void gives_every_component_its_planned_resources_and_place() {
        installController();
        installMilvus();
        plan.milvus().components().forEach((component, size) -> {
            var pod = deployments().get("milvus-" + ComponentValues.label(component)).getSpec().getTemplate().getSpec();
            var container = pod.getContainers().getFirst();
            assertThat(container.getResources().getRequests().get("cpu").toString()).isEqualTo(Quantities.cpu(size.cpu()));
            assertThat(container.getResources().getLimits().get("memory").toString())
                    .isEqualTo(Quantities.memory(size.memoryGibibytes()));
            assertThat(pod.getNodeSelector()).containsEntry("role", "milvus");
            assertThat(pod.getServiceAccountName().strip()).isEqualTo("milvus");
            assertThat(container.getImage()).endsWith(":v" + plan.milvus().version());
            assertThat(container.getEnv()).extracting("name").contains("KAFKA_SASLUSERNAME", "KAFKA_SASLPASSWORD");
            assertThat(pod.getAffinity().getPodAntiAffinity().getPreferredDuringSchedulingIgnoredDuringExecution()).hasSize(2);
        });
    }

    @Test
    void configures_storage_and_queue_and_writes_the_password_into_a_secret_only() {
        installController();
        installMilvus();
        ConfigMap configuration = platform.kubernetes().configMaps().inNamespace("milvus").withName("milvus").get();
        assertThat(configuration.getData().get("default.yaml"))
                .contains("s3.us-west-2.amazonaws.com", "demo/g3", "SCRAM-SHA-512", "SASL_SSL", "b-1.demo:9096", "useIAM: true")
                .doesNotContain("pulsar:");
        assertThat(configuration.getData().get("user.yaml")).contains("redkite-demo-g3");
        assertThat(platform.kubernetes().configMaps().inAnyNamespace().list().getItems().toString())
                .doesNotContain(TestPlatform.PASSWORD);
        assertThat(MilvusValues.of(Plans.spec(plan)).toString()).doesNotContain(TestPlatform.PASSWORD);
        assertThat(SecretStage.decoded(platform.kubernetes().secrets().inNamespace("milvus").withName("milvus-kafka").get()))
                .isEqualTo(Map.of("username", "milvus", "password", TestPlatform.PASSWORD));
    }

    @Test
    void is_reached_by_load_balancers_of_the_planned_names_scheme_and_tags() {
        installController();
        installMilvus();
        JsonNode facts = calls.finish(new ExposureFunction(platform), "ensure");
        assertThat(facts.path("milvusHost").asText()).startsWith("demo-g3-milvus-").endsWith(".elb.us-west-2.amazonaws.com");
        assertThat(facts.path("milvusPort").asInt()).isEqualTo(19530);
        assertThat(facts.path("attuAddress").asText()).startsWith("http://demo-g3-attu-");
        assertThat(platform.world.elasticLoadBalancing().inventory()).containsKeys(
                "elasticloadbalancing:loadbalancer/demo-g3-milvus", "elasticloadbalancing:loadbalancer/demo-g3-attu");
        assertThat(platform.world.elasticLoadBalancing().inventory()).allSatisfy((_, tags) -> assertThat(tags)
                .containsEntry("redkite:environment", "demo").containsEntry("elbv2.k8s.aws/cluster", "redkite-demo"));
    }

    @Test
    void changes_nothing_the_second_time() {
        installController();
        JsonNode first = installMilvus();
        assertThat(installMilvus()).isEqualTo(first);
        assertThat(first.path("revision").asInt()).isEqualTo(1);
        assertThat(installController().path("release").asText()).isEqualTo("aws-load-balancer-controller");
        assertThat(platform.kubernetes().secrets().inNamespace("kube-system").withLabel("owner", "helm").list().getItems()).hasSize(1);
    }

    @Test
    void puts_back_what_somebody_changed_behind_helm() {
        installController();
        installMilvus();
        platform.kubernetes().apps().deployments().inNamespace("milvus").withName("milvus-proxy").scale(1);
        platform.kubernetes().apps().deployments().inNamespace("milvus").withName("milvus-querynode").delete();
        installMilvus();
        assertThat(deployments().get("milvus-proxy").getSpec().getReplicas()).isEqualTo(2);
        assertThat(deployments()).containsKey("milvus-querynode");
    }

    @Test
    void keeps_what_root_began_with_when_secrets_manager_holds_another_password() {
        installController();
        installMilvus();
        String first = platform.kubernetes().secrets().inNamespace("milvus").withName("milvus-root").get().getData().get("password");
        platform.root = "{\"username\":\"root\",\"password\":\"another-one\"}";
        installMilvus();
        assertThat(platform.kubernetes().secrets().inNamespace("milvus").withName("milvus-root").get().getData())
                .containsEntry("password", first);
    }

    @Test
    void a_password_that_everybody_knows_is_not_kept() {
        installController();
        installMilvus();
        platform.kubernetes().secrets().inNamespace("milvus").withName("milvus-root").edit(secret -> {
            secret.setStringData(Map.of("password", "Milvus"));
            return secret;
        });
        installMilvus();
        assertThat(SecretStage.decoded(platform.kubernetes().secrets().inNamespace("milvus").withName("milvus-root").get()).get("password"))
                .isEqualTo("Secret4Milvus");
    }

    @Test
    void follows_a_changed_login() {
        installController();
        installMilvus();
        platform.secret = "{\"username\":\"milvus\",\"password\":\"Another\"}";
        installMilvus();
        assertThat(SecretStage.decoded(platform.kubernetes().secrets().inNamespace("milvus").withName("milvus-kafka").get()))
                .containsEntry("password", "Another");
    }

    @Test
    void leaves_somebody_elses_namespace_alone() {
        Namespace theirs = new NamespaceBuilder().withNewMetadata().withName("milvus").endMetadata().build();
        platform.kubernetes().resource(theirs).create();
        assertThatThrownBy(this::installMilvus).isInstanceOf(NotOurs.class).hasMessageContaining("Namespace milvus");
    }

    @Test
    void leaves_nothing_when_it_is_removed() {
        installController();
        installMilvus();
        calls.finish(new ExposureFunction(platform), "ensure");
        calls.finish(new ExposureFunction(platform), "retire");
        assertThat(platform.world.elasticLoadBalancing().inventory()).isEmpty();
        calls.finish(new MilvusReleaseFunction(platform), "retire");
        calls.finish(new LoadBalancerControllerFunction(platform), "retire");
        assertThat(platform.kubernetes().namespaces().withName("milvus").get()).isNull();
        assertThat(platform.kubernetes().persistentVolumes().list().getItems()).isEmpty();
        assertThat(platform.kubernetes().apps().deployments().inAnyNamespace().list().getItems()).isEmpty();
    }
}
