package dev.redkite.contract.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.contract.controlplane.Api.Answer;
import org.junit.jupiter.api.Test;

/** Pods and what makes them, as a user's helmValues may ask for them. */
class PodContractTest extends Sentences {

    @Test
    void a_variable_has_a_value_or_a_source_but_not_both() {
        refuses(422, "may not be specified when `value` is not empty", container(
                "env: [{name: X, value: '1', valueFrom: {fieldRef: {fieldPath: metadata.name}}}]"));
    }

    @Test
    void a_variable_is_not_given_a_source_beside_its_value_by_a_patch() {
        takes(201, deployment(""));
        refuses(422, "may not be specified when `value` is not empty", api.patch(path("apps/v1/deployments/judged"),
                "strategic-merge-patch+json", """
                {spec: {template: {spec: {containers: [{name: a, env: [{name: X, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]}]}}}}"""));
    }

    @Test
    void a_quantity_has_a_form() {
        refuses(400, "quantities must match the regular expression", container("resources: {requests: {memory: 4 GB}}"));
    }

    @Test
    void a_quantity_is_not_negative() {
        refuses(422, "must be greater than or equal to 0", container("resources: {requests: {memory: '-1Gi'}}"));
    }

    @Test
    void more_is_not_asked_for_than_the_limit() {
        refuses(422, "must be less than or equal to memory limit",
                container("resources: {requests: {memory: 2Gi}, limits: {memory: 1Gi}}"));
    }

    @Test
    void a_resource_has_a_known_name() {
        refuses(422, "spec.containers[0].resources.requests[memroy]", container("resources: {requests: {memroy: 2Gi}}"));
    }

    @Test
    void what_is_mounted_is_a_volume_of_the_pod() {
        refuses(422, "spec.containers[0].volumeMounts[0].name: Not found: \"data\"",
                container("volumeMounts: [{name: data, mountPath: /data}]"));
    }

    @Test
    void two_volumes_are_not_mounted_at_one_place() {
        refuses(422, "must be unique", pod("""
                {volumes: [{name: x, emptyDir: {}}, {name: y, emptyDir: {}}],
                containers: [{name: a, image: b, volumeMounts: [{name: x, mountPath: /d}, {name: y, mountPath: /d}]}]}"""));
    }

    @Test
    void a_port_is_a_port() {
        refuses(422, "must be between 1 and 65535, inclusive", container("ports: [{containerPort: 70000}]"));
    }

    @Test
    void a_ports_name_is_short() {
        refuses(422, "must be no more than 15 characters", container("ports: [{name: a-name-of-a-port, containerPort: 80}]"));
    }

    @Test
    void containers_have_names_of_their_own() {
        refuses(422, "Duplicate value: \"a\"", pod("{containers: [{name: a, image: b}, {name: a, image: c}]}"));
    }

    @Test
    void a_container_has_an_image() {
        refuses(422, "spec.containers[0].image: Required value", pod("{containers: [{name: a}]}"));
    }

    @Test
    void a_tolerations_operator_is_a_known_one() {
        refuses(422, "spec.tolerations[0].operator", pod(
                "{tolerations: [{key: a, operator: Maybe}], containers: [{name: a, image: b}]}"));
    }

    @Test
    void a_pull_policy_is_a_known_one() {
        refuses(422, "imagePullPolicy: Unsupported value: \"Sometimes\"", container("imagePullPolicy: Sometimes"));
    }

    @Test
    void an_affinitys_operator_is_a_known_one() {
        refuses(422, "not a valid selector operator", pod("""
                {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms:
                [{matchExpressions: [{key: a, operator: Is, values: [b]}]}]}}}, containers: [{name: a, image: b}]}"""));
    }

    @Test
    void a_node_selectors_value_is_a_labels() {
        refuses(422, "spec.nodeSelector", pod("{nodeSelector: {role: 'not a label'}, containers: [{name: a, image: b}]}"));
    }

    @Test
    void a_probe_asks_in_one_way() {
        refuses(422, "may not specify more than 1 handler type", container(
                "readinessProbe: {httpGet: {path: /, port: 80}, tcpSocket: {port: 80}}"));
    }

