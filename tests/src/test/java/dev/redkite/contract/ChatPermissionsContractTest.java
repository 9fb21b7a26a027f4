package dev.redkite.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.stage.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the chat and the notifiers call, their roles allow. */
class ChatPermissionsContractTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Stack STACK = Stack.read(HOME.resolve("template.yaml"), "123456789012", "us-west-2");

    private final Map<String, Set<String>> asked = new TreeMap<>();

    private void listen(Sandbox sandbox) {
        sandbox.world().intercept((call, service) -> {
            asked.computeIfAbsent(sandbox.running() + "Function", _ -> new TreeSet<>()).addAll(IamActions.of(call));
            return service.get();
        });
    }

    private static JsonNode read(String name) throws IOException {
        return Json.parse(Files.readString(HOME.resolve("events").resolve(name + ".json")));
    }

    @Test
    void the_roles_of_chat_and_notifiers_allow_every_action_that_their_calls_ask_for() throws IOException {
        for (String name : new String[] {"30-slack-create", "34-slack-plan"}) {
            JsonNode event = read(name);
            try (Sandbox sandbox = Sandbox.open(Sandbox.Settings.of(event))) {
                listen(sandbox);
                sandbox.request(event);
                sandbox.executions().all().forEach(sandbox::run);
                sandbox.advance(Duration.ofSeconds(5));
            }
        }

        assertThat(asked.keySet()).contains("ChatFunction", "SlackNotifierFunction", "TopicNotifierFunction", "WebhookNotifierFunction");
        assertThat(asked.get("ChatFunction")).contains("states:StartExecution", "lambda:InvokeFunction", "eks:DescribeClusterVersions");
        asked.forEach((function, actions) -> assertThat(STACK.actionsAllowed(function)).as(function).containsAll(actions));
    }
}
