package dev.redkite.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.aws.s3.FakeS3Client;
import dev.redkite.sandbox.kubernetes.FakeKubernetesCluster;
import dev.redkite.sandbox.milvus.StorageLayer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pods that Milvus runs in, in one namespace, and what it finds there when it starts. */
record MilvusPods(FakeKubernetesCluster cluster, String namespace, FakeS3Client s3, MilvusRole role, EtcdVolumes etcd, KafkaTopics kafka) {

    private Stream<JsonNode> objects(String type) {
        return cluster.objects(type).stream().filter(each -> each.at("/metadata/namespace").asText().equals(namespace));
    }

    /** When each of those that run came to be, by its uid: only these hold anything in their memory. */
    Map<String, Instant> running() {
        return objects("pods").filter(MilvusPods::runs).collect(Collectors.toMap(
                pod -> pod.at("/metadata/uid").asText(), pod -> Instant.parse(pod.at("/status/startTime").asText()),
                (one, _) -> one, TreeMap::new));
    }

    /** Those that run and are not to end. */
    Stream<JsonNode> milvus() {
        return objects("pods").filter(pod -> runs(pod) && !pod.path("metadata").has("deletionTimestamp"));
    }

    int queryNodes() {
        return (int) milvus().filter(pod -> pod.at("/metadata/labels/component").asText().equals("querynode")).count();
    }

    private static boolean runs(JsonNode pod) {
        return pod.at("/status/phase").asText().equals("Running")
                && pod.at("/spec/containers").valueStream().anyMatch(container -> Images.isMilvus(container.path("image").asText()));
    }

    /** Of etcd's members, of those too that do not run now. */
    List<String> etcdVolumes() {
        Map<String, String> ids = cluster.objects("persistentvolumes").stream().collect(Collectors.toMap(
                volume -> volume.at("/metadata/name").asText(), volume -> volume.at("/spec/csi/volumeHandle").asText()));
        return objects("persistentvolumeclaims")
                .filter(claim -> EtcdMembers.contains(claim))
                .map(claim -> ids.get(claim.at("/spec/volumeName").asText()))
                .filter(id -> id != null)
                .toList();
    }

    /** @param started when its first pod did */
    StorageLayer storageLayer(MilvusConfiguration configuration, List<String> volumes, Instant started) {
        return new StorageLayer(etcd.of(volumes), new BucketObjects(s3, configuration, () -> role.mayWrite(configuration)),
                kafka.of(configuration, started));
    }

    MilvusConfiguration configuration() {
        return objects("pods").filter(MilvusPods::runs)
                .flatMap(pod -> pod.at("/spec/volumes").valueStream())
                .map(volume -> volume.at("/configMap/name").asText())
                .flatMap(name -> objects("configmaps").filter(map -> map.at("/metadata/name").asText().equals(name)))
                .map(map -> map.path("data"))
                .filter(files -> files.has("default.yaml"))
                .findFirst()
                .map(MilvusConfiguration::of)
                .orElseThrow(() -> new IllegalStateException("no pod of Milvus in %s mounts a configuration".formatted(namespace)));
    }
}
