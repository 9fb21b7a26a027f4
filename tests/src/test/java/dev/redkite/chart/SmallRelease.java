package dev.redkite.chart;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Real Helm, a chart of three lines, the sandbox's API server. */
abstract class SmallRelease {

    @TempDir
    Path chart;

    final TestPlatform platform = TestPlatform.withHelmItself((_, _, _) -> chart);
    final ReleaseStage stage = new ReleaseStage(platform::kubernetes, platform::helm, platform.charts(), platform.time());

    @BeforeEach
    void writeChart() throws IOException {
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(chart.resolve("Chart.yaml"), "{apiVersion: v2, name: small, version: 1.0.0}\n");
        Files.writeString(chart.resolve("values.yaml"), "level: info\n");
        Files.writeString(chart.resolve("templates/all.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings}
                data: {level: {{ .Values.level | quote }}, kind: {{ kindOf .Values.level }}, born: {{ .Release.IsInstall | quote }}}
                {{- if .Values.guest }}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: guest}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: guest}
                rules: []
                {{- end }}
                """);
    }

    @AfterEach
    void close() {
        platform.close();
    }

    ReleaseSpec wanted(String version, ObjectNode values) {
        return new ReleaseSpec(platform.access(), "default", "small", "small", version, "", values);
    }

    ReleaseSpec wanted(String level) {
        return wanted("1.0.0", Json.object().put("level", level));
    }

    Map<String, String> settings() {
        return platform.kubernetes().configMaps().inNamespace("default").withName("settings").get().getData();
    }

    List<String> guests() {
        return Stream.of(platform.kubernetes().configMaps().inNamespace("default").withName("guest").get(),
                        platform.kubernetes().rbac().clusterRoles().withName("guest").get())
                .filter(Objects::nonNull)
                .map(HasMetadata::getKind)
                .toList();
    }

    /** What a process leaves behind that dies in the middle: the newest record says what it was doing. */
    void killedIn(String status) {
        Secret newest = platform.kubernetes().secrets().inNamespace("default").withLabel("owner", "helm").list().getItems()
                .stream().max((a, b) -> a.getMetadata().getName().compareTo(b.getMetadata().getName())).orElseThrow();
        String json = text(newest.getData().get("release")).replace("\"status\":\"deployed\"", "\"status\":\"" + status + "\"");
        newest.getMetadata().getLabels().put("status", status);
        newest.setData(Map.of("release", packed(json)));
        platform.kubernetes().resource(newest).update();
    }

    private static String text(String data) {
        byte[] packed = Base64.getDecoder().decode(Base64.getDecoder().decode(data));
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String packed(String json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(bytes)) {
            stream.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Base64.getEncoder().encodeToString(Base64.getEncoder().encode(bytes.toByteArray()));
    }
}
