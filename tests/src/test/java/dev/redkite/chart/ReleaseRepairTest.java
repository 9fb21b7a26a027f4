package dev.redkite.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.StageException;
import dev.redkite.json.Json;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a call leaves that was killed, or refused midway, and what the next one makes of it. */
class ReleaseRepairTest extends SmallRelease {

    @Test
    void leaves_a_release_alone_that_another_call_is_installing() {
        stage.ensure(wanted("debug"));
        killedIn("pending-install");
        assertThat(stage.ensure(wanted("debug"))).isEqualTo(new Pending<>("release small is pending-install by another call"));
    }

    @Test
    void installs_again_when_the_call_that_installed_was_killed() {
        stage.ensure(wanted("debug"));
        killedIn("pending-install");
        platform.kubernetes().configMaps().inNamespace("default").withName("settings").delete();
        platform.pass(ReleaseStage.LONGEST_CALL);

        assertThat(stage.ensure(wanted("debug"))).isEqualTo(new Done<>(new ReleaseFacts("default", "small", "1.0.0", 1)));
        assertThat(settings()).containsEntry("level", "debug").containsEntry("born", "true");
    }

    /** Helm keeps to itself that it could not write the end of an installation, and so the same refusal would be met for ever. */
    @Test
    void says_what_the_api_server_answers_when_a_killed_installation_cannot_be_marked() {
        stage.ensure(wanted("debug"));
        killedIn("pending-install");
        platform.pass(ReleaseStage.LONGEST_CALL);
        platform.refuse(request -> request.verb().equals("update") && request.path().contains("/secrets/"));

        assertThatThrownBy(() -> stage.ensure(wanted("debug"))).hasMessageContaining("the server has no answer");
        assertThat(platform.kubernetes().secrets().inNamespace("default").withLabel("status", "pending-install").list().getItems())
                .as("its record is still there").hasSize(1);
    }

    @Test
    void takes_over_what_a_killed_installation_made() {
        stage.ensure(wanted("debug"));
        String made = platform.kubernetes().configMaps().inNamespace("default").withName("settings").get().getMetadata().getUid();
        killedIn("pending-install");
        platform.pass(ReleaseStage.LONGEST_CALL);

        stage.ensure(wanted("debug"));
        assertThat(platform.kubernetes().configMaps().inNamespace("default").withName("settings").get().getMetadata().getUid())
                .isEqualTo(made);
    }

    @Test
    void removes_what_a_killed_installation_made_and_is_wanted_no_more() {
        stage.ensure(wanted("1.0.0", Json.object().put("guest", true)));
        killedIn("pending-install");
        platform.pass(ReleaseStage.LONGEST_CALL);

        assertThat(stage.ensure(wanted("debug"))).isInstanceOf(Pending.class);
        assertThat(guests()).isEmpty();
        assertThat(stage.ensure(wanted("debug"))).isEqualTo(new Done<>(new ReleaseFacts("default", "small", "1.0.0", 1)));
        assertThat(settings()).containsEntry("level", "debug").containsEntry("born", "true");
    }

    @Test
    void installs_again_as_often_as_the_installation_fails() {
        platform.refuse(request -> !request.verb().equals("get") && request.path().contains("/configmaps"));
        assertThatThrownBy(() -> stage.ensure(wanted("debug"))).isInstanceOf(StageException.class);
        assertThatThrownBy(() -> stage.ensure(wanted("debug"))).isInstanceOf(StageException.class);
        platform.refuse(_ -> false);

        assertThat(stage.ensure(wanted("debug"))).isEqualTo(new Done<>(new ReleaseFacts("default", "small", "1.0.0", 1)));
        assertThat(settings()).containsEntry("level", "debug").containsEntry("born", "true");
    }

    @Test
    void waits_for_what_a_killed_installation_made_and_a_finalizer_holds() {
        stage.ensure(wanted("debug"));
        killedIn("pending-install");
        platform.pass(ReleaseStage.LONGEST_CALL);
        platform.kubernetes().configMaps().inNamespace("default").withName("settings").edit(map -> {
            map.getMetadata().getFinalizers().add("example.com/held");
            return map;
        });

        assertThat(stage.ensure(wanted("warn"))).isInstanceOf(Pending.class);
        assertThat(stage.ensure(wanted("warn"))).isInstanceOf(Pending.class);
        platform.kubernetes().configMaps().inNamespace("default").withName("settings").edit(map -> {
            map.getMetadata().getFinalizers().clear();
            return map;
        });
        assertThat(stage.ensure(wanted("warn"))).isEqualTo(new Done<>(new ReleaseFacts("default", "small", "1.0.0", 1)));
        assertThat(settings()).containsEntry("level", "warn");
    }

    @Test
    void repairs_an_upgrade_whose_call_was_killed() {
        stage.ensure(wanted("debug"));
        stage.ensure(wanted("warn"));
        killedIn("pending-upgrade");
        platform.pass(ReleaseStage.LONGEST_CALL);

        assertThat(stage.ensure(wanted("warn"))).isEqualTo(new Done<>(new ReleaseFacts("default", "small", "1.0.0", 3)));
    }

    @Test
    void repairs_a_removal_whose_call_was_killed() {
        stage.ensure(wanted("debug"));
        killedIn("uninstalling");
        platform.pass(ReleaseStage.LONGEST_CALL.plus(Duration.ofSeconds(1)));

        assertThat(stage.ensure(wanted("debug"))).isEqualTo(new Done<>(new ReleaseFacts("default", "small", "1.0.0", 2)));
    }

    @Test
    void upgrades_over_an_upgrade_that_failed() {
        stage.ensure(wanted("warn"));
        ReleaseSpec wanted = wanted("debug");
        stage.ensure(wanted);
        killedIn("failed");
        assertThat(stage.ensure(wanted)).isEqualTo(new Done<>(new ReleaseFacts("default", "small", "1.0.0", 3)));
        assertThat(settings()).containsEntry("born", "false");
    }
}
