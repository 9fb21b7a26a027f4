package dev.redkite.contract.charts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.redkite.chart.TestPlatform;
import dev.redkite.json.Json;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** What Helm makes of a chart and values, as texts by the paths of each object: {@code spec.ports[milvus].port} → {@code 19530}. */
final class RenderedObjects {

    /** Members by which the API server too tells items of a list apart. */
    private static final List<String> KEYS = List.of("name", "mountPath", "key", "containerPort", "topologyKey");

    private static final YAMLMapper YAML = new YAMLMapper();

    private RenderedObjects() {}

    /**
     * In an empty cluster of the sandbox's, for charts look things up in theirs, and whatever its API server does not take fails.
     *
     * @return by kind and name, e.g. {@code Deployment milvus-proxy}
     */
    static Map<String, Map<String, String>> of(Path chart, String namespace, String release, JsonNode values) {
        try (TestPlatform platform = TestPlatform.withStandIns()) {
            if (platform.kubernetes().namespaces().withName(namespace).get() == null) {
                platform.kubernetes().resource(new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build()).create();
            }
            platform.helm(platform.access()).install(namespace, release, chart, values);
            Secret stored = platform.kubernetes().secrets().inNamespace(namespace).withName("sh.helm.release.v1.%s.v1".formatted(release)).get();
            Map<String, Map<String, String>> objects = objects(manifest(stored.getData().get("release")));
            define(platform.kubernetes(), objects);
            return objects;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kinds that the cluster knows since: names, scopes and versions. What their objects consist of is not compared. */
    private static void define(KubernetesClient kubernetes, Map<String, Map<String, String>> objects) throws IOException {
        for (CustomResourceDefinition definition : kubernetes.apiextensions().v1().customResourceDefinitions().list().getItems()) {
            definition.getSpec().getVersions().forEach(version -> {
                version.setSchema(null);
                version.setAdditionalPrinterColumns(List.of());
            });
            Map<String, String> leaves = new TreeMap<>();
            flatten("spec", Json.tree(definition.getSpec()), leaves);
            objects.put("CustomResourceDefinition " + definition.getMetadata().getName(), leaves);
        }
    }

    /** Gzipped JSON in base64, and as a Secret's data once more. */
    private static String manifest(String packed) throws IOException {
        byte[] gzipped = Base64.getDecoder().decode(Base64.getDecoder().decode(packed));
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
            return Json.read(unpacked, JsonNode.class).path("manifest").asText();
        }
    }

    private static Map<String, Map<String, String>> objects(String manifest) throws IOException {
        Map<String, Map<String, String>> objects = new TreeMap<>();
        try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(manifest)) {
            while (documents.hasNext()) {
                add(documents.next(), objects);
            }
        }
        return objects;
    }

    private static void add(JsonNode object, Map<String, Map<String, String>> objects) throws IOException {
        if (object.path("kind").asText().equals("List")) {
            for (JsonNode item : object.path("items")) {
                add(item, objects);
            }
        } else if (object.isObject()) {
            Map<String, String> leaves = new TreeMap<>();
            flatten("", object, leaves);
            objects.put(object.path("kind").asText() + " " + object.at("/metadata/name").asText(), leaves);
        }
    }

    private static void flatten(String path, JsonNode node, Map<String, String> leaves) throws IOException {
        if (path.startsWith("data.") && path.endsWith(".yaml") && node.isTextual()) {
            flatten(path + ":", YAML.readTree(node.textValue()), leaves);
        } else if (path.equals("rules") && node.isArray() && node.at("/0/verbs").isArray()) {
            node.forEach(rule -> grant(rule, leaves));
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                flatten((path.isEmpty() ? "" : path + ".") + member.getKey(), member.getValue(), leaves);
            }
        } else if (node.isArray()) {
            items(path, node, leaves);
        } else if (!node.isNull() && !node.isMissingNode()) {
            leaves.put(path, generated(path) ? "generated" : node.asText());
        }
    }

    private static void items(String path, JsonNode list, Map<String, String> leaves) throws IOException {
        List<String> plain = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode item = list.get(i);
            if (item.isValueNode()) {
                plain.add(item.asText());
            } else {
                flatten("%s[%s]".formatted(path, key(item, i)), item, leaves);
            }
        }
        if (!plain.isEmpty()) {
            leaves.put(path, String.join(" ", plain));
        }
    }

    private static String key(JsonNode item, int index) {
        return KEYS.stream().filter(item::has).map(key -> item.get(key).asText()).findFirst().orElse(String.valueOf(index));
    }

    /** A role's rules are a set: what it may do to each kind. */
    private static void grant(JsonNode rule, Map<String, String> leaves) {
        for (JsonNode group : rule.path("apiGroups")) {
            for (JsonNode resource : rule.path("resources")) {
                List<String> verbs = new ArrayList<>();
                rule.path("verbs").forEach(verb -> verbs.add(verb.asText()));
                rule.path("resourceNames").forEach(name -> verbs.add("of " + name.asText()));
                leaves.merge("rules[%s/%s]".formatted(group.asText(), resource.asText()), String.join(" ", verbs.stream().sorted().toList()),
                        (one, other) -> one + " " + other);
            }
        }
    }

    /** Drawn anew at each rendering. */
    private static boolean generated(String path) {
        return path.matches("data\\.(tls|ca)\\.(crt|key)|webhooks\\[.*]\\.clientConfig\\.caBundle|.*annotations\\.checksum/config");
    }
}
