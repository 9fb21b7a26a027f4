package dev.redkite.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.kubernetes.ClusterTimes.PodStart;
import dev.redkite.sandbox.kubernetes.ClusterTimes.StartingPod;
import java.lang.module.ModuleDescriptor.Version;
import java.util.List;
import java.util.Optional;

/**
 * Which Milvus starts beside which. A component of a later version asks those that it depends on what earlier ones do not know, and a
 * coordinator does not read what a later one of its kind has written: the published ways to upgrade go in this order, and only forward
 * (https://github.com/milvus-io/milvus/blob/master/deployments/upgrade/rollingUpdate.sh,
 * https://github.com/zilliztech/milvus-operator/blob/main/pkg/controllers/dependency_graph.go). Real servers may bear more.
 */
record MilvusRanks(MilvusPods pods) {

    /** By the chart's labels, each before those that depend on it. */
    private static final List<List<String>> FAMILIES = List.of(
            List.of("mixcoord", "streamingnode", "querynode", "datanode", "proxy"),
            List.of("rootcoord", "datacoord", "indexcoord", "querycoord", "indexnode", "datanode", "querynode", "proxy"));

    /** Why this one ends again and again; empty where it starts, which it has then. */
    Optional<PodStart.Failing> findRefusal(StartingPod pod, String version) {
        String component = pod.labels().getOrDefault("component", "");
        Optional<String> refusal = findLaterWriter(component, version).or(() -> findEarlierServer(component, version));
        if (refusal.isEmpty() && component.endsWith("coord")) {
            pods.etcd().of(pods.etcdVolumes()).isWrittenBy(component, version);
        }
        return refusal.map(words -> new PodStart.Failing("CrashLoopBackOff", words));
    }

    private Optional<String> findLaterWriter(String component, String version) {
        return pods.etcd().of(pods.etcdVolumes()).findWriter(component).filter(writer -> earlier(version, writer))
                .map(writer -> "metadata was written by %s %s, and this is %s".formatted(component, writer, version));
    }

    private Optional<String> findEarlierServer(String component, String version) {
        return FAMILIES.stream()
                .filter(family -> family.contains(component) && pods.milvus().anyMatch(pod -> component(pod).equals(family.getFirst())))
                .flatMap(family -> pods.milvus().filter(pod -> rank(family, component(pod)) < family.indexOf(component)))
                .filter(pod -> earlier(Images.version(pod), version))
                .map(pod -> "%s is %s, and this is %s: it does not know what it is asked".formatted(component(pod), Images.version(pod), version))
                .findFirst();
    }

    private static String component(JsonNode pod) {
        return pod.at("/metadata/labels/component").asText();
    }

    /** What the family does not know depends on everything. */
    private static int rank(List<String> family, String component) {
        return family.contains(component) ? family.indexOf(component) : family.size();
    }

    private static boolean earlier(String one, String other) {
        return Version.parse(one).compareTo(Version.parse(other)) < 0;
    }
}
