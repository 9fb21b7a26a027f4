package dev.redkite.trigger.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.registry.EnvironmentRecord.Phase;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** What a chat can do with backups: make, look, give up. */
class BackupsInChatTest {

    private static final String BUCKET = "redkite-demo-123456789012-us-west-2";

    private final ChatRoom room = new ChatRoom();

    @BeforeEach
    void an_environment_stands() {
        room.standing(Json.object().put("name", "demo"), Phase.READY);
        room.world.s3().standing(BUCKET);
    }

    private void backedUp(String name) {
        room.world.clock().advance(Duration.ofMinutes(1));
        ObjectNode manifest = Json.object().put("backup", name).put("environment", "demo").put("made", "2026-11-24T09:0%d:00Z".formatted(name.length() % 10))
                .put("milvusVersion", "2.6.15").put("users", true).put("bucket", BUCKET).put("path", "demo/backups/data/" + name).put("bytes", 5 << 20);
        manifest.putArray("collections").addObject().put("database", "default").put("collection", "points").put("rows", 1234);
        room.world.client(S3Client.class).putObject(request -> request.bucket(BUCKET).key("demo/backups/manifests/%s.json".formatted(name)),
                RequestBody.fromBytes(Json.bytes(manifest)));
        room.world.takeChanges();
    }

    private String says(String text) {
        return room.says(text).path("text").asText();
    }

    @Test
    void a_backup_is_called_as_was_said() {
        assertThat(says("backup demo name=before_upgrade")).isEqualTo("*demo* is being backed up, and serves meanwhile.");

        assertThat(room.started()).singleElement().satisfies(execution -> {
            assertThat(execution.machine().name()).isEqualTo("redkite-backup");
            assertThat(execution.input().toString()).isEqualTo("{\"environment\":\"demo\",\"name\":\"before_upgrade\",\"requester\":\"slack:U1\"}");
        });
    }

    @Test
    void those_that_there_are_are_listed_the_newest_first() {
        assertThat(says("backups demo")).isEqualTo("No backups of *demo*. `backup demo` makes one.");
        backedUp("first");
        backedUp("second");

        assertThat(says("backups demo")).isEqualTo("""
                • *second* of 2026-11-24T09:06:00Z, 1,234 rows in 1 collections, 5 MiB
                • *first* of 2026-11-24T09:05:00Z, 1,234 rows in 1 collections, 5 MiB""");
    }

    @Test
    void one_is_told_of() {
        backedUp("first");

        JsonNode said = room.says("backups demo name=first");

        assertThat(said.toString()).contains("Backup *first* of *demo*", "default.points (1,234)", "s3://" + BUCKET + "/demo/backups/data/first");
        assertThat(says("backups demo name=none")).isEqualTo("*demo* has no backup `none`. `backups demo` lists what it has.");
    }

    @Test
    void one_is_given_up_once_who_asked_has_agreed() {
        backedUp("first");

        JsonNode question = room.says("discard demo name=first");

        assertThat(question.path("text").asText())
                .isEqualTo("Give up backup *first* of *demo*, made 2026-11-24T09:05:00Z, with 1,234 rows in 1 collections, 5 MiB? It cannot be had again.");
        assertThat(room.started()).isEmpty();
        room.presses("U1", question.at("/blocks/1/elements/0"));
        assertThat(room.started()).singleElement().satisfies(execution ->
                assertThat(execution.input().toString()).isEqualTo("{\"environment\":\"demo\",\"remove\":\"first\",\"requester\":\"slack:U1\"}"));
        assertThat(room.posts().getLast().text()).isEqualTo("Backup *first* of *demo* is being given up.");
    }

    @Test
    void nobody_is_asked_about_one_that_is_not_there_or_not_named() {
        assertThat(says("discard demo name=none")).isEqualTo("*demo* has no backup `none`. `backups demo` lists what it has.");
        assertThat(says("discard demo")).contains("say which backup, such as `discard demo name=before_upgrade`");
        assertThat(says("discard demo data=true name=first")).contains("`discard` takes no `data`");
        assertThat(says("backup demo name=_")).contains("`_` can be no backup's name");
        assertThat(says("delete demo name=first")).contains("`delete` takes no `name`");
        assertThat(room.started()).isEmpty();
    }
}
