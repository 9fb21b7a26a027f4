package dev.redkite.contract.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.contract.controlplane.Api.Answer;
import org.junit.jupiter.api.Test;

/** What is the same for objects of every kind, and the rules of the small ones. */
class ObjectContractTest extends Sentences {

    private static final String CLASS = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: %s}, provisioner: ebs.csi.aws.com, %s}";
    private static final String CLASSES = "/apis/storage.k8s.io/v1/storageclasses";

    @Test
    void annotations_have_at_most_256_kibibytes() {
        refuses(422, "metadata.annotations: Too long: may not be more than 262144 bytes", api.post(path("configmaps"),
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: judged, annotations: {a: %s}}}".formatted("x".repeat(262_145))));
    }

    @Test
    void a_labels_value_has_a_form() {
        refuses(422, "metadata.labels: Invalid value", api.post(path("configmaps"),
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: judged, labels: {a: 'b c'}}}"));
    }

    @Test
    void a_finalizers_name_has_a_domain_or_is_known() {
        refuses(422, "metadata.finalizers", api.post(path("configmaps"),
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: judged, finalizers: [hold]}}"));
    }

    @Test
    void a_core_kind_is_called_by_its_name_alone() {
        Answer refused = api.post(path("configmaps"), "{apiVersion: v1, kind: ConfigMap, metadata: {name: Not_Valid}}");
        assertThat(refused.message()).startsWith("ConfigMap \"Not_Valid\" is invalid: ");
    }

    @Test
    void what_is_immutable_stays_so() {
        takes(201, configMap("immutable: true, data: {a: b}"));
        refuses(422, "field is immutable when `immutable` is set",
                api.patch(path("configmaps/judged"), "merge-patch+json", "{immutable: false}"));
    }

    @Test
    void a_key_of_a_config_map_has_a_form() {
        refuses(422, "data[a b]: Invalid value", configMap("data: {'a b': c}"));
    }

    @Test
    void a_config_map_has_no_generation() {
        assertThat(configMap("data: {a: b}").body().path("metadata").has("generation")).isFalse();
    }

    @Test
    void a_secret_that_is_not_base64_is_a_bad_request() {
        refuses(400, "illegal base64 data", api.post(path("secrets"),
                "{apiVersion: v1, kind: Secret, metadata: {name: judged}, data: {a: '***'}}"));
    }

    @Test
    void a_secret_for_tls_has_a_certificate() {
        refuses(422, "data[tls.crt]: Required value", api.post(path("secrets"),
                "{apiVersion: v1, kind: Secret, metadata: {name: judged}, type: kubernetes.io/tls, data: {a: YQ==}}"));
    }

    @Test
    void a_secrets_type_stays() {
        takes(201, api.post(path("secrets"), "{apiVersion: v1, kind: Secret, metadata: {name: judged}, data: {a: YQ==}}"));
        refuses(422, "type: Invalid value", api.patch(path("secrets/judged"), "merge-patch+json", "{type: example.com/other}"));
    }

    @Test
    void an_unknown_member_is_dropped_with_a_warning() {
        Answer made = configMap("dta: {a: b}");
        takes(201, made);
        assertThat(made.warning()).hasValueSatisfying(words -> assertThat(words).contains("unknown field \\\"dta\\\""));
        assertThat(made.body().has("dta")).isFalse();
    }

    @Test
    void an_unknown_member_is_refused_where_that_is_asked_for() {
        refuses(400, "strict decoding error: unknown field \"dta\"", api.post(path("configmaps?fieldValidation=Strict"),
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: judged}, dta: {a: b}}"));
    }

    @Test
    void a_number_is_no_text() {
        refuses(400, "cannot unmarshal number into Go struct field", configMap("data: {a: 1}"));
    }

    @Test
    void a_body_need_not_say_its_kind() {
        takes(201, api.post(path("configmaps"), "{metadata: {name: judged}}"));
    }

    @Test
    void what_is_tried_only_is_not_made() {
        takes(201, api.post(path("configmaps?dryRun=All"), "{apiVersion: v1, kind: ConfigMap, metadata: {name: judged}}"));
        takes(404, api.get(path("configmaps/judged")));
    }

    @Test
    void nobody_says_the_version_of_what_is_to_be_made() {
        refuses(500, "resourceVersion should not be set on objects to be created", api.post(path("configmaps"),
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: judged, resourceVersion: '1'}}"));
    }

    @Test
    void a_second_of_the_same_name_is_refused() {
        takes(201, configMap("data: {a: b}"));
        Answer second = configMap("data: {a: b}");
        refuses(409, "configmaps \"judged\" already exists", second);
        assertThat(second.reason()).isEqualTo("AlreadyExists");
    }

    @Test
    void who_applies_says_who() {
        refuses(422, "fieldManager: Required value: is required for apply patch", api.patch(path("configmaps/judged"),
                "apply-patch+yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: judged}}"));
    }

    @Test
    void another_managers_value_is_a_conflict() {
        String applied = "{apiVersion: v1, kind: ConfigMap, metadata: {name: judged}, data: {k: '%s'}}";
        takes(201, api.patch(path("configmaps/judged?fieldManager=alice"), "apply-patch+yaml", applied.formatted("1")));
        refuses(409, "Apply failed with 1 conflict: conflict with \"alice\": .data.k",
                api.patch(path("configmaps/judged?fieldManager=bob"), "apply-patch+yaml", applied.formatted("2")));
    }

    @Test
    void a_selector_of_fields_knows_some_only() {
        refuses(400, "is not a known field selector", api.get(path("configmaps?fieldSelector=spec.color%3Dred")));
    }

    @Test
    void a_way_to_delete_dependents_is_a_known_one() {
        takes(201, configMap("data: {a: b}"));
        refuses(422, "propagationPolicy", api.delete(path("configmaps/judged?propagationPolicy=Somehow")));
    }

    @Test
    void a_long_list_comes_in_parts() {
        for (String name : new String[] {"one", "two"}) {
            takes(201, api.post(path("secrets"), "{apiVersion: v1, kind: Secret, metadata: {name: %s}}".formatted(name)));
        }
        Answer first = api.get(path("secrets?limit=1"));
        assertThat(first.body().path("items")).hasSize(1);
        assertThat(api.get(path("secrets?limit=1&continue=" + first.body().at("/metadata/continue").asText())).body()
                .at("/items/0/metadata/name").asText()).isEqualTo("two");
    }

    @Test
    void a_list_comes_as_a_table_where_that_is_asked_for() {
        assertThat(api.get(path("secrets"), "application/json;as=Table;v=v1;g=meta.k8s.io").body().path("kind").asText())
                .isEqualTo("Table");
    }

    @Test
    void a_list_comes_as_metadata_alone_where_that_is_asked_for() {
        assertThat(api.get(path("secrets"), "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io").body()
                .path("kind").asText()).isEqualTo("PartialObjectMetadataList");
    }

    @Test
    void nothing_is_made_in_a_namespace_that_is_being_deleted() {
        takes(201, api.post(path("configmaps"),
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: held, finalizers: [example.com/hold]}}"));
        takes(200, api.delete("/api/v1/namespaces/" + namespace));
        Answer refused = configMap("data: {a: b}");
        api.patch(path("configmaps/held"), "merge-patch+json", "{metadata: {finalizers: null}}");
        refuses(403, "unable to create new content in namespace %s because it is being terminated".formatted(namespace), refused);
    }

    @Test
    void an_empty_namespace_takes_a_moment_to_go() {
        takes(200, api.delete("/api/v1/namespaces/" + namespace));
        refuses(403, "because it is being terminated", configMap("data: {a: b}"));
    }

    @Test
    void a_storage_class_reclaims_in_a_known_way() {
        refuses(422, "reclaimPolicy: Unsupported value: \"Keep\"", api.post(CLASSES, CLASS.formatted(namespace, "reclaimPolicy: Keep")));
    }

    @Test
    void a_storage_class_stays_what_it_is() {
        takes(201, api.post(CLASSES, CLASS.formatted(namespace, "parameters: {type: gp3}")));
        Answer refused = api.patch(CLASSES + "/" + namespace, "merge-patch+json", "{parameters: {type: gp2}}");
        api.delete(CLASSES + "/" + namespace);
        refuses(422, "parameters: Invalid value: {\"type\":\"gp2\"}: field is immutable", refused);
    }

    @Test
    void a_claim_says_how_it_is_used() {
        refuses(422, "spec.accessModes: Required value", api.post(path("persistentvolumeclaims"), """
                {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: judged}, spec: {resources: {requests: {storage: 1Gi}}}}"""));
    }

    @Test
    void a_priority_class_is_not_above_the_systems() {
        refuses(422, "value", api.post("/apis/scheduling.k8s.io/v1/priorityclasses", """
                {apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: %s}, value: 1000000001}""".formatted(namespace)));
    }

    @Test
    void a_webhook_says_whether_it_has_side_effects() {
        refuses(422, "webhooks[0].sideEffects: Required value", webhook("admissionReviewVersions: [v1]"));
    }

    @Test
    void a_webhook_says_which_reviews_it_reads() {
        refuses(422, "webhooks[0].admissionReviewVersions: Required value", webhook("sideEffects: None"));
    }

    private Answer webhook(String members) {
        return api.post("/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations", """
                {apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingWebhookConfiguration, metadata: {name: %s},
                webhooks: [{name: a.example.com, clientConfig: {url: 'https://127.0.0.1:1'}, rules: [], %s}]}"""
                .formatted(namespace, members));
    }

    @Test
    void kube_system_is_not_deleted() {
        refuses(403, "this namespace may not be deleted", api.delete("/api/v1/namespaces/kube-system"));
    }
}
