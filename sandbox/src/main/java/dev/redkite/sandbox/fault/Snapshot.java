package dev.redkite.sandbox.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.kubernetes.FakeKubernetesCluster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that stands at an instant, without ids and times, sorted: two runs that are alike have equal ones.
 *
 * @param lines a resource, an object of Kubernetes or an item of the registry each
 */
record Snapshot(List<String> lines) {

    /** Made by controllers from what is compared, with names drawn by chance. */
    private static final Set<String> DERIVED = Set.of("Pod", "ReplicaSet", "EndpointSlice", "Endpoints", "Event", "Lease",
            "Node", "CSINode", "PersistentVolume", "VolumeAttachment", "ControllerRevision");

    static Snapshot of(Sandbox sandbox) {
        List<String> lines = new ArrayList<>();
        sandbox.world().inventory().forEach((thing, tags) -> lines.add(Normalizer.of(thing + " " + tags)));
        sandbox.clusters().all().forEach((_, cluster) -> objects(cluster, lines));
        String registry = sandbox.platform().deployment().registryTable();
        sandbox.world().dynamoDb().items(registry).forEach(item -> lines.add(Normalizer.of("registry " + item)));
        lines.sort(null);
        return new Snapshot(lines);
    }

    private static void objects(FakeKubernetesCluster cluster, List<String> lines) {
        Map<String, JsonNode> revisions = new HashMap<>();
        for (JsonNode object : cluster.objects()) {
            JsonNode labels = object.at("/metadata/labels");
            if (labels.path("owner").asText().equals("helm")) {
                revisions.merge(object.at("/metadata/namespace").asText() + "/" + labels.path("name").asText(), object,
                        Snapshot::later);
            } else if (!DERIVED.contains(object.path("kind").asText())) {
                lines.add(line(object));
            }
        }
        revisions.values().forEach(newest -> lines.add(line(newest)));
    }

    /**
     * A release that was mended has more revisions, and an earlier one says "deployed" for ever when Helm could not write
     * that it is superseded, which Helm itself overlooks. The newest is what everybody goes by.
     */
    private static JsonNode later(JsonNode one, JsonNode other) {
        return one.at("/metadata/labels/version").asInt() > other.at("/metadata/labels/version").asInt() ? one : other;
    }

    /** Secrets differ by what chance draws, and Helm's by times as well; one of Helm's stands for its revision's state. */
    private static String line(JsonNode object) {
        ObjectNode shown = object.deepCopy();
        shown.remove(List.of("status", "data"));
        JsonNode metadata = shown.remove("metadata");
        return Normalizer.of("%s %s/%s %s %s".formatted(object.path("kind").asText(), metadata.path("namespace").asText(),
                metadata.path("name").asText(), metadata.path("labels"), shown));
    }

    /** What this has and the other has not, and the other way round, each as a sentence. */
    List<String> differences(Snapshot expected) {
        List<String> differences = new ArrayList<>();
        less(lines, expected.lines).forEach(line -> differences.add("more than without a fault: " + line));
        less(expected.lines, lines).forEach(line -> differences.add("missing: " + line));
        return differences;
    }

    static List<String> less(List<String> all, List<String> taken) {
        List<String> rest = new ArrayList<>(all);
        taken.forEach(rest::remove);
        return rest;
    }
}
