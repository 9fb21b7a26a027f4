package dev.redkite.sandbox.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.HelmCommand;
import dev.redkite.stage.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the real {@code helm template} makes of a chart, once for all sandboxes of this process.
 *
 * <p>The revision is among what decides, because a chart may draw certificates: an upgrade draws others. Two sandboxes
 * however find the same ones, and templates see revision 1, no cluster ({@code lookup} is empty), and Helm's own list
 * of API versions in place of the cluster's. Templates are also told that every revision is an installation, so a chart that
 * asks {@code .Release.IsInstall} is rendered otherwise than by an upgrade: etcd's first state, unless it is given.
 *
 * @param chart    metadata of the chart
 * @param manifest all objects but hooks, as YAML
 * @param definitions of custom resources, which come first and are neither upgraded nor removed
 */
record Rendering(JsonNode chart, String manifest, List<Manifest> definitions) {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Memory<Question, Rendering> KNOWN = new Memory<>();
    private static final Memory<Path, Rendering> CHARTS = new Memory<>();

    private record Question(Path chart, String namespace, String name, JsonNode values, String kubeVersion, int revision) {}

    /** Chart and definitions alone, which values do not change. */
    static Rendering chart(Path chart) {
        return CHARTS.get(chart, () -> new Rendering(
                parsed(said(new Helm(chart).show().chart())),
                "",
                Manifest.parse(said(new Helm(chart).show().crds()))));
    }

    static Rendering of(Path chart, String namespace, String name, JsonNode values, String kubeVersion, int revision) {
        Question question = new Question(chart, namespace, name, values.deepCopy(), kubeVersion, revision);
        return KNOWN.get(question, () -> withFile(question));
    }

    private static Rendering withFile(Question question) {
        try {
            Path file = Files.createTempFile("redkite-values", ".yaml");
            try {
                Files.write(file, Json.bytes(question.values()));
                return rendered(question, file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the values file could not be written", e);
        }
    }

    private static Rendering rendered(Question question, Path values) {
        String text = said(new Helm(question.chart()).template()
                .withName(question.name())
                .withNamespace(question.namespace())
                .withKubeVersion(question.kubeVersion())
                .withValuesFile(values)
                .skipCrds());
        Rendering chart = chart(question.chart());
        return new Rendering(chart.chart(), withoutHooks(text), chart.definitions());
    }

    private static String said(HelmCommand<String> command) {
        try {
            String text = command.call();
            return text == null ? "" : text;
        } catch (IllegalStateException e) {
            throw new HelmException(e.getMessage().strip().replaceFirst("\\s*Use --debug flag to render out invalid YAML$", ""));
        } catch (Exception e) {
            throw new IllegalStateException("Helm cannot be called", e);
        }
    }

    /** Tests run on demand only; other hooks would need Helm's way of running them. */
    private static String withoutHooks(String text) {
        String hooks = Manifest.parse(text).stream()
                .map(manifest -> manifest.annotation("helm.sh/hook"))
                .filter(hook -> !hook.isEmpty() && !hook.startsWith("test"))
                .collect(Collectors.joining(", "));
        if (!hooks.isEmpty()) {
            throw new UnsupportedOperationException("the sandbox's own Helm runs no hooks: " + hooks);
        }
        return List.of(text.split("(?m)^---\\s*$")).stream()
                .filter(document -> !document.isBlank() && !document.contains("helm.sh/hook"))
                .map(document -> "---" + document)
                .collect(Collectors.joining());
    }

    private static JsonNode parsed(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new HelmException("cannot load Chart.yaml: " + e.getOriginalMessage());
        }
    }
}
