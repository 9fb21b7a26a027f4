package dev.redkite.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.environment.Plan;
import dev.redkite.failure.StagePending;
import dev.redkite.json.Json;
import dev.redkite.loadbalancer.LoadBalancerControllerFunction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tags are arguments of the load balancer controller, so a change of tags is an upgrade of it, and Milvus' follows at once. */
class ControllerUpgradeTest {

    private final Installed installed = new Installed();
    private final Plan before = Plans.of("2.6.15");
    private final Plan after = changed(before);

    @BeforeEach
    void install() {
        installed.controller(before);
        installed.milvus(before);
    }

    @AfterEach
    void close() {
        installed.close();
    }

    /** Other tags, and other callers of Attu, which its Ingress says. */
    private static Plan changed(Plan plan) {
        ObjectNode changed = (ObjectNode) Json.tree(plan);
        changed.set("tags", Json.tree(Map.of("team", "ranking")));
        changed.withObject("/attu").set("sourceRanges", Json.tree(List.of("192.0.2.0/24")));
        return Json.convert(changed, Plan.class);
    }

    private String bundle() {
        return installed.kubernetes.admissionRegistration().v1().validatingWebhookConfigurations()
                .withName("aws-load-balancer-webhook").get().getWebhooks().getFirst().getClientConfig().getCaBundle();
    }

    @Test
    void keeps_the_certificate_that_running_pods_serve() {
        String trusted = bundle();
        installed.controller(after);
        assertThat(bundle()).isEqualTo(trusted);
    }

    @Test
    void is_awaited_until_every_pod_is_new() {
        assertThatThrownBy(() -> installed.calls(after).call(new LoadBalancerControllerFunction(installed.platform), "ensure"))
                .isInstanceOf(StagePending.class)
                .hasMessageContaining("the pods that serve the controller's webhook are being replaced");
    }

    @Test
    void lets_the_upgrade_of_milvus_that_follows_pass_at_the_first_call() {
        installed.controller(after);
        assertThat(installed.calls(after).call(new MilvusReleaseFunction(installed.platform), "ensure").isObject()).isTrue();
        assertThat(installed.kubernetes.network().v1().ingresses().inNamespace("milvus").withName("milvus-attu").get()
                .getMetadata().getAnnotations()).containsEntry("alb.ingress.kubernetes.io/inbound-cidrs", "192.0.2.0/24");
    }
}
