package dev.redkite.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.environment.Plan;
import dev.redkite.failure.StageBroken;
import dev.redkite.kafka.KafkaCredentialsFacts;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody does with kubectl, and the next provision puts right. */
class DriftTest {

    private final Installed installed = new Installed();
    private final Plan plan = Plans.of("2.6.15");

    @BeforeEach
    void install() {
        installed.controller(plan);
        installed.milvus(plan);
    }

    @AfterEach
    void close() {
        installed.close();
    }

    private Ingress ingress() {
        return installed.kubernetes.network().v1().ingresses().inNamespace("milvus").withName("milvus-attu").get();
    }

    @Test
    void an_ingress_that_was_opened_to_everybody_is_closed_again() {
        installed.kubernetes.network().v1().ingresses().inNamespace("milvus").withName("milvus-attu").edit(found -> {
            found.getMetadata().getAnnotations().put("alb.ingress.kubernetes.io/inbound-cidrs", "0.0.0.0/0");
            return found;
        });
        installed.milvus(plan);
        assertThat(ingress().getMetadata().getAnnotations())
                .containsEntry("alb.ingress.kubernetes.io/inbound-cidrs", "203.0.113.0/24,198.51.100.0/24");
    }

    /** As it is after the registry was lost, when the request names no version. */
    @Test
    void a_milvus_of_another_family_of_charts_is_refused_before_its_data_is_touched() {
        assertThatThrownBy(() -> installed.milvus(Plans.of("2.2.13")))
                .isInstanceOf(StageBroken.class)
                .hasMessageContaining("stands with chart milvus 5.0.19, and the plan for Milvus 2.2.13 takes chart 4.0.33")
                .hasMessageContaining("Next: name the Milvus version that stands in milvus.version");
    }

    @Test
    void what_was_deleted_is_made_again() {
        installed.kubernetes.serviceAccounts().inNamespace("milvus").withName("milvus").delete();
        installed.kubernetes.services().inNamespace("milvus").withName("milvus-attu").delete();
        installed.kubernetes.services().inNamespace("milvus").withName("milvus-etcd-headless").delete();
        installed.kubernetes.configMaps().inNamespace("milvus").withName("milvus").delete();
        installed.milvus(plan);
        assertThat(installed.kubernetes.serviceAccounts().inNamespace("milvus").withName("milvus").get()).isNotNull();
        assertThat(installed.kubernetes.services().inNamespace("milvus").withName("milvus-attu").get()).isNotNull();
        assertThat(installed.kubernetes.services().inNamespace("milvus").withName("milvus-etcd-headless").get()).isNotNull();
        assertThat(installed.kubernetes.configMaps().inNamespace("milvus").withName("milvus").get()).isNotNull();
    }

    @Test
    void a_controller_that_was_deleted_or_stopped_works_again() {
        var controller = installed.kubernetes.apps().deployments().inNamespace("kube-system").withName("aws-load-balancer-controller");
        controller.scale(0);
        installed.controller(plan);
        assertThat(controller.get().getSpec().getReplicas()).isEqualTo(2);
        controller.delete();
        installed.controller(plan);
        assertThat(controller.get().getSpec().getReplicas()).isEqualTo(2);
    }

    @Test
    void a_key_that_somebody_put_into_a_secret_of_ours_stays_and_holds_nothing_up() {
        for (String name : new String[] {"milvus-kafka", "milvus-root"}) {
            installed.kubernetes.secrets().inNamespace("milvus").withName(name).edit(secret -> {
                secret.getData().put("note", Base64.getEncoder().encodeToString("hi".getBytes(StandardCharsets.UTF_8)));
                return secret;
            });
        }
        installed.milvus(plan);
        assertThat(installed.kubernetes.secrets().inNamespace("milvus").withName("milvus-kafka").get().getData()).containsKey("note");
    }

    @Test
    void a_rotated_login_reaches_every_pod_that_uses_it() {
        assertThat(loginVersions()).containsOnly("version-1");
        installed.login = new KafkaCredentialsFacts("arn:aws:secretsmanager:us-west-2:123456789012:secret:AmazonMSK_redkite-demo-g3", "arn:key", "version-2");
        installed.milvus(plan);
        installed.platform.pass(Duration.ofMinutes(20));
        assertThat(loginVersions()).containsOnly("version-2");
    }

    private Map<String, Pod> pods() {
        Map<String, Pod> pods = new TreeMap<>();
        installed.kubernetes.pods().inNamespace("milvus").list().getItems().forEach(pod -> pods.put(pod.getMetadata().getName(), pod));
        return pods;
    }

    private List<String> loginVersions() {
        return pods().values().stream()
                .flatMap(pod -> pod.getSpec().getContainers().getFirst().getEnv().stream())
                .filter(variable -> variable.getName().equals("REDKITE_KAFKA_LOGIN_VERSION"))
                .map(variable -> variable.getValue())
                .toList();
    }
}
