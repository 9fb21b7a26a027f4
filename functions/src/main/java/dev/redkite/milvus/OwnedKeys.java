package dev.redkite.milvus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.json.Json;
import dev.redkite.sizing.Component;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The chart values that Redkite writes itself, and what to use in the specification instead. A user's value there
 * would quietly take the environment apart, so it is refused by name.
 */
public final class OwnedKeys {

    static final String NOTHING = "nothing: Redkite decides it";
    private static final String NO_OPERATOR = "nothing: the cluster has no Prometheus operator, whose kind of object it is";
    private static final String ONE_NODE = "nothing: EBS volumes are mounted by one node at a time";
    static final String PLAIN = "nothing: Redkite's health probe, Attu and Milvus' components speak without TLS";

    private static final Map<String, String> VALUES = values();

    private OwnedKeys() {}

    /** Every path that Redkite owns, below which nothing may be set either. */
    public static List<String> paths() {
        return List.copyOf(VALUES.keySet());
    }

    /** A sentence for every owned key that the values set, with the path from the specification's root; empty when fine. */
    public static List<String> violations(JsonNode helmValues) {
        List<String> violations = new ArrayList<>();
        if (helmValues == null || helmValues.isNull()) {
            return violations;
        }
        if (!helmValues.isObject()) {
            return List.of("milvus.helmValues must be an object of chart values");
        }
        String root = "milvus.helmValues";
        VALUES.forEach((path, instead) -> find(helmValues, root, path, instead, violations));
        SchedulingValues.find(helmValues, root, (path, instead) -> add(path, instead, violations));
        violations.addAll(configurationViolations(helmValues));
        helmValues.properties().stream().map(Map.Entry::getKey).filter(key -> key.contains("."))
                .forEach(key -> dotted(key, helmValues.get(key), root, violations));
        return violations;
    }

    /** Helm reads a path only on its command line; among values it is a name that no chart asks for, without a word. */
    private static void dotted(String key, JsonNode value, String root, List<String> violations) {
        JsonNode nested = UserValues.nested(Json.object().set(key, value));
        List<String> owned = violations(nested);
        if (owned.isEmpty()) {
            violations.add("%s has the key \"%s\", which no chart reads; write %s instead".formatted(root, key, Json.text(nested)));
        } else {
            owned.stream().filter(each -> !violations.contains(each)).forEach(violations::add);
        }
    }

    private static void add(String path, String instead, List<String> violations) {
        if (violations.stream().noneMatch(each -> each.startsWith(path + " is owned"))) {
            violations.add("%s is owned by Redkite; %s".formatted(path, advice(instead)));
        }
    }

    private static List<String> configurationViolations(JsonNode helmValues) {
        List<String> violations = new ArrayList<>();
        String root = "milvus.helmValues.extraConfigFiles.user.yaml";
        JsonNode files = helmValues.path(UserValues.FILES);
        if (!files.isMissingNode() && (!files.isObject() || files.has(UserValues.FILE) && !files.get(UserValues.FILE).isTextual())) {
            return List.of(root + " must be text, below an object");
        }
        if (files.has("default.yaml")) {
            violations.add("milvus.helmValues.extraConfigFiles.default.yaml is the chart's own file; use user.yaml instead");
        }
        try {
            violations.addAll(OwnedConfiguration.violations(UserValues.configuration(helmValues), root));
        } catch (InvalidRequest e) {
            violations.add(e.getMessage());
        }
        return violations;
    }

    /** A value on the way to an owned path, such as {@code service: null}, would wipe it out as well. */
    private static void find(JsonNode tree, String root, String path, String instead, List<String> violations) {
        JsonNode node = tree;
        String reached = "";
        for (String name : path.split("\\.")) {
            if (!node.has(name)) {
                return;
            }
            node = node.get(name);
            reached = reached.isEmpty() ? name : reached + "." + name;
            if (!node.isObject()) {
                break;
            }
        }
        if (reached.equals(path) || !node.isObject()) {
            add(root + "." + reached, instead, violations);
        }
    }

    /** @param instead a member, or {@code nothing: why} */
    static String advice(String instead) {
        return instead.startsWith("nothing: ") ? "leave it out: " + instead.substring("nothing: ".length()) : "use %s instead".formatted(instead);
    }

    private static Map<String, String> values() {
        Map<String, String> owned = new LinkedHashMap<>();
        none(owned, "cluster", "fullnameOverride", "nameOverride", "serviceAccount", "customConfigMap", "pulsar.enabled",
                "pulsarv3.enabled", "woodpecker.enabled", "streaming", "externalPulsar.enabled", "externalEtcd.enabled",
                "externalGcs", "externalMysql", "mysql.enabled", "standalone", "service.type", "service.port",
                "service.portName", "service.annotations", "attu.name", "attu.service", "etcd.enabled", "etcd.name",
                "etcd.resources", "etcd.persistence", "etcd.replicaCount", "etcd.service", "etcd.auth",
                "etcd.initialClusterState", "etcd.priorityClassName");
        owned.put("metrics.serviceMonitor.enabled", NO_OPERATOR);
        owned.put("etcd.metrics.serviceMonitor.enabled", NO_OPERATOR);
        owned.put("etcd.metrics.podMonitor.enabled", NO_OPERATOR);
        owned.put("log.persistence.enabled", ONE_NODE);
        owned.put("tls.enabled", PLAIN);
        owned.put("image.all.tag", "milvus.version");
        owned.put("nodeSelector", "nodes");
        owned.put("kafka.enabled", "kafka");
        owned.put("externalKafka", "kafka");
        owned.put("minio.enabled", "storage.bucket");
        owned.put("externalS3", "storage.bucket");
        owned.put("service.loadBalancerSourceRanges", "exposure.sourceRanges");
        owned.put("service.loadBalancerIP", "exposure");
        owned.put("metrics.enabled", "exposure.scheme");
        owned.put("attu.enabled", "attu.enabled");
        owned.put("attu.image.tag", "attu.enabled");
        owned.put("attu.ingress", "attu.scheme and attu.sourceRanges");
        for (Component component : Component.values()) {
            component(owned, component.key());
        }
        return owned;
    }

    private static void component(Map<String, String> owned, String key) {
        owned.put(key + ".enabled", "milvus.version");
        owned.put(key + ".replicas", "milvus.components." + key + ".replicas");
        owned.put(key + ".hpa", "milvus.components." + key + ".replicas");
        owned.put(key + ".resources", "milvus.components." + key);
        owned.put(key + ".activeStandby", "milvus.highAvailability");
        owned.put(key + ".extraEnv", "extraConfigFiles.user.yaml");
        owned.put(key + ".nodeSelector", "nodes");
    }

    private static void none(Map<String, String> owned, String... paths) {
        for (String path : paths) {
            owned.put(path, NOTHING);
        }
    }
}