    @Test
    void a_pod_of_a_service_account_that_is_missing_is_forbidden() {
        refuses(403, "error looking up service account", pod(
                "{serviceAccountName: absent, containers: [{name: a, image: b}]}"));
    }

    @Test
    void a_pod_of_a_priority_class_that_is_missing_is_forbidden() {
        refuses(403, "no PriorityClass with name absent was found", pod(
                "{priorityClassName: absent, containers: [{name: a, image: b}]}"));
    }

    @Test
    void a_pods_containers_stay_as_they_are() {
        takes(201, container("command: [x]"));
        refuses(422, "pod updates may not change fields other than", api.patch(path("pods/judged"),
                "strategic-merge-patch+json", "{spec: {containers: [{name: a, command: [y]}]}}"));
    }

    @Test
    void a_pod_is_given_defaults() {
        JsonNode spec = container("command: [x]").body().path("spec");
        assertThat(spec.path("priority").asInt(-1)).isZero();
        assertThat(spec.path("preemptionPolicy").asText()).isEqualTo("PreemptLowerPriority");
        assertThat(spec.path("tolerations").findValuesAsText("key"))
                .containsExactly("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");
    }

    @Test
    void a_pod_is_given_a_token() {
        assertThat(container("command: [x]").body().at("/spec/volumes/0/projected/sources").findValuesAsText("path"))
                .contains("token", "ca.crt", "namespace");
    }

    @Test
    void a_pod_is_evicted() {
        takes(201, container("command: [x]"));
        takes(201, api.post(path("pods/judged/eviction"),
                "{apiVersion: policy/v1, kind: Eviction, metadata: {name: judged, namespace: %s}}".formatted(namespace)));
    }

    @Test
    void a_tunnel_to_a_pod_without_a_node_is_a_bad_request() {
        takes(201, pod("{nodeSelector: {role: none}, containers: [{name: a, image: b}]}"));
        refuses(400, "does not have a host assigned", api.get(path("pods/judged/portforward?ports=80")));
    }

    @Test
    void a_rollout_moves() {
        refuses(422, "may not be 0 when `maxSurge` is 0",
                deployment("strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}},"));
    }

    @Test
    void a_strategy_is_a_known_one() {
        refuses(422, "spec.strategy: Unsupported value", deployment("strategy: {type: Swap},"));
    }

    @Test
    void replicas_are_not_negative() {
        refuses(422, "spec.replicas: Invalid value: -1", deployment("replicas: -1,"));
    }

    @Test
    void a_deployments_selector_selects_its_pods() {
        refuses(422, "`selector` does not match template `labels`", api.post(path("apps/v1/deployments"), """
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: judged}, spec: {selector: {matchLabels: {a: c}},
                template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}}}"""));
    }

    @Test
    void a_deployments_selector_stays() {
        takes(201, deployment(""));
        refuses(422, "field is immutable", api.patch(path("apps/v1/deployments/judged"), "merge-patch+json",
                "{spec: {selector: {matchLabels: {c: d}}, template: {metadata: {labels: {c: d}}}}}"));
    }

    /** Port and protocol together are a port's key, though the patch is merged by the port alone. */
    @Test
    void a_patch_keeps_two_protocols_of_one_port() {
        takes(201, deployment(""));
        Answer patched = api.patch(path("apps/v1/deployments/judged"), "strategic-merge-patch+json", """
                {spec: {template: {spec: {containers: [{name: c, image: d, ports: [{containerPort: 53, protocol: TCP},
                {containerPort: 53, protocol: UDP}]}]}}}}""");
        takes(200, patched);
        assertThat(patched.body().at("/spec/template/spec/containers/0/ports").findValuesAsText("protocol"))
                .containsExactly("TCP", "UDP");
    }

    @Test
    void a_stateful_set_says_what_becomes_of_its_claims() {
        Answer made = api.post(path("apps/v1/statefulsets"), """
                {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: judged}, spec: {serviceName: judged, replicas: 0,
                selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}}}""");
        takes(201, made);
        assertThat(made.body().at("/spec/persistentVolumeClaimRetentionPolicy/whenDeleted").asText()).isEqualTo("Retain");
    }
}
