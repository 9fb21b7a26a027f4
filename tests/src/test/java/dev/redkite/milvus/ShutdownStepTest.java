package dev.redkite.milvus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Both families of the chart. */
@ParameterizedClass
@ValueSource(strings = {"2.6.15", "2.2.13"})
class ShutdownStepTest {

    private final Installed installed = new Installed();
    private final KubernetesClient kubernetes = installed.kubernetes;
    private final Plan plan;
    private final ShutdownStep step = new ShutdownStep(_ -> kubernetes);

    ShutdownStepTest(String version) {
        plan = Plans.of(version);
    }

    @BeforeEach
    void install() {
        installed.controller(plan);
        installed.milvus(plan);
        installed.platform.pass(Duration.ofMinutes(10));
    }

    @AfterEach
    void close() {
        installed.close();
    }

    private Progress<Void> run() {
        return step.run(new MilvusIdentity(plan, installed.platform.access()));
    }

    private List<String> rounds() {
        List<String> rounds = new ArrayList<>();
        for (int look = 0; look < 100 && run() instanceof Pending<Void>(String reason, boolean _); look++) {
            if (!rounds.contains(reason)) {
                rounds.add(reason);
            }
            installed.platform.pass(Duration.ofSeconds(2));
        }
        return rounds;
    }

    @Test
    void who_writes_ends_first_and_where_all_ends_are_noted_last() {
        List<String> rounds = rounds();

        assertThat(run()).isInstanceOf(Done.class);
        assertThat(rounds.getFirst()).isEqualTo("these are ending: milvus-attu, milvus-proxy");
        assertThat(rounds.get(1)).contains("milvus-datanode", "milvus-querynode").doesNotContain("coord");
        assertThat(rounds.get(2)).contains("coord");
        assertThat(rounds.getLast()).isEqualTo("these are ending: milvus-etcd");
        assertThat(kubernetes.pods().inNamespace("milvus").list().getItems()).isEmpty();
        assertThat(kubernetes.persistentVolumeClaims().inNamespace("milvus").list().getItems()).isNotEmpty();
    }

    @Test
    void the_release_that_is_ensured_again_has_all_its_processes() {
        int pods = kubernetes.pods().inNamespace("milvus").list().getItems().size();
        rounds();

        JsonNode release = installed.milvus(plan);
        installed.platform.pass(Duration.ofMinutes(10));

        assertThat(kubernetes.pods().inNamespace("milvus").list().getItems()).hasSize(pods);
        assertThat(installed.milvus(plan)).as("no revision is made for it").isEqualTo(release);
        assertThat(kubernetes.apps().deployments().inNamespace("milvus").list().getItems())
                .noneMatch(each -> each.getMetadata().getAnnotations().containsKey("redkite.dev/replicas"));
    }
}
