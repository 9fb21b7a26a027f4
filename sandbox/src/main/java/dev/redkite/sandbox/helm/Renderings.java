package dev.redkite.sandbox.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import dev.redkite.json.Json;
import dev.redkite.sandbox.files.TemporaryDirectory;
import dev.redkite.sandbox.kubernetes.DirectApi;
import dev.redkite.sandbox.kubernetes.RehearsalApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the real Helm makes of charts, once for all sandboxes that share this.
 *
 * <p>A chart that asks neither the cluster nor which revision it is is rendered without one, ten times as quick.
 *
 * <p>The revision is among what decides, because a chart may draw certificates: an upgrade draws others. Two sandboxes
 * however find the same ones. What templates look up is asked of the cluster as Helm would ask it, and decides too.
 */
public final class Renderings {

    private static final Path FILES = TemporaryDirectory.create("rendering");
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Hooks and tests too: which they are, only a release tells. */
    private static final Pattern ASKS_THE_CLUSTER = Pattern.compile("lookup|Capabilities|helm\\.sh/hook");
    private static final Pattern ASKS_THE_REVISION =
            Pattern.compile(ASKS_THE_CLUSTER.pattern() + "|IsInstall|IsUpgrade|Release\\.Revision");

    private final BoundedCache<Question, Rendering> known = new BoundedCache<>();
    private final BoundedCache<Told, Rendering> told = new BoundedCache<>();
    private final BoundedCache<Path, Rendering> charts = new BoundedCache<>();
    private final BoundedCache<Asking, Boolean> asking = new BoundedCache<>();
    private final BoundedCache<String, List<Manifest>> manifests = new BoundedCache<>();

    private record Asking(Path chart, String pattern) {}

    /** @param versions that the cluster serves */
    private record Question(Path chart, String namespace, String name, JsonNode values, String kubeVersion, Set<String> versions,
            int revision) {}

    private record Told(Question question, Map<String, ObjectNode> lookups) {}

    /** Of a release: texts of some 20 kB, and the same one is read again at every command. */
    List<Manifest> manifests(StoredRelease release) {
        String text = release.json().path("manifest").asText();
        return manifests.get(text, () -> Manifest.parse(text));
    }

    /** Chart and definitions alone, which values do not change. */
    Rendering chart(Path chart) {
        return charts.get(chart, () -> new Rendering(
                parsed(text(translateErrors(() -> new Helm(chart).show().chart().call()))),
                "",
                Manifest.parse(text(translateErrors(() -> new Helm(chart).show().crds().call()))),
                Map.of()));
    }

    /** @param revision 1 for an installation */
    Rendering of(Path chart, String namespace, String name, JsonNode values, Requests cluster, String kubeVersion, int revision) {
        Question question = new Question(chart, namespace, name, values.deepCopy(), kubeVersion, cluster.api().versions(), revision);
        Rendering first = known.get(question, () -> withFile(question, cluster.api()));
        if (first.lookups().isEmpty()) {
            return first;
        }
        Map<String, ObjectNode> lookups = new LinkedHashMap<>();
        first.lookups().keySet().forEach(path -> lookups.put(path, cluster.lookUp(path)));
        return told.get(new Told(question, lookups), () -> lookups.equals(first.lookups()) ? first : withFile(question, cluster.api()));
    }

    private Rendering withFile(Question question, DirectApi cluster) {
        try {
            Path file = Files.createTempFile(FILES, "values", ".yaml");
            try {
                Files.write(file, Json.bytes(question.values()));
                return rendered(question, file, cluster);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the values file could not be written", e);
        }
    }

    private Rendering rendered(Question question, Path values, DirectApi cluster) {
        if (!asks(question)) {
            return alone(question, values);
        }
        RehearsalApi.Rehearsed rehearsed = translateErrors(() -> RehearsalApi.of(cluster, StoredReleases.before(question.namespace(),
                question.name(), question.revision()), kubeconfig -> rehearse(question, values, kubeconfig)));
        StoredRelease release = StoredRelease.read(rehearsed.secret());
        Rendering chart = chart(question.chart());
        requireNoHooks(release);
        return new Rendering(chart.chart(), release.json().path("manifest").asText(), chart.definitions(), rehearsed.lookups());
    }

    /** Nobody reads in an archive; the text of a chart's templates tells of what they could ask. */
    private boolean asks(Question question) {
        Pattern sought = question.revision() == 1 ? ASKS_THE_CLUSTER : ASKS_THE_REVISION;
        return asking.get(new Asking(question.chart(), sought.pattern()), () -> {
            if (!Files.isDirectory(question.chart())) {
                return true;
            }
            try (Stream<Path> files = Files.walk(question.chart())) {
                return files.filter(Files::isRegularFile).anyMatch(file -> sought.matcher(text(file)).find());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String text(Path file) {
        try {
            return file.toString().endsWith(".tgz") ? "lookup" : Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Rendering alone(Question question, Path values) {
        String manifest = text(translateErrors(() -> new Helm(question.chart()).template()
                .withName(question.name())
                .withNamespace(question.namespace())
                .withKubeVersion(question.kubeVersion())
                .withValuesFile(values)
                .skipCrds()
                .call()));
        Rendering chart = chart(question.chart());
        return new Rendering(chart.chart(), manifest, chart.definitions(), Map.of());
    }

    private static void rehearse(Question question, Path values, String kubeconfig) {
        Helm helm = new Helm(question.chart());
        if (question.revision() == 1) {
            helm.install().withName(question.name()).withNamespace(question.namespace()).withValuesFile(values).skipCrds()
                    .disableOpenApiValidation().withKubeConfigContents(kubeconfig).call();
        } else {
            helm.upgrade().withName(question.name()).withNamespace(question.namespace()).resetValues().withValuesFile(values)
                    .disableOpenApiValidation().withKubeConfigContents(kubeconfig).call();
        }
    }

    private static <T> T translateErrors(Callable<T> command) {
        try {
            return command.call();
        } catch (IllegalStateException e) {
            throw new HelmException(e.getMessage().strip().replaceFirst("\\s*Use --debug flag to render out invalid YAML$", ""));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Helm cannot be called", e);
        }
    }

    private static String text(String said) {
        return said == null ? "" : said;
    }

    /** Tests run on demand only; other hooks would need Helm's way of running them. */
    private static void requireNoHooks(StoredRelease release) {
        release.json().path("hooks").forEach(hook -> hook.path("events").forEach(event -> {
            if (!event.asText().equals("test")) {
                throw new UnsupportedOperationException("the sandbox's own Helm runs no hooks: " + hook.path("path").asText());
            }
        }));
    }

    private static JsonNode parsed(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new HelmException("cannot load Chart.yaml: " + e.getOriginalMessage());
        }
    }
}
