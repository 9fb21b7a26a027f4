package dev.redkite.sandbox.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.platform.Helm;
import dev.redkite.sandbox.charts.StandInCharts;
import dev.redkite.sandbox.kubernetes.SmallChart;
import dev.redkite.sandbox.kubernetes.TestCluster;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sandbox's own Helm beside the real one. */
@Tag("search")
class InProcessHelmTest {

    @TempDir
    private Path chart;

    private final TwoHelms helms = new TwoHelms();

    @BeforeEach
    void writeChart() throws IOException {
        SmallChart.write(chart, """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings}
                data: {level: "{{ .Values.level }}"}
                ---
                {{- if ne .Values.level "debug" }}
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: extra}
                ---
                {{- end }}
                apiVersion: example.com/v1
                kind: Kite
                metadata: {name: red}
                spec: {wings: 2, level: "{{ .Values.level }}"}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {selector: {app: web}, ports: [{port: 80}]}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: {{ .Values.replicas }}
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: web, image: "web:1", env: [{name: LEVEL, value: "{{ .Values.level }}"}, {name: "{{ .Values.level | upper }}", value: set}]}]}
                """);
    }

    @AfterEach
    void close() {
        helms.close();
    }

    private Consumer<Helm> install(String values) {
        return helm -> helm.install("default", "small", chart, Json.parse(values));
    }

    private Consumer<Helm> upgrade(String values) {
        return helm -> helm.upgrade("default", "small", chart, Json.parse(values));
    }

    private static void uninstall(Helm helm) {
        helm.uninstall("default", "small");
    }

    @Test
    void a_release_lives_and_ends_alike() {
        helms.agreeOn("install", install("{\"replicas\": 2}"))
                .agreeOn("install again", install("{}"))
                .agreeOn("upgrade that changes nothing", upgrade("{\"replicas\": 2}"))
                .agreeOn("upgrade that changes and removes", upgrade("{\"level\": \"debug\"}"))
                .agreeOn("upgrade that adds", upgrade("{\"level\": \"error\"}"))
                .agreeOn("uninstall", InProcessHelmTest::uninstall)
                .agreeOn("uninstall again", InProcessHelmTest::uninstall)
                .agreeOn("upgrade of nothing", upgrade("{}"));
    }

    @Test
    void what_fails_midway_is_mended_alike() {
        helms.agreeOn("install with a bad value", install("{\"replicas\": \"x\"}"))
                .agreeOn("install again", install("{}"))
                .agreeOn("upgrade over a failed install", upgrade("{}"))
                .agreeOn("upgrade with a bad value", upgrade("{\"replicas\": \"x\", \"level\": \"debug\"}"))
                .agreeOn("upgrade over a failed upgrade", upgrade("{\"level\": \"debug\"}"))
                .agreeOn("uninstall", InProcessHelmTest::uninstall);
    }

    @Test
    void a_template_that_fails_is_told_alike() {
        helms.agreeOn("install with values that a template cannot take", install("{\"level\": {\"a\": 1}}"));
    }

    /** The first installation finds nothing; upgrades find what is there, and read it. */
    @Test
    void what_a_template_looks_up_and_whether_it_is_an_upgrade_are_told_alike() throws IOException {
        SmallChart.write(chart, """
                {{- $found := lookup "v1" "ConfigMap" .Release.Namespace "kept" }}
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: kept}
                data: {first: "{{ if $found }}{{ $found.data.first }}{{ else }}{{ .Values.level }}{{ end }}", seen: "{{ .Release.IsUpgrade }}",
                  revision: "{{ .Release.Revision }}", kites: "{{ .Capabilities.APIVersions.Has "example.com/v1" }}",
                  foreign: "{{ len (lookup "v1" "Secret" .Release.Namespace "").items }}"}
                """);
        helms.agreeOn("install", install("{\"level\": \"first\"}"))
                .agreeOn("upgrade", upgrade("{\"level\": \"second\"}"))
                .both(cluster -> cluster.client().configMaps().inNamespace("default").withName("kept").edit(kept -> {
                    kept.getData().put("first", "by hand");
                    return kept;
                }))
                .both(cluster -> cluster.requests.clear())
                .agreeOn("upgrade after an edit", upgrade("{\"level\": \"third\"}"));
    }

    @Test
    void a_namespace_that_is_missing_is_told_alike() {
        helms.agreeOn("install", helm -> helm.install("nowhere", "small", chart, Json.object()));
    }

    @Test
    void what_is_somebody_elses_is_refused_alike() {
        helms.both(cluster -> cluster.client().resource(new ConfigMapBuilder()
                        .withNewMetadata().withNamespace("default").withName("extra").endMetadata().build()).create())
                .agreeOn("install", install("{}"));
    }

    @ParameterizedTest
    @CsvSource({"get, /version", "list, /secrets", "get, /configmaps/settings", "create, /secrets/sh.helm", "create, /services/web",
        "create, /kites/red", "update, /secrets/sh.helm"})
    void an_install_meets_a_refusal_alike(String verb, String path) {
        helms.refuse(verb, path)
                .agreeOn("install while " + verb + " " + path + " is refused", install("{}"))
                .refuseNothing()
                .agreeOn("upgrade", upgrade("{\"level\": \"error\"}"))
                .agreeOn("uninstall", InProcessHelmTest::uninstall);
    }

