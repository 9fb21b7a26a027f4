package dev.redkite.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.kubernetes.FakeKubernetesCluster;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What a pod of Milvus is told about logins, read when it starts: from the ConfigMap that it mounts, and its environment. */
final class MilvusLogins {

    /** Milvus' name for common.security.defaultRootPassword among the variables of its process. */
    private static final String FIRST_PASSWORD = "COMMON_SECURITY_DEFAULTROOTPASSWORD";

    private final FakeKubernetesCluster cluster;
    private final String namespace;
    private final JsonNode pod;

    MilvusLogins(FakeKubernetesCluster cluster, String namespace, String pod) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.pod = require("pods", pod);
    }

    private JsonNode require(String type, String name) {
        return find(type, name).orElseThrow(() -> new IllegalStateException("%s %s/%s is not there".formatted(type, namespace, name)));
    }

    private Optional<JsonNode> find(String type, String name) {
        return cluster.objects(type).stream()
                .filter(each -> each.at("/metadata/namespace").asText().equals(namespace))
                .filter(each -> each.at("/metadata/name").asText().equals(name))
                .findFirst();
    }

    /** {@code user.yaml} comes over {@code default.yaml}, as Milvus reads them. */
    boolean loginRequired() {
        return pod.at("/spec/volumes").valueStream()
                .map(volume -> volume.at("/configMap/name").asText())
                .filter(name -> !name.isEmpty())
                .map(name -> require("configmaps", name).path("data"))
                .map(files -> setting(files, "user.yaml").or(() -> setting(files, "default.yaml")))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(false);
    }

    private static Optional<Boolean> setting(JsonNode files, String file) {
        JsonNode setting = MilvusConfiguration.parsed(files.path(file).asText()).at("/common/security/authorizationEnabled");
        return setting.isMissingNode() ? Optional.empty() : Optional.of(setting.asBoolean());
    }

    /** What root begins with, where this pod is told. */
    Optional<String> findFirstPassword() {
        return pod.at("/spec/containers").valueStream()
                .flatMap(container -> container.path("env").valueStream())
                .filter(variable -> variable.path("name").asText().equals(FIRST_PASSWORD))
                .map(variable -> variable.at("/valueFrom/secretKeyRef"))
                .map(source -> require("secrets", source.path("name").asText()).path("data").path(source.path("key").asText()).asText())
                .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8))
                .findFirst();
    }
}
