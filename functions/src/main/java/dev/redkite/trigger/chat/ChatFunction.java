package dev.redkite.trigger.chat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.admission.Preflight;
import dev.redkite.failure.Failures;
import dev.redkite.json.Json;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.registry.Registry;
import dev.redkite.slack.Message;
import dev.redkite.slack.PlainText;
import dev.redkite.slack.WebApi;
import dev.redkite.trigger.BackupList;
import dev.redkite.trigger.LockHolders;
import dev.redkite.trigger.Requests;
import dev.redkite.trigger.chat.Command.Verb;
import dev.redkite.trigger.chat.CommandReader.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The chat's door: Slack by API Gateway, Amazon Q Developer in chat applications by invoking the function, and the
 * function itself for what takes longer. Without framework, and with no client before it is needed, because Slack
 * waits three seconds, also for a cold start.
 */
public final class ChatFunction implements RequestStreamHandler {

    /** The largest body in base64, with room for what API Gateway says around it. */
    private static final int LARGEST_EVENT = 131_072;

    private final CommandHandler commands;
    private final PlanAnswer plans;
    private final Supplier<WebApi> slackApi;
    private final SlackEndpoint slack;

    public ChatFunction() {
        this(new LambdaPlatform());
    }

    public ChatFunction(Platform platform) {
        SigningSecret secret = new SigningSecret(
                () -> platform.aws(SecretsManagerClient.class), platform.variable("REDKITE_SLACK_SIGNING_SECRET"));
        commands = new CommandHandler(() -> Registry.of(platform), () -> Requests.of(platform), () -> LockHolders.of(platform),
                new Confirmations(secret), new BackupAnswers(() -> BackupList.of(platform)), platform.time());
        plans = new PlanAnswer(() -> Registry.of(platform), () -> new Preflight(platform));
        slackApi = () -> new WebApi(platform.http());
        slack = new SlackEndpoint(
                secret, Allowlist.of(platform), commands, () -> platform.aws(LambdaClient.class), slackApi, platform.time());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        byte[] event = input.readNBytes(LARGEST_EVENT + 1);
        output.write(Json.bytes(event.length > LARGEST_EVENT
                ? HttpAnswer.refused(new RefusedException(413, "The request is too large."))
                : read(new String(event, StandardCharsets.UTF_8), context)));
    }

    /** API Gateway sends nothing but JSON; whoever invokes the function may. */
    private ObjectNode read(String event, Context context) {
        JsonNode parsed;
        try {
            parsed = Json.parse(event);
        } catch (IllegalArgumentException e) {
            return Json.object().put("text", "The payload is %s.".formatted(e.getMessage()));
        }
        return translated(parsed, context);
    }

    /** What leaves here, Lambda logs. */
    private ObjectNode translated(JsonNode event, Context context) {
        try {
            return answer(event, context);
        } catch (RuntimeException e) {
            throw Failures.translate(e).at("Chat");
        }
    }

    private ObjectNode answer(JsonNode event, Context context) {
        if (HttpEvent.is(event)) {
            return slack.answer(event, context);
        }
        return DeferredCommand.is(event) ? later(DeferredCommand.of(event)) : direct(event, context);
    }

    /** What fails here, Lambda tries again. */
    private ObjectNode later(DeferredCommand later) {
        Command command = CommandReader.read(later.text()).command().orElseThrow();
        Optional<Message> message = command.verb() == Verb.plan ? Optional.of(plans.of(command))
                : plans.warnings(command).map(warnings -> Message.toOne("*%s* is planned with this in mind.".formatted(command.environment())).and(warnings));
        message.ifPresent(said -> slackApi.get().respond(later.address(), said, false));
        return Json.object();
    }

    /**
     * A payload that people wrote: {@code {"command": "create demo rows=5M", "requester": "ann"}}, with the rest of the
     * command in {@code args} if that is handier
     * (https://docs.aws.amazon.com/chatbot/latest/adminguide/chatbot-cli-commands.html). Who may invoke the function may
     * do all of this; the answer is text.
     */
    private ObjectNode direct(JsonNode event, Context context) {
        if (!event.path("command").isTextual()) {
            return Json.object().put("text", "The payload is like {\"command\": \"status demo\", \"requester\": \"ann\"}.");
        }
        StringBuilder text = new StringBuilder(event.path("command").textValue()).append(' ').append(event.path("args").asText(""));
        event.path("args").forEach(argument -> text.append(' ').append(argument.asText()));
        Requester requester = new Requester("invocation:" + event.path("requester").asText("unknown"), context.getAwsRequestId());
        return Json.object().put("text", PlainText.of(answer(CommandReader.read(text.toString()), requester)));
    }

    private Message answer(Reading reading, Requester requester) {
        if (reading.command().isEmpty()) {
            return Messages.misunderstood(reading.violations());
        }
        Command command = reading.command().get();
        if (command.verb() == Verb.plan) {
            return plans.of(command);
        }
        Message message = commands.answer(command, requester);
        return message.visible() && command.verb().planned()
                ? plans.warnings(command).map(message::and).orElse(message) : message;
    }
}
