package dev.redkite.contract.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.contract.JudgedBy;
import dev.redkite.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The schemas that the sandbox reads bodies by are those that Kubernetes publishes; {@code -Dredkite.schemas=renew} writes them. */
@JudgedBy(value = Verdicts.JUDGE, variable = ControlPlane.VARIABLE)
class SchemaContractTest {

    private static final Path KEPT = Path.of("../sandbox/src/main/resources/dev/redkite/sandbox/kubernetes/schemas.json");
    private static final List<String> GROUPS = List.of("api/v1", "apis/admissionregistration.k8s.io/v1", "apis/apiextensions.k8s.io/v1",
            "apis/apps/v1", "apis/autoscaling/v2", "apis/batch/v1", "apis/coordination.k8s.io/v1", "apis/discovery.k8s.io/v1",
            "apis/networking.k8s.io/v1", "apis/policy/v1", "apis/rbac.authorization.k8s.io/v1", "apis/scheduling.k8s.io/v1",
            "apis/storage.k8s.io/v1");

    @Test
    void what_is_kept_is_what_is_published() throws IOException {
        String published = published();
        if ("renew".equals(System.getProperty("redkite.schemas"))) {
            Files.writeString(KEPT, published);
        }
        assertThat(Files.readString(KEPT)).isEqualTo(published);
    }

    /** A line for each schema; of two groups that describe one type for themselves the first is taken. */
    private static String published() {
        ControlPlane plane = ControlPlane.running();
        Api api = Api.at(plane.access().endpoint(), plane.access().certificateAuthority(), plane.token());
        Map<String, JsonNode> schemas = new TreeMap<>();
        for (String group : GROUPS) {
            api.get("/openapi/v3/" + group).body().at("/components/schemas").properties().stream()
                    .filter(schema -> !schema.getKey().matches(".*\\.meta\\.v1\\.(DeleteOptions|WatchEvent)"))
                    .forEach(schema -> schemas.putIfAbsent(schema.getKey(), withoutDescriptions(schema.getValue())));
        }
        String version = api.get("/version").body().path("gitVersion").asText().replaceFirst("^v", "");
        return schemas.entrySet().stream().map(schema -> "\"%s\":%s".formatted(schema.getKey(), Json.text(schema.getValue())))
                .collect(Collectors.joining(",\n", """
                        {"$comment":"Published by kube-apiserver %s below /openapi/v3, without descriptions; Kubernetes, Apache License 2.0","schemas":{
                        """.formatted(version), "\n}}\n"));
    }

    private static JsonNode withoutDescriptions(JsonNode node) {
        if (node.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> list.add(withoutDescriptions(item)));
            return list;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        node.properties().stream().sorted(Map.Entry.comparingByKey())
                .filter(entry -> !(entry.getKey().equals("description") && entry.getValue().isTextual()))
                .forEach(entry -> kept.set(entry.getKey(), withoutDescriptions(entry.getValue())));
        return kept;
    }
}
