package dev.redkite.trigger.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.admission.Preflight;
import dev.redkite.deployment.Deployment;
import dev.redkite.json.Json;
import dev.redkite.platform.AccountPlatform;
import dev.redkite.platform.HttpSender;
import dev.redkite.platform.QuietContext;
import dev.redkite.registry.Claim;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.Registry;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.aws.lambda.FakeLambdaClient;
import dev.redkite.sandbox.slack.FakeSlack.Post;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.Executions;
import dev.redkite.sandbox.states.StateMachine;
import dev.redkite.sandbox.states.TaskResources;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A Slack workspace with the app in it, and an account whose machines do nothing but run. */
final class ChatRoom extends AccountPlatform {

    /** The one in Slack's own documentation. */
    static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    static final String RESPONSES = "https://hooks.slack.com/commands/1234/5678";

    private static final String IDLE = "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Wait\",\"Seconds\":60,\"End\":true}}}";

    private static final Stack STACK = Stack.read(Path.of("../template.yaml"), "123456789012", "us-west-2");

    final Map<String, String> variables = new HashMap<>();
    private final QuietContext context = new QuietContext();
    final List<String> log = context.log();
    final Registry registry = new Registry(world.client(DynamoDbClient.class), "redkite", world.clock());
    private final Executions executions = new Executions(world.clock(), new TaskResources(), new Random(7));
    private ChatFunction function;
    private int triggers;

    ChatRoom() {
        super(World.standing());
        world.dynamoDb().createTable("redkite", STACK.properties("Registry"));
        variables.put("REDKITE_SLACK_SIGNING_SECRET", world.secretsManager().standing("signing", SECRET, null));
        world.sfn().serve(executions, Stream.of("provision", "teardown", "recreate", "pause", "resume", "backup", "restore")
                .map(name -> StateMachine.load(machine(name), IDLE, Map.of()))
                .collect(Collectors.toMap(StateMachine::arn, machine -> machine)));
        world.fake(FakeLambdaClient.class).serve(Set.of("arn:aws:lambda:us-west-2:123456789012:function:redkite-chat"), (_, event) -> handle(new String(event, StandardCharsets.UTF_8)));
        world.takeChanges();
        restart();
    }

    private static String machine(String name) {
        return "arn:aws:states:us-west-2:123456789012:stateMachine:redkite-" + name;
    }

    /** As if Lambda had started another instance of the function, which reads its variables once. */
    void restart() {
        function = new ChatFunction(this);
    }

    /** The environment demo stands, as Redkite would have made it. */
    void standing(ObjectNode specification, Phase phase) {
        standing(specification, phase, "arn:aws:states:us-west-2:123456789012:execution:redkite-provision:first");
    }

    void standing(ObjectNode specification, Phase phase, String execution) {
        registry.admit(new Claim("demo", 1, phase, execution, null, false,
                "slack:U1", specification, new Preflight(this).plan(specification), true, null));
        world.takeChanges();
    }

    List<Execution> started() {
        return List.copyOf(executions.all());
    }

    List<Post> posts() {
        return world.web().slack().posts();
    }

    /** The answer to {@code /milvus <text>} by U1 in C1. */
    JsonNode says(String text) {
        return message(command("U1", "C1", text));
    }

    JsonNode command(String user, String channel, String text) {
        triggers++;
        return signed(form(Map.of("command", "/milvus", "text", text, "user_id", user, "channel_id", channel,
                "trigger_id", "13345224609." + triggers, "response_url", RESPONSES)));
    }

    /** The button of an answer, pressed. */
    JsonNode presses(String user, JsonNode button) {
        ObjectNode payload = Json.object().put("type", "block_actions").put("response_url", RESPONSES);
        payload.putObject("user").put("id", user);
        payload.putObject("channel").put("id", "C1");
        payload.putArray("actions").add(button);
        return signed(form(Map.of("payload", Json.text(payload))));
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    JsonNode signed(String body) {
        String timestamp = Long.toString(world.now().getEpochSecond());
        return handle(event(body, timestamp, Signature.of(timestamp, bytes(body), bytes(SECRET))).toString());
    }

    static ObjectNode event(String body, String timestamp, String signature) {
        ObjectNode event = Json.object().put("version", "2.0").put("routeKey", "POST /slack").put("body", body).put("isBase64Encoded", false);
        event.putObject("requestContext");
        event.putObject("headers").put("x-slack-request-timestamp", timestamp).put("x-slack-signature", signature);
        return event;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    JsonNode handle(String event) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            function.handleRequest(new ByteArrayInputStream(bytes(event)), output, context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Json.parse(output.toString(StandardCharsets.UTF_8));
    }

    static JsonNode message(JsonNode answer) {
        return Json.parse(answer.path("body").asText());
    }

    @Override
    public Deployment deployment() {
        return Deployment.of(Map.of(
                "REDKITE_ACCOUNT", "123456789012", "AWS_REGION", "us-west-2", "REDKITE_REGISTRY_TABLE", "redkite",
                "REDKITE_PROVISION_MACHINE", machine("provision"), "REDKITE_TEARDOWN_MACHINE", machine("teardown"),
                "REDKITE_RECREATE_MACHINE", machine("recreate"),
                "REDKITE_PAUSE_MACHINE", machine("pause"),
                "REDKITE_RESUME_MACHINE", machine("resume"),
                "REDKITE_BACKUP_MACHINE", machine("backup"),
                "REDKITE_RESTORE_MACHINE", machine("restore")));
    }

    @Override
    public String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    @Override
    public HttpSender http() {
        return world.web();
    }
}
