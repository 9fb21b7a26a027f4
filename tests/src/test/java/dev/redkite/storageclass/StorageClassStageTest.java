package dev.redkite.storageclass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.environment.Ownership;
import dev.redkite.failure.NotOurs;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.sandbox.kubernetes.TestCluster;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Progress.Done;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StorageClassStageTest {

    private static final String DEFAULT = "storageclass.kubernetes.io/is-default-class";

    private final TestCluster cluster = new TestCluster();
    private final StorageClassStage stage = new StorageClassStage(access -> cluster.client());
    private final StorageClassSpec wanted = wanted("demo");

    @AfterEach
    void close() {
        cluster.close();
    }

    private static StorageClassSpec wanted(String environment) {
        return new StorageClassSpec(new ClusterAccess("redkite-demo", "https://unused", ""), "ebs-sc",
                new Ownership(environment, 1, Map.of("team", "search")));
    }

    private StorageClass find(String name) {
        return cluster.client().storage().v1().storageClasses().withName(name).get();
    }

    private void putGp2() {
        cluster.client().resource(new StorageClassBuilder().withNewMetadata().withName("gp2")
                .withAnnotations(Map.of(DEFAULT, "true")).endMetadata().withProvisioner("kubernetes.io/aws-ebs").build()).create();
    }

    private List<String> changes() {
        List<String> changes = cluster.requests.stream()
                .filter(request -> !request.verb().equals("get"))
                .map(request -> request.verb() + " " + request.path().substring(request.path().lastIndexOf('/') + 1))
                .toList();
        cluster.requests.clear();
        return changes;
    }

    @Test
    void makes_the_default_class_in_one_call() {
        assertThat(stage.ensure(wanted)).isEqualTo(new Done<>(new StorageClassFacts("ebs-sc")));
        StorageClass made = find("ebs-sc");
        assertThat(made.getParameters()).containsEntry("type", "gp3").containsEntry("encrypted", "true");
        assertThat(made.getVolumeBindingMode()).isEqualTo("WaitForFirstConsumer");
        assertThat(made.getAllowVolumeExpansion()).isTrue();
        assertThat(made.getMetadata().getAnnotations()).containsEntry(DEFAULT, "true");
    }

    @Test
    void labels_the_class_and_tags_its_volumes_as_ours() {
        stage.ensure(wanted);
        assertThat(find("ebs-sc").getMetadata().getLabels()).containsEntry("redkite.dev/environment", "demo");
        assertThat(find("ebs-sc").getParameters().values())
                .contains("redkite:environment=demo", "redkite:generation=1", "team=search");
    }

    @Test
    void changes_nothing_when_the_class_is_as_wanted() {
        putGp2();
        stage.ensure(wanted);
        changes();
        assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);
        assertThat(changes()).isEmpty();
    }

    @Test
    void demotes_gp2_where_it_exists() {
        putGp2();
        assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);
        assertThat(find("gp2").getMetadata().getAnnotations()).containsEntry(DEFAULT, "false");
    }

    @Test
    void demotes_gp2_again_when_somebody_promoted_it() {
        stage.ensure(wanted);
        putGp2();
        changes();
        assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);
        assertThat(changes()).contains("patch gp2");
    }

    @Test
    void replaces_a_class_of_ours_with_other_parameters() {
        cluster.client().resource(new StorageClassBuilder().withNewMetadata().withName("ebs-sc")
                .withLabels(wanted.ownership().labels()).endMetadata().withProvisioner("ebs.csi.aws.com")
                .withParameters(Map.of("type", "gp2")).build()).create();
        assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);
        assertThat(find("ebs-sc").getParameters()).containsEntry("type", "gp3");
    }

    @Test
    void makes_its_class_the_default_again() {
        stage.ensure(wanted);
        cluster.client().storage().v1().storageClasses().withName("ebs-sc").edit(found -> new StorageClassBuilder(found)
                .editMetadata().addToAnnotations(DEFAULT, "false").endMetadata().build());
        changes();
        assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);
        assertThat(changes()).containsExactly("patch ebs-sc");
    }

    @Test
    void refuses_a_class_of_that_name_that_is_not_ours() {
        stage.ensure(wanted);
        assertThatThrownBy(() -> stage.ensure(wanted("other"))).isInstanceOf(NotOurs.class).hasMessageContaining("ebs-sc");
    }

    @Test
    void removes_the_class_and_finds_it_absent_then() {
        stage.ensure(wanted);
        assertThat(stage.retire(wanted)).isInstanceOf(Done.class);
        assertThat(stage.observe(wanted)).isEqualTo(Observation.absent());
    }

    @Test
    void retiring_what_was_never_made_is_done_at_once() {
        assertThat(stage.retire(wanted)).isInstanceOf(Done.class);
        assertThat(changes()).isEmpty();
    }
}
