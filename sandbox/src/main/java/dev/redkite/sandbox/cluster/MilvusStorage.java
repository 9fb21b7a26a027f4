package dev.redkite.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.aws.s3.FakeS3Client;
import dev.redkite.sandbox.kubernetes.FakeKubernetesCluster;
import dev.redkite.sandbox.milvus.FakeMilvus;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What Milvus leaves in its bucket: once all its pods are ready for the first time, it writes below the root path that
 * its configuration names, read from the ConfigMap that the pods mount.
 */
public final class MilvusStorage {

    /** Milvus' own folders (https://milvus.io/docs/configure_minio.md names the root path above them). */
    private static final List<String> FOLDERS = List.of("insert_log", "stats_log", "index_files");

    private static final int FEW = 6;

    private final FakeS3Client s3;
    private final String host;
    private final PodCredentials credentials;
    private final ClusterFaults faults;
    private final Set<MilvusConfiguration> written = new HashSet<>();
    /** By the files as they are stored, which are never changed in place: they are many lines, and asked for at every look. */
    private final Map<JsonNode, MilvusConfiguration> places = new IdentityHashMap<>();
    /** The version of each cluster that called for nothing more. */
    private final Map<FakeKubernetesCluster, Long> settled = new WeakHashMap<>();
    private int objects = FEW;

    /** @param host at which S3 answers in this region */
    MilvusStorage(FakeS3Client s3, String host, PodCredentials credentials, ClusterFaults faults) {
        this.s3 = s3;
        this.host = host;
        this.credentials = credentials;
        this.faults = faults;
    }

    /** How many objects every Milvus writes from now on; a few unless told otherwise. */
    public void writes(int count) {
        objects = count;
    }

    void settle(String name, FakeKubernetesCluster cluster) {
        long version = cluster.version();
        if (settled.getOrDefault(cluster, -1L) != version) {
            settled.remove(cluster);
            if (written(name, cluster)) {
                settled.put(cluster, version);
            }
        }
    }

    /** Whether there is nothing more to be written before an object changes. */
    private boolean written(String name, FakeKubernetesCluster cluster) {
        Map<String, List<JsonNode>> byConfiguration = cluster.objects("deployments.apps").stream()
                .filter(MilvusStorage::isMilvus)
                .collect(Collectors.groupingBy(MilvusStorage::configuration, TreeMap::new, Collectors.toList()));
        List<MilvusConfiguration> due = byConfiguration.entrySet().stream()
                .filter(each -> each.getValue().stream().allMatch(MilvusStorage::ready))
                .flatMap(each -> cluster.objects("configmaps").stream().filter(map -> name(map).equals(each.getKey())))
                .map(map -> places.computeIfAbsent(map.path("data"), MilvusConfiguration::of))
                .toList();
        due.forEach(place -> write(place, name, cluster));
        return written.containsAll(due);
    }

    private static boolean isMilvus(JsonNode deployment) {
        return template(deployment).path("containers").valueStream()
                .anyMatch(container -> Images.isMilvus(container.path("image").asText()));
    }

    private static boolean ready(JsonNode deployment) {
        int ready = deployment.at("/status/readyReplicas").asInt();
        return ready > 0 && ready >= deployment.at("/spec/replicas").asInt(1);
    }

    /** Namespace and name of the ConfigMap that holds {@code default.yaml}. */
    private static String configuration(JsonNode deployment) {
        return deployment.at("/metadata/namespace").asText() + "/" + template(deployment).path("volumes").valueStream()
                .map(volume -> volume.at("/configMap/name").asText())
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String name(JsonNode object) {
        return object.at("/metadata/namespace").asText() + "/" + object.at("/metadata/name").asText();
    }

    private static JsonNode template(JsonNode deployment) {
        return deployment.at("/spec/template/spec");
    }

    /** A pod that is killed leaves an upload behind, so one is begun and never ended. */
    private void write(MilvusConfiguration place, String name, FakeKubernetesCluster cluster) {
        if (!place.host().equals(host)) {
            throw new IllegalStateException("Milvus was told that S3 answers at %s, but here it is %s".formatted(place.host(), host));
        }
        if (!s3.has(place.bucket()) || written.contains(place)) {
            return;
        }
        if (!new MilvusRole(credentials, name, cluster).mayWrite(place)) {
            faults.milvus(FakeMilvus::flushesNever);
            return;
        }
        written.add(place);
        IntStream.range(0, objects).forEach(number -> s3.write(place.bucket(), "%s/%s/449/450/%06d".formatted(
                place.rootPath(), FOLDERS.get(number % FOLDERS.size()), number), 4096));
        s3.beginUpload(place.bucket(), place.rootPath() + "/insert_log/449/450/unfinished");
    }
}
