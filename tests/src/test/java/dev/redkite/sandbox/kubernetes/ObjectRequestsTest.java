package dev.redkite.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObjectRequestsTest {

    private final TestCluster cluster = new TestCluster();
    private final KubernetesClient client = cluster.client();

    @AfterEach
    void close() {
        cluster.close();
    }

    private static ConfigMap configMap(String name, Map<String, String> data) {
        return new ConfigMapBuilder().withNewMetadata().withName(name).withNamespace("default").endMetadata()
                .withData(data).build();
    }

    private int refusal(Runnable request) {
        try {
            request.run();
        } catch (KubernetesClientException refused) {
            return refused.getCode();
        }
        return 200;
    }

    @Test
    void tells_its_version() {
        assertThat(client.getKubernetesVersion().getMinor()).isEqualTo("35");
    }

    @Test
    void refuses_a_request_without_a_known_token() {
        try (KubernetesClient stranger = cluster.client("other")) {
            assertThat(refusal(() -> stranger.pods().inNamespace("default").list())).isEqualTo(401);
        }
    }

    @Test
    void refuses_what_access_control_does_not_allow() {
        cluster.allowed = false;
        assertThatThrownBy(() -> client.pods().inNamespace("default").list())
                .hasMessageContaining("cannot list resource \"pods\"");
    }

    @Test
    void reads_back_what_was_created() {
        client.resource(configMap("settings", Map.of("a", "1"))).create();
        assertThat(client.configMaps().inNamespace("default").withName("settings").get().getData())
                .containsExactly(Map.entry("a", "1"));
    }

    @Test
    void refuses_a_second_object_of_the_same_name() {
        client.resource(configMap("settings", Map.of())).create();
        assertThatThrownBy(() -> client.resource(configMap("settings", Map.of())).create())
                .extracting(refused -> ((KubernetesClientException) refused).getStatus().getReason())
                .isEqualTo("AlreadyExists");
    }

    @Test
    void refuses_an_object_in_a_missing_namespace() {
        ConfigMap lost = configMap("settings", Map.of());
        lost.getMetadata().setNamespace("nowhere");
        assertThatThrownBy(() -> client.resource(lost).create()).hasMessageContaining("namespaces \"nowhere\" not found");
    }

    @Test
    void refuses_an_invalid_name() {
        assertThat(refusal(() -> client.resource(configMap("Not_Valid", Map.of())).create())).isEqualTo(422);
    }

    @Test
    void refuses_an_unknown_field_where_that_is_asked_for() {
        String misspelt = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"},\"dta\":{}}";
        assertThatThrownBy(() -> client.raw("/api/v1/namespaces/default/configmaps?fieldValidation=Strict", "POST", misspelt))
                .hasMessageContaining("strict decoding error");
    }

    @Test
    void refuses_a_number_where_a_text_belongs() {
        String pod = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"},\"spec\":{\"containers\":[{\"name\":"
                + "\"a\",\"image\":\"b\",\"env\":[{\"name\":\"X\",\"value\":1}]}]}}";
        assertThatThrownBy(() -> client.raw("/api/v1/namespaces/default/pods", "POST", pod))
                .hasMessageContaining("cannot unmarshal number into Go struct field EnvVar.spec.containers.env.value of type string");
    }

    @Test
    void refuses_an_update_of_an_older_version() {
        ConfigMap first = client.resource(configMap("settings", Map.of("a", "1"))).create();
        client.resource(configMap("settings", Map.of("a", "2"))).update();
        first.setData(Map.of("a", "3"));
        assertThat(refusal(() -> client.resource(first).update())).isEqualTo(409);
    }

    @Test
    void turns_text_data_of_a_secret_into_base64() {
        Secret secret = new SecretBuilder().withNewMetadata().withName("login").withNamespace("default").endMetadata()
                .withStringData(Map.of("password", "abc")).build();
        client.resource(secret).create();
        assertThat(client.secrets().inNamespace("default").withName("login").get().getData())
                .containsExactly(Map.entry("password", "YWJj"));
    }

    @Test
    void applies_a_merge_patch() {
        client.resource(configMap("settings", Map.of("a", "1", "b", "2"))).create();
        client.configMaps().inNamespace("default").withName("settings")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"a\":null,\"c\":\"3\"}}");
        assertThat(client.configMaps().inNamespace("default").withName("settings").get().getData())
                .isEqualTo(Map.of("b", "2", "c", "3"));
    }

    @Test
    void applies_a_json_patch() {
        client.resource(configMap("settings", Map.of("a", "1"))).create();
        client.configMaps().inNamespace("default").withName("settings").edit(found -> new ConfigMapBuilder(found)
                .addToData("b", "2").build());
        assertThat(client.configMaps().inNamespace("default").withName("settings").get().getData()).hasSize(2);
    }

    @Test
    void applying_twice_changes_nothing() {
        String first = client.resource(configMap("settings", Map.of("a", "1"))).fieldManager("redkite").serverSideApply()
                .getMetadata().getResourceVersion();
        String second = client.resource(configMap("settings", Map.of("a", "1"))).fieldManager("redkite").serverSideApply()
                .getMetadata().getResourceVersion();
        assertThat(second).isEqualTo(first);
    }

    @Test
    void applying_leaves_the_fields_of_others() {
        client.resource(configMap("settings", Map.of("theirs", "1"))).create();
        client.resource(configMap("settings", Map.of("ours", "1"))).fieldManager("redkite").serverSideApply();
        assertThat(client.configMaps().inNamespace("default").withName("settings").get().getData())
                .containsOnlyKeys("ours", "theirs");
    }

    @Test
    void applying_removes_what_is_no_longer_applied() {
        client.resource(configMap("settings", Map.of("a", "1", "b", "1"))).fieldManager("redkite").serverSideApply();
        client.resource(configMap("settings", Map.of("a", "1"))).fieldManager("redkite").serverSideApply();
        assertThat(client.configMaps().inNamespace("default").withName("settings").get().getData()).containsOnlyKeys("a");
    }

    @Test
    void applying_another_value_than_another_manager_is_a_conflict() {
        client.resource(configMap("settings", Map.of("a", "1"))).fieldManager("helm").serverSideApply();
        assertThatThrownBy(() -> client.resource(configMap("settings", Map.of("a", "2"))).fieldManager("redkite").serverSideApply())
                .hasMessageContaining("Apply failed with 1 conflict: conflict with \"helm\"");
    }

    @Test
    void forced_applying_takes_the_field_over() {
        client.resource(configMap("settings", Map.of("a", "1"))).fieldManager("helm").serverSideApply();
        ConfigMap forced = client.resource(configMap("settings", Map.of("a", "2"))).fieldManager("redkite").forceConflicts()
                .serverSideApply();
        assertThat(forced.getData()).containsEntry("a", "2");
    }

    @Test
    void refuses_a_change_of_a_storage_class() {
        client.resource(new StorageClassBuilder().withNewMetadata().withName("ebs-sc").endMetadata()
                .withProvisioner("ebs.csi.aws.com").withParameters(Map.of("type", "gp3")).build()).create();
        assertThat(refusal(() -> client.storage().v1().storageClasses().withName("ebs-sc")
                .edit(found -> new StorageClassBuilder(found).addToParameters("type", "gp2").build()))).isEqualTo(422);
    }

    @Test
    void selects_by_label() {
        for (String tier : List.of("front", "back")) {
            ConfigMap labelled = configMap(tier, Map.of());
            labelled.getMetadata().setLabels(Map.of("tier", tier));
            client.resource(labelled).create();
        }
        assertThat(client.configMaps().inNamespace("default").withLabel("tier", "back").list().getItems())
                .extracting(found -> found.getMetadata().getName()).containsExactly("back");
    }

    @Test
    void a_finalizer_holds_an_object_until_it_is_removed() {
        ConfigMap held = configMap("settings", Map.of());
        held.getMetadata().setFinalizers(List.of("example.com/hold"));
        client.resource(held).create();
        client.resource(held).delete();
        assertThat(client.resource(held).get().getMetadata().getDeletionTimestamp()).isNotNull();
        client.resource(held).edit(found -> new ConfigMapBuilder(found).editMetadata().withFinalizers().endMetadata().build());
        assertThat(client.resource(held).get()).isNull();
    }

    @Test
    void what_is_owned_goes_with_its_owner() {
        String uid = client.resource(configMap("owner", Map.of())).create().getMetadata().getUid();
        ConfigMap owned = new ConfigMapBuilder(configMap("owned", Map.of())).editMetadata().addNewOwnerReference()
                .withApiVersion("v1").withKind("ConfigMap").withName("owner").withUid(uid).endOwnerReference().endMetadata().build();
        client.resource(owned).create();
        client.configMaps().inNamespace("default").withName("owner").withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
        assertThat(client.resource(owned).get()).isNull();
    }

    @Test
    void a_namespace_goes_with_its_contents() {
        client.resource(new NamespaceBuilder().withNewMetadata().withName("milvus").endMetadata().build()).create();
        ConfigMap inside = configMap("settings", Map.of());
        inside.getMetadata().setNamespace("milvus");
        client.resource(inside).create();
        client.namespaces().withName("milvus").delete();
        assertThat(client.resource(inside).get()).isNull();
        assertThat(client.namespaces().withName("milvus").get()).isNotNull();
        cluster.clock.advance(cluster.namespaceRemoved());
        assertThat(client.namespaces().withName("milvus").get()).isNull();
    }

    @Test
    void answers_an_injected_fault() {
        cluster.fault = Optional.of(StatusException.of(503, "ServiceUnavailable", "apiserver is shutting down"));
        assertThatThrownBy(() -> client.pods().inNamespace("default").list()).hasMessageContaining("shutting down");
    }

    @Test
    void a_dropped_answer_leaves_its_effect() {
        cluster.dropNextAnswer = true;
        assertThatThrownBy(() -> client.resource(configMap("settings", Map.of())).create())
                .isInstanceOf(KubernetesClientException.class);
        assertThat(client.configMaps().inNamespace("default").withName("settings").get()).isNotNull();
    }

    @Test
    void the_interceptor_sees_verb_and_path() {
        client.configMaps().inNamespace("default").withName("x").get();
        assertThat(cluster.requests).extracting(RequestInterceptor.Request::verb, RequestInterceptor.Request::path)
                .contains(Tuple.tuple("get", "/api/v1/namespaces/default/configmaps/x"));
    }
}
