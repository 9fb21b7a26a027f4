package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** StatefulSets: numbered pods, one after another unless parallel, with claims that outlive them. */
final class StatefulSetController implements ControlLoop.Controller {

    private static final String REVISION = "controller-revision-hash";

    @Override
    public Set<String> reads() {
        return Set.of("statefulsets.apps", "pods", "persistentvolumeclaims", "serviceaccounts", Priorities.CLASSES);
    }

    @Override
    public void reconcile(ClusterState state) {
        for (KubernetesObject set : state.store.list("statefulsets.apps")) {
            if (!set.deleting()) {
                String revision = set.name() + "-" + Pods.hash(set.at("spec", "template"));
                grow(state, set, revision);
                shrinkOrRoll(state, set, revision);
                report(state, set, revision);
            }
        }
    }

    private static Optional<KubernetesObject> pod(ClusterState state, KubernetesObject set, int ordinal) {
        return state.find("pods", set.namespace(), set.name() + "-" + ordinal).filter(pod -> pod.ownedBy(set));
    }

    private static boolean ordered(KubernetesObject set) {
        return set.text("spec", "podManagementPolicy").equals("OrderedReady");
    }

    private static void grow(ClusterState state, KubernetesObject set, String revision) {
        for (int ordinal = 0; ordinal < set.at("spec", "replicas").asInt(); ordinal++) {
            Optional<KubernetesObject> pod = pod(state, set, ordinal);
            if (pod.isEmpty()) {
                create(state, set, ordinal, revision);
            }
            if (ordered(set) && pod.filter(Pods::ready).isEmpty()) {
                return;
            }
        }
    }

    private static void create(ClusterState state, KubernetesObject set, int ordinal, String revision) {
        String name = set.name() + "-" + ordinal;
        ObjectNode extra = Json.object();
        Json.objectAt(extra, "metadata", "labels")
                .put(REVISION, revision)
                .put("statefulset.kubernetes.io/pod-name", name)
                .put("apps.kubernetes.io/pod-index", Integer.toString(ordinal));
        ObjectNode spec = extra.putObject("spec").put("hostname", name)
                .put("subdomain", set.text("spec", "serviceName"));
        ArrayNode volumes = spec.putArray("volumes");
        for (JsonNode template : set.at("spec", "volumeClaimTemplates")) {
            String volume = template.at("/metadata/name").asText();
            claim(state, set, template, volume + "-" + name);
            volumes.addObject().put("name", volume).putObject("persistentVolumeClaim").put("claimName", volume + "-" + name);
        }
        if (volumes.isEmpty()) {
            spec.remove("volumes");
        }
        Pods.create(state, set, name, extra);
    }

    private static void claim(ClusterState state, KubernetesObject set, JsonNode template, String name) {
        if (state.exists("persistentvolumeclaims", set.namespace(), name)) {
            return;
        }
        ObjectNode claim = Json.object();
        ObjectNode metadata = claim.putObject("metadata").put("name", name).put("namespace", set.namespace());
        Json.strings(set.at("spec", "selector", "matchLabels")).forEach(Json.objectAt(metadata, "labels")::put);
        Json.strings(template.at("/metadata/labels")).forEach(Json.objectAt(metadata, "labels")::put);
        Json.strings(template.at("/metadata/annotations")).forEach(Json.objectAt(metadata, "annotations")::put);
        if (set.text("spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted").equals("Delete")) {
            Pods.own(metadata, set);
        }
        claim.set("spec", template.path("spec").deepCopy());
        state.create("persistentvolumeclaims", claim);
    }

    /** The highest number goes first, and the next only when all are ready again. */
    private static void shrinkOrRoll(ClusterState state, KubernetesObject set, String revision) {
        int wanted = set.at("spec", "replicas").asInt();
        List<KubernetesObject> pods = Pods.of(state, set);
        int highest = pods.stream().mapToInt(StatefulSetController::ordinal).max().orElse(-1);
        boolean settled = pods.stream().allMatch(Pods::ready);
        if (highest >= wanted) {
            if (settled || !ordered(set) || pod(state, set, highest).filter(pod -> !Pods.ready(pod)).isPresent()) {
                pod(state, set, highest).ifPresent(state.deletion::delete);
            }
            return;
        }
        boolean rolls = set.text("spec", "updateStrategy", "type").equals("RollingUpdate");
        for (int ordinal = highest; rolls && ordinal >= 0; ordinal--) {
            Optional<KubernetesObject> pod = pod(state, set, ordinal);
            if (pod.isPresent() && !revision.equals(pod.get().labels().get(REVISION))) {
                state.deletion.delete(pod.get());
                return;
            }
            if (pod.filter(Pods::ready).isEmpty()) {
                return;
            }
        }
    }

    private static int ordinal(KubernetesObject pod) {
        return Integer.parseInt(pod.name().substring(pod.name().lastIndexOf('-') + 1));
    }

    private static void report(ClusterState state, KubernetesObject set, String revision) {
        List<KubernetesObject> pods = Pods.of(state, set);
        int updated = (int) pods.stream().filter(pod -> revision.equals(pod.labels().get(REVISION))).count();
        int ready = Pods.countReady(pods);
        state.store.report(set, json -> {
            ObjectNode status = Json.objectAt(json, "status");
            status.put("observedGeneration", set.generation());
            status.put("replicas", pods.size());
            status.put("readyReplicas", ready);
            status.put("availableReplicas", ready);
            status.put("updatedReplicas", updated);
            status.put("currentReplicas", updated);
            status.put("updateRevision", revision);
            boolean complete = updated == pods.size() || !status.has("currentRevision");
            if (complete) {
                status.put("currentRevision", revision);
            }
        });
    }
}