    @ParameterizedTest
    @CsvSource({"get, /version", "list, /secrets", "get, /configmaps/settings", "create, /secrets/sh.helm", "patch, /configmaps/settings",
        "patch, /kites/red", "get, /configmaps/extra", "delete, /configmaps/extra", "update, /secrets/sh.helm"})
    void an_upgrade_meets_a_refusal_alike(String verb, String path) {
        helms.agreeOn("install", install("{}"))
                .refuse(verb, path)
                .agreeOn("upgrade while " + verb + " " + path + " is refused", upgrade("{\"level\": \"debug\"}"))
                .refuseNothing()
                .agreeOn("upgrade again", upgrade("{\"level\": \"debug\"}"))
                .agreeOn("uninstall", InProcessHelmTest::uninstall);
    }

    @ParameterizedTest
    @CsvSource({"get, /version", "list, /secrets", "update, /secrets/sh.helm", "delete, /services/web", "get, /secrets/sh.helm",
        "delete, /secrets/sh.helm"})
    void an_uninstall_meets_a_refusal_alike(String verb, String path) {
        helms.agreeOn("install", install("{}"))
                .refuse(verb, path)
                .agreeOn("uninstall while " + verb + " " + path + " is refused", InProcessHelmTest::uninstall)
                .refuseNothing()
                .agreeOn("uninstall again", InProcessHelmTest::uninstall);
    }

    @ParameterizedTest
    @CsvSource({"get, /version", "list, /secrets", "get, /services/web", "create, /secrets/sh.helm", "create, /services/web",
        "update, /secrets/sh.helm"})
    void an_install_bears_a_lost_answer_alike(String verb, String path) {
        helms.lose(verb, path)
                .agreeOn("install while the answer to " + verb + " " + path + " is lost", install("{}"))
                .agreeOn("upgrade", upgrade("{\"level\": \"debug\"}"))
                .agreeOn("uninstall", InProcessHelmTest::uninstall);
    }

    @ParameterizedTest
    @CsvSource({"create, /secrets/sh.helm", "patch, /configmaps/settings", "delete, /configmaps/extra", "update, /secrets/sh.helm"})
    void an_upgrade_bears_a_lost_answer_alike(String verb, String path) {
        helms.agreeOn("install", install("{}"))
                .lose(verb, path)
                .agreeOn("upgrade while the answer to " + verb + " " + path + " is lost", upgrade("{\"level\": \"debug\"}"))
                .agreeOn("upgrade again", upgrade("{\"level\": \"debug\"}"))
                .agreeOn("uninstall", InProcessHelmTest::uninstall);
    }

    @ParameterizedTest
    @CsvSource({"update, /secrets/sh.helm", "delete, /services/web", "delete, /secrets/sh.helm"})
    void an_uninstall_bears_a_lost_answer_alike(String verb, String path) {
        helms.agreeOn("install", install("{}"))
                .lose(verb, path)
                .agreeOn("uninstall while the answer to " + verb + " " + path + " is lost", InProcessHelmTest::uninstall)
                .agreeOn("uninstall again", InProcessHelmTest::uninstall);
    }

    @ParameterizedTest
    @CsvSource({"aws-load-balancer-controller, 3.5.0", "milvus, 5.0.19", "milvus, 4.0.33"})
    void the_charts_of_the_sandbox_come_and_go_alike(String name, String version) {
        Path standIn = StandInCharts.only().require(name, version, "");
        JsonNode values = Json.parse("""
                {"clusterName": "demo", "minio": {"enabled": false}, "pulsar": {"enabled": false}, "pulsarv3": {"enabled": false},
                 "woodpecker": {"enabled": false}, "kafka": {"enabled": false}, "streaming": {"enabled": true},
                 "cluster": {"enabled": true}, "externalS3": {"enabled": true, "host": "s3", "port": 443},
                 "externalKafka": {"enabled": true, "brokerList": "b-1:9096"}, "attu": {"enabled": true}}""");
        JsonNode changed = ((ObjectNode) values.deepCopy()).setAll((ObjectNode) Json.parse("""
                {"replicaCount": 3, "keepTLSSecret": true, "enableServiceMutatorWebhook": false, "attu": {"enabled": false},
                 "extraConfigFiles": {"user.yaml": "log: {level: debug}"}, "queryNode": {"replicas": 2},
                 "dataNode": {"resources": {"requests": {"cpu": "1"}}, "nodeSelector": {"role": "milvus"}}}"""));
        helms.both(InProcessHelmTest::makeNamespace)
                .agreeOn("install", helm -> helm.install("there", name, standIn, values))
                .agreeOn("upgrade", helm -> helm.upgrade("there", name, standIn, changed))
                .agreeOn("upgrade again", helm -> helm.upgrade("there", name, standIn, changed))
                .agreeOn("uninstall", helm -> helm.uninstall("there", name));
    }

    private static void makeNamespace(TestCluster cluster) {
        cluster.client().resource(new NamespaceBuilder().withNewMetadata().withName("there").endMetadata().build()).create();
        cluster.requests.clear();
    }
}
