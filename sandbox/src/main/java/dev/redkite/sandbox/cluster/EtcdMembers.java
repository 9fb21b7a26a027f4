package dev.redkite.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.kubernetes.FakeKubernetesCluster;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Milvus' etcd in one namespace, as its pods show. */
record EtcdMembers(FakeKubernetesCluster cluster, String namespace) {

    private static final String NAME = "app.kubernetes.io/name";

    static boolean contain(Map<String, String> labels) {
        return "etcd".equals(labels.get(NAME));
    }

    static boolean contains(JsonNode object) {
        return object.at("/metadata/labels").path(NAME).asText().equals("etcd");
    }

    /** Since when a majority of its members is ready; empty while none is. */
    Optional<Instant> servingSince() {
        List<JsonNode> members = cluster.objects("pods").stream()
                .filter(pod -> pod.at("/metadata/namespace").asText().equals(namespace))
                .filter(EtcdMembers::contains)
                .toList();
        return members.stream()
                .flatMap(pod -> readySince(pod).stream())
                .sorted()
                .skip(members.size() / 2)
                .findFirst();
    }

    private static Optional<Instant> readySince(JsonNode pod) {
        return pod.at("/status/conditions").valueStream()
                .filter(condition -> condition.path("type").asText().equals("Ready") && condition.path("status").asText().equals("True"))
                .map(condition -> Instant.parse(condition.path("lastTransitionTime").asText()))
                .findFirst();
    }
}
