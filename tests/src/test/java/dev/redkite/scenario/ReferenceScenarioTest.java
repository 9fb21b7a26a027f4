package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.HistoryEvent.Kind;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.ClusterStatus;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.Cluster;
import software.amazon.awssdk.services.kafka.model.ClusterState;

/** Everything that the written procedure makes by hand can be pointed at after 02-reference. */
class ReferenceScenarioTest {

    private static Sandbox sandbox;
    private static Execution execution;
    private static Outcome outcome;
    private static KubernetesClient kubernetes;

    @BeforeAll
    static void provision() {
        var event = Events.read("02-reference");
        sandbox = Sandbox.open(TestSettings.overSockets(event));
        execution = sandbox.start(event);
        outcome = sandbox.run(execution);
        kubernetes = sandbox.kubernetes("redkite-reference");
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    private static World world() {
        return sandbox.world();
    }

    private static Cluster kafka() {
        return world().client(KafkaClient.class).listClustersV2(request -> request.clusterNameFilter("redkite-reference")).clusterInfoList().getFirst();
    }

    private static Deployment deployment(String namespace, String name) {
        return kubernetes.apps().deployments().inNamespace(namespace).withName(name).require();
    }

    private static Container container(String deployment) {
        return deployment("milvus", deployment).getSpec().getTemplate().getSpec().getContainers().getFirst();
    }

    private static LoadBalancer loadBalancer(String name) {
        return world().client(ElasticLoadBalancingV2Client.class)
                .describeLoadBalancers(request -> request.names(name)).loadBalancers().getFirst();
    }

    @Test
    void it_ends_ready_close_to_the_critical_path() {
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        // The critical path knows no lag of visibility, of which KMS' alone may be five minutes.
        assertThat(outcome.ratio()).isBetween(1.0, 1.05);
    }

    @Test
    void the_kafka_configuration_creates_topics_and_takes_large_messages() {
        KafkaClient kafka = world().client(KafkaClient.class);
        String arn = kafka.listConfigurations(request -> {}).configurations().stream()
                .filter(each -> each.name().equals("redkite-reference")).findFirst().orElseThrow().arn();
        String properties = kafka.describeConfigurationRevision(request -> request.arn(arn).revision(1L))
                .serverProperties().asUtf8String();

        assertThat(properties).contains("auto.create.topics.enable=true", "message.max.bytes=10485880",
                "default.replication.factor=3", "min.insync.replicas=2");
    }

    @Test
    void the_kafka_cluster_is_as_asked_and_takes_scram_logins_over_tls_only() {
        Cluster cluster = kafka();

        assertThat(cluster.clusterName()).isEqualTo("redkite-reference");
        assertThat(cluster.state()).isEqualTo(ClusterState.ACTIVE);
        assertThat(cluster.provisioned().numberOfBrokerNodes()).isEqualTo(3);
        assertThat(cluster.provisioned().brokerNodeGroupInfo().instanceType()).isEqualTo("kafka.m5.large");
        assertThat(cluster.provisioned().brokerNodeGroupInfo().storageInfo().ebsStorageInfo().volumeSize()).isEqualTo(100);
        assertThat(cluster.provisioned().clientAuthentication().sasl().scram().enabled()).isTrue();
        assertThat(cluster.provisioned().encryptionInfo().encryptionInTransit().clientBrokerAsString()).isEqualTo("TLS");
    }

    @Test
    void the_kafka_cluster_knows_the_login_s_secret() {
        assertThat(world().client(KafkaClient.class).listScramSecrets(request -> request.clusterArn(kafka().clusterArn()))
                .secretArnList()).singleElement().asString().contains(":secret:AmazonMSK_redkite-reference-g1");
    }

    @Test
    void the_bucket_stands() {
        assertThat(world().s3().inventory()).containsKey("s3:bucket/redkite-reference-123456789012-us-west-2");
    }

    @Test
    void the_cluster_runs_the_version_asked_for() {
        var cluster = world().client(EksClient.class).describeCluster(request -> request.name("redkite-reference")).cluster();

        assertThat(cluster.status()).isEqualTo(ClusterStatus.ACTIVE);
        assertThat(cluster.version()).isEqualTo("1.35");
    }

    @Test
    void three_m6i_2xlarge_nodes_are_labelled_for_milvus() {
        Nodegroup group = world().client(EksClient.class)
                .describeNodegroup(request -> request.clusterName("redkite-reference").nodegroupName("milvus")).nodegroup();

        assertThat(group.instanceTypes()).containsExactly("m6i.2xlarge");
        assertThat(group.scalingConfig().desiredSize()).isEqualTo(3);
        assertThat(kubernetes.nodes().withLabel("role", "milvus").list().getItems()).hasSize(3);
    }

    @Test
    void ebs_sc_of_gp3_is_the_one_default_storage_class() {
        String annotation = "storageclass.kubernetes.io/is-default-class";
        List<StorageClass> defaults = kubernetes.storage().v1().storageClasses().list().getItems().stream()
                .filter(each -> each.getMetadata().getAnnotations() != null
                        && "true".equals(each.getMetadata().getAnnotations().get(annotation)))
                .toList();

        assertThat(defaults).singleElement().satisfies(found -> {
            assertThat(found.getMetadata().getName()).isEqualTo("ebs-sc");
            assertThat(found.getProvisioner()).isEqualTo("ebs.csi.aws.com");
            assertThat(found.getParameters()).containsEntry("type", "gp3");
            assertThat(found.getVolumeBindingMode()).isEqualTo("WaitForFirstConsumer");
        });
    }

    @Test
    void the_load_balancer_controller_runs() {
        assertThat(deployment("kube-system", "aws-load-balancer-controller").getStatus().getReadyReplicas()).isPositive();
    }

    @Test
    void milvus_2_2_13_runs_with_two_of_each_coordinator_one_in_standby_and_two_proxies() {
        for (String coordinator : List.of("rootcoord", "querycoord", "indexcoord", "datacoord")) {
            Deployment deployment = deployment("milvus", "milvus-" + coordinator);
            assertThat(deployment.getStatus().getReadyReplicas()).as(coordinator).isEqualTo(2);
            assertThat(container("milvus-" + coordinator).getImage()).endsWith(":v2.2.13");
        }
        assertThat(deployment("milvus", "milvus-proxy").getStatus().getReadyReplicas()).isEqualTo(2);
        assertThat(kubernetes.configMaps().inNamespace("milvus").list().getItems())
                .anySatisfy(map -> assertThat(map.getData().toString()).contains("enableActiveStandby"));
    }

    @Test
    void milvus_is_behind_an_internal_network_load_balancer() {
        Service service = kubernetes.services().inNamespace("milvus").withName("milvus").require();
        LoadBalancer found = loadBalancer("reference-g1-milvus");

        assertThat(found.type()).isEqualTo(LoadBalancerTypeEnum.NETWORK);
        assertThat(found.scheme()).isEqualTo(LoadBalancerSchemeEnum.INTERNAL);
        assertThat(service.getStatus().getLoadBalancer().getIngress().getFirst().getHostname()).isEqualTo(found.dnsName());
        assertThat(outcome.output().path("publication").path("milvus").asText()).isEqualTo(found.dnsName() + ":19530");
    }

    @Test
    void attu_is_behind_an_application_load_balancer_open_to_one_network() {
        Ingress ingress = kubernetes.network().v1().ingresses().inNamespace("milvus").list().getItems().getFirst();
        LoadBalancer found = loadBalancer("reference-g1-attu");

        assertThat(found.type()).isEqualTo(LoadBalancerTypeEnum.APPLICATION);
        assertThat(found.scheme()).isEqualTo(LoadBalancerSchemeEnum.INTERNET_FACING);
        assertThat(ingress.getMetadata().getAnnotations())
                .containsEntry("alb.ingress.kubernetes.io/inbound-cidrs", "203.0.113.0/24");
        assertThat(outcome.output().path("publication").path("attu").asText()).contains(found.dnsName());
    }

    @Test
    void the_probe_put_three_thousand_rows_through_milvus() {
        JsonNode facts = execution.history().stream()
                .filter(event -> event.kind() == Kind.TASK_SUCCEEDED && event.state().equals("HealthProbe"))
                .findFirst().orElseThrow().data();

        assertThat(facts.path("serverVersion").asText()).contains("2.2.13");
        assertThat(facts.path("steps").findValuesAsText("rows")).contains("3000");
    }
}
