package dev.redkite.trigger.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.states.Execution;
import org.junit.jupiter.api.Test;

/** What people in a chat are told as callers of the HTTP API are: warnings of what they start, and what was stopped. */
class ToldInChatTest {

    private final ChatRoom room = new ChatRoom();

    @Test
    void what_the_plan_warns_of_follows_what_is_started_and_is_told_to_who_asked() {
        JsonNode message = room.says("create demo exposure=internet-facing exposure.sourceRanges=0.0.0.0/0");

        assertThat(message.path("response_type").asText()).isEqualTo("in_channel");
        assertThat(room.posts()).singleElement().satisfies(post -> {
            assertThat(post.responseUrl()).isEqualTo(ChatRoom.RESPONSES);
            assertThat(post.message().path("response_type").asText()).isEqualTo("ephemeral");
            assertThat(post.message().toString()).contains("*Before it is made:*", "Milvus is open to the whole internet");
        });
    }

    @Test
    void an_invocation_hears_at_once_what_the_plan_warns_of_and_that_it_will_be_refused() {
        assertThat(room.handle("{\"command\":\"create demo exposure=internet-facing exposure.sourceRanges=0.0.0.0/0\"}").path("text").asText())
                .contains("demo is being made.", "Before it is made:", "Milvus is open to the whole internet");
        assertThat(room.handle("{\"command\":\"create other version=9.9\"}").path("text").asText())
                .contains("It will be refused:", "$.milvus.version");
    }

    /** As the HTTP API tells it: whoever was stopped had no time to write that down. */
    @Test
    void an_environment_whose_execution_was_stopped_is_told_as_failed() {
        room.says("create demo");
        Execution stopped = room.started().getFirst();
        room.standing(Json.object().put("name", "demo"), Phase.PROVISIONING, stopped.arn());
        room.world.sfn().stopExecution(request -> request.executionArn(stopped.arn()).error("Stopped").cause("somebody asked for it"));

        assertThat(room.says("status demo").toString()).contains("*demo* is FAILED.", "somebody asked for it");
        assertThat(room.says("list").path("text").asText()).startsWith("• *demo* FAILED");
    }
}
