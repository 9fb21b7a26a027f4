package dev.redkite.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.StageBroken;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleasePodsTest {

    private static Pod crashing(int restarts) {
        return new PodBuilder()
                .withNewMetadata().withNamespace("milvus").withName("milvus-proxy-1").endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withName("proxy")
                .withRestartCount(restarts)
                .withNewState().withNewWaiting().withReason("CrashLoopBackOff").withMessage("back-off").endWaiting().endState()
                .withNewLastState()
                .withNewTerminated().withExitCode(1).withReason("Error").withMessage("etcd unreachable").endTerminated()
                .endLastState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    @Test
    void a_container_that_crashed_a_few_times_has_a_reason_to_be_unready() {
        assertThat(ReleasePods.reason(crashing(8))).contains("CrashLoopBackOff: back-off");
    }

    @Test
    void a_container_that_keeps_crashing_is_broken_and_quotes_its_last_end() {
        assertThatThrownBy(() -> ReleasePods.reason(crashing(9)))
                .isInstanceOf(StageBroken.class)
                .hasMessageContaining("Container proxy of pod milvus/milvus-proxy-1 was restarted 9 times")
                .hasMessageContaining("exit code 1, Error: etcd unreachable")
                .hasMessageContaining("Next:");
    }

    /** As a real API server showed it between two members of etcd. */
    @Test
    void a_stateful_set_that_is_rolled_is_not_complete_though_all_its_pods_are_ready() {
        assertThat(ReleasePods.of(etcd("milvus-etcd-85d84cd789", "milvus-etcd-6cd995cb44")).complete()).isFalse();
        assertThat(ReleasePods.of(etcd("milvus-etcd-85d84cd789", "milvus-etcd-85d84cd789")).complete()).isTrue();
    }

    private static StatefulSet etcd(String update, String current) {
        return new StatefulSetBuilder()
                .withNewMetadata().withName("milvus-etcd").withGeneration(2L).endMetadata()
                .withNewSpec().withReplicas(3).endSpec()
                .withNewStatus().withObservedGeneration(2L).withReplicas(3).withReadyReplicas(3)
                .withUpdateRevision(update).withCurrentRevision(current).endStatus()
                .build();
    }

    @Test
    void a_proxy_of_the_revision_before_is_not_asked_while_it_stops() {
        assertThat(ReleasePods.findServing(List.of(ready("milvus-proxy-5c9-old", "2026-11-24T09:00:00Z"), ready("milvus-proxy-7d4-new", null))))
                .contains("milvus-proxy-7d4-new");
        assertThat(ReleasePods.findServing(List.of(ready("milvus-proxy-5c9-old", "2026-11-24T09:00:00Z")))).isEmpty();
    }

    private static Pod ready(String name, String stopping) {
        return new PodBuilder()
                .withNewMetadata().withName(name).withDeletionTimestamp(stopping).endMetadata()
                .withNewStatus().addNewCondition().withType("Ready").withStatus("True").endCondition().endStatus()
                .build();
    }

    @Test
    void a_pod_that_was_just_made_has_no_reason_yet() {
        assertThat(ReleasePods.reason(new PodBuilder().withNewMetadata().withName("new").endMetadata().build())).isEmpty();
    }
}
