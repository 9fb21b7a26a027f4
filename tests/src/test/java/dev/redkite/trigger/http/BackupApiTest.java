package dev.redkite.trigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.states.ExecutionStatus;
import dev.redkite.scenario.MilvusRows;
import dev.redkite.trigger.http.ApiClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Backups over HTTP; every answer is held against the OpenAPI document at the end. */
class BackupApiTest extends ApiCalls {

    private static final String BUCKET = "redkite-demo-123456789012-us-west-2";
    private static final String BACKUPS = "/environments/demo/backups";

    private void standing() {
        Answer accepted = api.post("/environments", "{\"name\":\"demo\",\"milvus\":{\"authentication\":false}}");
        sandbox.run(api.execution(accepted));
        MilvusRows rows = new MilvusRows(sandbox);
        rows.create("points");
        rows.insert("points", 0, 3);
    }

    private void run(Answer accepted) {
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        sandbox.run(api.execution(accepted));
        assertThat(api.execution(accepted).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    private void backedUp(String name) {
        run(api.post(BACKUPS + "?backup=" + name, null));
        sandbox.advance(Duration.ofMinutes(1));
    }

    private Set<String> keys() {
        return sandbox.world().s3().keys(BUCKET);
    }

    @Test
    void a_list_has_the_newest_first_and_goes_on_where_it_stopped() {
        standing();
        backedUp("zero");
        backedUp("first");
        backedUp("second");

        JsonNode page = api.get(BACKUPS + "?limit=2").json();
        JsonNode rest = api.get(BACKUPS + "?limit=2&next=" + page.path("next").asText()).json();

        assertThat(page.path("backups").findValuesAsText("name")).containsExactly("second", "first");
        assertThat(page.at("/backups/0/rows").asInt()).isEqualTo(3);
        assertThat(rest.path("backups").findValuesAsText("name")).containsExactly("zero");
        assertThat(rest.has("next")).isFalse();
    }

    /** Otherwise the newest would be restored instead of the one that the body names. */
    @Test
    void what_takes_no_body_refuses_one() {
        standing();

        for (Answer refused : List.of(api.post(BACKUPS, "{\"backup\":\"mine\"}"), api.post("/environments/demo/restores", "{\"backup\":\"first\"}"),
                api.post("/environments/demo/pause", "[]"), api.send("DELETE", "/environments/demo", Map.of("content-type", "application/json"), "{\"keepData\":true}"))) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).contains("This request takes no body", "Leave the body out.");
        }
        backedUp("first");
        run(api.post(BACKUPS + "?backup=second", "{}"));
    }

    @Test
    void one_is_told_of_with_every_collection() {
        standing();
        backedUp("first");

        JsonNode told = api.get(BACKUPS + "/first").json();

        assertThat(told.path("milvusVersion").asText()).isEqualTo("2.6.15");
        assertThat(told.path("path").asText()).isEqualTo("demo/backups/data/first");
        assertThat(told.at("/collections/0/collection").asText()).isEqualTo("points");
        assertThat(told.at("/collections/0/schema/fields")).hasSize(2);
        assertThat(told.at("/collections/0/indexes")).hasSize(1);
    }

    @Test
    void one_that_is_deleted_goes_with_all_that_belongs_to_it_and_nothing_else_does() {
        standing();
        backedUp("first");
        backedUp("first2");
        Set<String> without = keys();
        without.removeIf(key -> key.equals("demo/backups/manifests/first.json") || key.startsWith("demo/backups/data/first/"));

        run(api.delete(BACKUPS + "/first"));

        assertThat(keys()).isEqualTo(without);
        assertThat(api.get(BACKUPS).json().path("backups").findValuesAsText("name")).containsExactly("first2");
        assertProblem(api.get(BACKUPS + "/first"), 404, "urn:redkite:problem:no-such-backup");
    }

    @Test
    void none_is_deleted_while_it_is_being_made() {
        standing();
        Answer accepted = api.post(BACKUPS + "?backup=first", null);
        sandbox.advance(Duration.ofSeconds(50));

        Answer refused = api.delete(BACKUPS + "/first");

        assertProblem(refused, 409, "urn:redkite:problem:environment-busy");
        assertThat(refused.json().path("execution")).isEqualTo(accepted.json().path("arn"));
        assertThat(keys()).anyMatch(key -> key.startsWith("demo/backups/begun/first"));
    }

    @Test
    void what_is_left_of_one_whose_removal_died_can_be_deleted_again() {
        standing();
        backedUp("first");
        sandbox.world().s3().failDeletion(BUCKET, "demo/backups/data/first/meta/full_meta.json", "InternalError");
        Answer accepted = api.delete(BACKUPS + "/first");
        for (int seconds = 0; keys().contains("demo/backups/manifests/first.json") && seconds < 60; seconds++) {
            sandbox.advance(Duration.ofSeconds(1));
        }
        assertThat(api.post(accepted.header("location") + "/stop", null).status()).isEqualTo(202);
        sandbox.advance(Duration.ofMinutes(1));
        assertThat(keys()).contains("demo/backups/removed/first.json").doesNotContain("demo/backups/manifests/first.json");

        run(api.delete(BACKUPS + "/first"));

        assertThat(keys()).noneMatch(key -> key.startsWith("demo/backups/"));
    }

    @Test
    void what_is_no_backup_is_not_found() {
        standing();

        assertThat(api.get(BACKUPS).json().path("backups")).isEmpty();
        assertProblem(api.get(BACKUPS + "/none"), 404, "urn:redkite:problem:no-such-backup");
        assertProblem(api.delete(BACKUPS + "/none"), 404, "urn:redkite:problem:no-such-backup");
        assertProblem(api.get(BACKUPS + "/no%20name"), 404, "urn:redkite:problem:no-such-backup");
        assertProblem(api.delete(BACKUPS + "/_"), 404, "urn:redkite:problem:no-such-backup");
        assertProblem(api.post(BACKUPS + "?backup=_", null), 422, "urn:redkite:problem:invalid-request");
    }

    @Test
    void of_an_environment_whose_bucket_is_gone_there_are_none() {
        standing();
        backedUp("first");
        run(api.delete("/environments/demo?removeData=true"));

        assertThat(api.get(BACKUPS).json().path("backups")).isEmpty();
        assertProblem(api.get(BACKUPS + "/first"), 404, "urn:redkite:problem:no-such-backup");
    }
}
