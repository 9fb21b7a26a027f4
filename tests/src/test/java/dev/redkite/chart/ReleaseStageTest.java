package dev.redkite.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.StageBroken;
import dev.redkite.json.Json;
import dev.redkite.stage.Progress.Done;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseStageTest extends SmallRelease {

    @Test
    void installs_a_new_release_in_one_call() {
        assertThat(stage.ensure(wanted("debug")))
                .isEqualTo(new Done<>(new ReleaseFacts("default", "small", "1.0.0", 1)));
        assertThat(settings()).containsEntry("level", "debug");
    }

    @Test
    void makes_no_new_revision_when_nothing_differs() {
        ReleaseSpec wanted = wanted("1.0.0", Json.object().put("level", "debug").put("whole", 2.0).put("half", 0.5));
        stage.ensure(wanted);
        assertThat(stage.ensure(wanted)).isEqualTo(new Done<>(new ReleaseFacts("default", "small", "1.0.0", 1)));
    }

    @Test
    void upgrades_in_place_when_a_value_differs() {
        stage.ensure(wanted("debug"));
        assertThat(stage.ensure(wanted("warn"))).isEqualTo(new Done<>(new ReleaseFacts("default", "small", "1.0.0", 2)));
        assertThat(settings()).containsEntry("level", "warn");
    }

    @Test
    void forgets_a_value_that_is_no_longer_wanted() {
        stage.ensure(wanted("debug"));
        stage.ensure(wanted("1.0.0", Json.object()));
        assertThat(settings()).containsEntry("level", "info");
    }

    @Test
    void deletes_what_an_upgrade_should_have_deleted_and_could_not() {
        stage.ensure(wanted("1.0.0", Json.object().put("guest", true)));
        platform.refuse(request -> request.verb().equals("delete"));
        stage.ensure(wanted("1.0.0", Json.object()));
        assertThat(guests()).containsExactly("ConfigMap", "ClusterRole");
        platform.refuse(_ -> false);

        assertThat(stage.ensure(wanted("1.0.0", Json.object())))
                .isEqualTo(new Done<>(new ReleaseFacts("default", "small", "1.0.0", 2)));
        assertThat(guests()).isEmpty();
    }

    @Test
    void does_not_wait_for_what_an_upgrade_deleted_and_a_finalizer_holds() {
        stage.ensure(wanted("1.0.0", Json.object().put("guest", true)));
        platform.kubernetes().configMaps().inNamespace("default").withName("guest").edit(map -> {
            map.getMetadata().getFinalizers().add("example.com/held");
            return map;
        });

        stage.ensure(wanted("1.0.0", Json.object()));
        assertThat(stage.ensure(wanted("1.0.0", Json.object())))
                .isEqualTo(new Done<>(new ReleaseFacts("default", "small", "1.0.0", 2)));
        assertThat(guests()).as("held").containsExactly("ConfigMap");
    }

    @Test
    void reads_its_revisions_once_at_each_look() {
        stage.ensure(wanted("1.0.0", Json.object().put("guest", true)));
        platform.refuse(request -> request.verb().equals("delete"));
        stage.ensure(wanted("1.0.0", Json.object()));
        List<String> lists = new ArrayList<>();
        platform.refuse(request -> {
            if (request.verb().equals("list") && request.path().contains("/secrets")) {
                lists.add(request.path());
            }
            return false;
        });

        stage.ensure(wanted("1.0.0", Json.object()));
        assertThat(lists).as("before and after the removal of what was dropped").hasSize(2);
    }

    @Test
    void leaves_what_an_earlier_revision_made_and_another_release_took_over() {
        stage.ensure(wanted("1.0.0", Json.object().put("guest", true)));
        platform.refuse(request -> request.verb().equals("delete"));
        stage.ensure(wanted("1.0.0", Json.object()));
        platform.refuse(_ -> false);
        platform.kubernetes().configMaps().inNamespace("default").withName("guest").edit(map -> {
            map.getMetadata().getAnnotations().put("meta.helm.sh/release-name", "other");
            return map;
        });

        stage.ensure(wanted("1.0.0", Json.object()));
        assertThat(guests()).containsExactly("ConfigMap");
    }

    @Test
    void survives_an_earlier_revision_that_no_class_of_kubernetes_takes() throws IOException {
        stage.ensure(wanted("debug"));
        Files.writeString(chart.resolve("templates/worker.yaml"), """
                {{- if .Values.broken }}
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: worker}
                spec:
                  selector: {matchLabels: {app: worker}}
                  template:
                    metadata: {labels: {app: worker}}
                    spec: {containers: [{name: worker, image: "worker:1", args: [{"--tags": "team: search"}]}]}
                {{- end }}
                """);
        assertThatThrownBy(() -> stage.ensure(wanted("1.0.0", Json.object().put("broken", true)))).isInstanceOf(StageBroken.class);

        assertThat(stage.ensure(wanted("debug"))).isEqualTo(new Done<>(new ReleaseFacts("default", "small", "1.0.0", 3)));
    }

    @Test
    void puts_back_what_was_deleted_or_edited_behind_it() {
        stage.ensure(wanted("debug"));
        platform.kubernetes().configMaps().inNamespace("default").withName("settings").edit(map -> {
            map.getData().put("level", "loud");
            return map;
        });
        assertThat(stage.ensure(wanted("debug"))).isInstanceOf(Done.class);
        assertThat(settings()).containsEntry("level", "debug");

        platform.kubernetes().configMaps().inNamespace("default").withName("settings").delete();
        assertThat(stage.ensure(wanted("debug"))).isInstanceOf(Done.class);
        assertThat(settings()).containsEntry("level", "debug");
    }

    @Test
    void keeps_the_last_ten_revisions() {
        for (int i = 0; i < 14; i++) {
            stage.ensure(wanted("level-" + i));
        }
        assertThat(platform.kubernetes().secrets().inNamespace("default").withLabel("owner", "helm").list().getItems()).hasSize(10);
    }

    @Test
    void upgrades_in_place_when_the_chart_is_another() throws IOException {
        stage.ensure(wanted("debug"));
        Files.writeString(chart.resolve("Chart.yaml"), "{apiVersion: v2, name: small, version: 1.1.0}\n");
        assertThat(stage.ensure(wanted("1.1.0", Json.object().put("level", "debug"))))
                .isEqualTo(new Done<>(new ReleaseFacts("default", "small", "1.1.0", 2)));
    }

    @Test
    void brings_the_definitions_of_a_later_chart() throws IOException {
        define("v1");
        stage.ensure(wanted("debug"));
        define("v2");
        Files.writeString(chart.resolve("Chart.yaml"), "{apiVersion: v2, name: small, version: 1.1.0}\n");
        stage.ensure(wanted("1.1.0", Json.object().put("level", "debug")));

        assertThat(platform.kubernetes().apiextensions().v1().customResourceDefinitions().withName("kites.example.com").get()
                .getSpec().getVersions()).extracting(CustomResourceDefinitionVersion::getName).containsExactly("v2");
    }

    private void define(String version) throws IOException {
        Files.createDirectories(chart.resolve("crds"));
        Files.writeString(chart.resolve("crds/kites.yaml"), """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: kites.example.com}
                spec:
                  group: example.com
                  names: {kind: Kite, plural: kites}
                  scope: Namespaced
                  versions: [{name: %s, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
                """.formatted(version));
    }

    @Test
    void keeps_text_that_looks_like_a_number() {
        stage.ensure(wanted("1"));
        assertThat(settings()).containsEntry("kind", "string");
    }

    @Test
    void says_what_helm_says_about_a_chart_that_does_not_render() throws IOException {
        Files.writeString(chart.resolve("templates/broken.yaml"), "{{ fail \"no wings\" }}");
        assertThatThrownBy(() -> stage.ensure(wanted("debug")))
                .isInstanceOf(StageBroken.class).hasMessageContaining("no wings").hasMessageContaining("Next:");
    }

    @Test
    void removes_the_release_and_what_it_made() {
        stage.ensure(wanted("debug"));
        assertThat(stage.retire(stage.identity(wanted("debug")))).isInstanceOf(Done.class);
        assertThat(platform.kubernetes().configMaps().inNamespace("default").withName("settings").get()).isNull();
        assertThat(stage.retire(stage.identity(wanted("debug")))).isInstanceOf(Done.class);
    }
}
