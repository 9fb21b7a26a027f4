package dev.redkite.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.kubernetes.ForeignObject.Reference;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What in a cluster is of Milvus' release, and how what is not is told. */
class OwnObjectsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "namespace: milvus, annotations: {meta.helm.sh/release-name: milvus} | true",
        "namespace: milvus, annotations: {meta.helm.sh/release-name: other}  | false",
        "namespace: other, annotations: {meta.helm.sh/release-name: milvus}  | false",
        "namespace: milvus, labels: {redkite.dev/environment: demo}          | true",
        "namespace: milvus, labels: {app.kubernetes.io/instance: milvus}     | true",
        "namespace: milvus, labels: {release: milvus}                        | true",
        "namespace: milvus, labels: {release: other}                         | false",
        "namespace: milvus                                                   | false",
    })
    void an_object_is_of_the_release_when_helm_a_stage_or_a_template_of_it_made_it_in_its_namespace(String metadata, boolean ours) {
        ConfigMap object = Serialization.unmarshal("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, %s}".formatted(metadata), ConfigMap.class);

        assertThat(new OwnObjects("milvus").contain(object)).isEqualTo(ours);
    }

    @Test
    void what_somebody_else_made_is_told_with_what_it_holds_and_what_uses_it() {
        Reference claim = new Reference("PersistentVolumeClaim", "shop", "data");
        Reference user = new Reference("Deployment", "shop", "till");

        assertThat(ForeignObject.deleted(claim, "20Gi", List.of(user))).hasToString("PersistentVolumeClaim shop/data (20Gi, used by Deployment till)");
        assertThat(ForeignObject.deleted(new Reference("PersistentVolume", "", "pv-1"), "volume vol-1", List.of()))
                .hasToString("PersistentVolume pv-1 (volume vol-1)");
    }

    @Test
    void what_uses_it_is_deleted_before_it() {
        Reference claim = new Reference("PersistentVolumeClaim", "shop", "data");

        assertThat(ForeignObject.deleted(claim, "20Gi", List.of(new Reference("Deployment", "shop", "till"))).moves())
                .containsExactly("kubectl -n shop delete deployment till", "kubectl -n shop delete persistentvolumeclaim data");
        assertThat(ForeignObject.deleted(new Reference("PersistentVolume", "", "pv-1"), "volume vol-1", List.of()).moves())
                .containsExactly("kubectl delete persistentvolume pv-1");
    }
}
