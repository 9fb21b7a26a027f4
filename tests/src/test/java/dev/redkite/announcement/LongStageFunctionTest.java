package dev.redkite.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.admission.Preflight;
import dev.redkite.json.Json;
import dev.redkite.platform.AccountPlatform;
import dev.redkite.platform.QuietContext;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Stage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LongStageFunctionTest {

    private static final class PatienceFunction extends LongStageFunction<String> {

        PatienceFunction(World world) {
            super(new Stage<String, String, String>() {
                @Override
                public Progress<String> ensure(String wanted) {
                    return new Done<>("done");
                }

                @Override
                public Progress<Void> retire(String wanted) {
                    return new Done<>(null);
                }
            }, _ -> "", _ -> "", new AccountPlatform(world));
        }
    }

    private final World world = World.standing();
    private final QuietContext context = new QuietContext();

    private String handle(String action, Long secondsAgo) throws IOException {
        JsonNode plan = Json.tree(new Preflight(new AccountPlatform(world)).plan(Json.object().put("name", "demo")));
        ObjectNode event = Json.object().put("action", action).put("execution", "arn:one");
        event.set("plan", plan);
        if (secondsAgo != null) {
            event.put("entered", world.now().minusSeconds(secondsAgo).toString());
        }
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        new PatienceFunction(world).handleRequest(new ByteArrayInputStream(Json.bytes(event)), output, context);
        return output.toString(StandardCharsets.UTF_8);
    }

    LongStageFunctionTest() {
        world.dynamoDb().createTable("redkite", "environment");
    }

    @Test
    void a_stage_that_took_a_minute_is_told_of() throws IOException {
        world.eventBridge().createBus("redkite");

        handle("ensure", 60L);
        handle("retire", 1_500L);

        assertThat(world.eventBridge().events()).extracting(event -> event.detailType() + " " + event.detail()).containsExactly(
                "Stage Done {\"environment\":\"demo\",\"execution\":\"arn:one\",\"action\":\"ensure\",\"stage\":\"Patience\",\"seconds\":60}",
                "Stage Done {\"environment\":\"demo\",\"execution\":\"arn:one\",\"action\":\"retire\",\"stage\":\"Patience\",\"seconds\":1500}");
    }

    @Test
    void a_stage_that_took_less_or_whose_machine_says_nothing_is_not() throws IOException {
        world.eventBridge().createBus("redkite");

        handle("ensure", 59L);
        handle("ensure", null);

        assertThat(world.eventBridge().events()).isEmpty();
    }

    @Test
    void for_a_word_that_does_not_get_through_no_stage_fails() throws IOException {
        assertThat(handle("ensure", 600L)).isEqualTo("\"done\"");
        assertThat(context.log()).singleElement().asString().startsWith("Stage Done was not announced: ");
    }
}
