package dev.redkite.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.NotOurs;
import dev.redkite.json.Json;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"2.6.15", "2.2.13"})
class EtcdTest {

    private final Installed installed = new Installed();
    private final String version;

    EtcdTest(String version) {
        this.version = version;
    }

    @AfterEach
    void close() {
        installed.close();
    }

    private StatefulSet etcd() {
        return installed.kubernetes.apps().statefulSets().inNamespace("milvus").withName("milvus-etcd").get();
    }

    @Test
    void is_not_rolled_by_an_update_of_something_else() {
        installed.controller(Plans.of(version));
        installed.milvus(Plans.of(version));
        StatefulSet before = etcd();

        installed.milvus(Plans.plan(version, Json.parse("{\"attu\": {\"resources\": {\"limits\": {\"cpu\": \"1\"}}}}")));

        assertThat(etcd().getSpec().getTemplate()).isEqualTo(before.getSpec().getTemplate());
        assertThat(etcd().getStatus().getUpdateRevision()).isEqualTo(before.getStatus().getUpdateRevision());
    }

    @Test
    void goes_before_every_pod_of_milvus() {
        installed.controller(Plans.of(version));
        installed.milvus(Plans.of(version));
        assertThat(installed.kubernetes.pods().inNamespace("milvus").list().getItems())
                .allSatisfy(pod -> assertThat(pod.getSpec().getPriority() > 0)
                        .as(pod.getMetadata().getName()).isEqualTo(pod.getMetadata().getName().startsWith("milvus-etcd-")));
    }

    @Test
    void leaves_no_priority_behind() {
        installed.controller(Plans.of(version));
        installed.milvus(Plans.of(version));
        installed.remove(Plans.of(version));
        assertThat(installed.kubernetes.scheduling().v1().priorityClasses().withName("milvus-etcd").get()).isNull();
    }

    @Test
    void gets_its_own_priority_back() {
        installed.controller(Plans.of(version));
        installed.milvus(Plans.of(version));
        installed.kubernetes.scheduling().v1().priorityClasses().withName("milvus-etcd").delete();
        installed.milvus(Plans.of(version));
        assertThat(installed.kubernetes.scheduling().v1().priorityClasses().withName("milvus-etcd").get().getValue()).isPositive();
    }

    @Test
    void leaves_somebody_elses_priority_alone() {
        installed.kubernetes.resource(new PriorityClassBuilder()
                .withNewMetadata().withName("milvus-etcd").endMetadata().withValue(7).build()).create();
        assertThatThrownBy(() -> installed.milvus(Plans.of(version)))
                .isInstanceOf(NotOurs.class).hasMessageContaining("PriorityClass milvus-etcd");
    }
}
