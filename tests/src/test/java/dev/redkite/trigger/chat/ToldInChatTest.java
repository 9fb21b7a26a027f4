package dev.redkite.trigger.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.states.Execution;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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

    /** Only one page of all that was ever registered was looked at once, removed ones among them. */
    @Test
    void what_stands_is_listed_however_many_were_removed_before() {
        for (int number = 0; number < 80; number++) {
            room.world.dynamoDb().put("redkite", Map.of("environment", AttributeValue.fromS("old-" + number),
                    "generation", AttributeValue.fromN("1"), "phase", AttributeValue.fromS("REMOVED")));
        }
        room.standing(Json.object().put("name", "demo"), Phase.READY);

        int before = room.world.calls().size();
        assertThat(room.says("list").path("text").asText()).startsWith("• *demo* READY").doesNotContain("old-");
        assertThat(room.world.calls().subList(before, room.world.calls().size())).extracting(Call::toString)
                .filteredOn(call -> call.startsWith("DynamoDb")).containsExactly("DynamoDb:Query");
    }

    @Test
    void more_than_fit_are_said_to_be_there() {
        for (int number = 0; number < 51; number++) {
            room.world.dynamoDb().put("redkite", Map.of("environment", AttributeValue.fromS("demo-" + number),
                    "generation", AttributeValue.fromN("1"), "phase", AttributeValue.fromS("READY"), "standing", AttributeValue.fromS("yes")));
        }

        assertThat(room.says("list").path("text").asText().lines()).hasSize(51).last().asString().startsWith("… and more: ");
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
