package dev.redkite.trigger.chat;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.Failures;
import dev.redkite.json.Json;
import dev.redkite.slack.BlockKit;
import dev.redkite.slack.Message;
import dev.redkite.slack.WebApi;
import dev.redkite.trigger.chat.Command.Verb;
import dev.redkite.trigger.chat.CommandReader.Reading;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/**
 * What Slack sends: commands, and buttons that were pressed. Size, signature and age are judged, in this order, before
 * anything of the body is looked at; what is not Slack's learns nothing but a status.
 */
record SlackEndpoint(
        SigningSecret secret, Allowlist allowlist, CommandHandler commands, Supplier<LambdaClient> lambda,
        Supplier<WebApi> slack, InstantSource time) {

    ObjectNode answer(JsonNode event, Context context) {
        try {
            HttpEvent request = HttpEvent.of(event);
            Signature.check(request, secret::bytes, time.instant());
            return answer(FormBody.of(request.body()), context);
        } catch (RefusedException e) {
            context.getLogger().log("refused: " + e.getMessage());
            return HttpAnswer.refused(e);
        }
    }

    private ObjectNode answer(FormBody form, Context context) {
        if (form.has("ssl_check")) {
            return HttpAnswer.acknowledgement();
        }
        return form.has("payload") ? answerButton(payload(form), context) : answerCommand(form, context);
    }

    private ObjectNode answerCommand(FormBody form, Context context) {
        String user = form.require("user_id");
        String key = form.require("trigger_id");
        if (!allowlist.includes(user, form.require("channel_id"))) {
            return HttpAnswer.message(notHere());
        }
        String text = unescaped(form.field("text"));
        Reading reading = CommandReader.read(text);
        if (reading.command().isEmpty()) {
            return HttpAnswer.message(Messages.misunderstood(reading.violations()));
        }
        Command command = reading.command().get();
        if (command.verb() == Verb.plan) {
            return HttpAnswer.message(defer(command, new DeferredCommand(text, form.require("response_url")), context));
        }
        Message answer = messageOrFailure(context, () -> commands.answer(command, Requester.inSlack(user, key)));
        if (answer.visible() && command.verb().planned() && form.has("response_url")) {
            messageOrFailure(context, () -> defer(command, new DeferredCommand(text, form.require("response_url")), context));
        }
        return HttpAnswer.message(answer);
    }

    private static Message notHere() {
        return Message.toOne("You may not do that here. Next: ask in a channel that Redkite listens to, or have yourself added to its users.");
    }

    /** Whoever got so far is known, and is told what went wrong. */
    private static Message messageOrFailure(Context context, Supplier<Message> answer) {
        try {
            return answer.get();
        } catch (RefusedException e) {
            throw e;
        } catch (RuntimeException e) {
            String what = Failures.translate(e).getMessage();
            context.getLogger().log("failed: " + what);
            return Message.toOne("That did not work. " + what);
        }
    }

    /** Planning, and what a plan warns of, asks EC2 and EKS and applies the schema: the function calls itself for it, as it was called, and nobody waits. */
    private Message defer(Command command, DeferredCommand later, Context context) {
        later.address();
        return messageOrFailure(context, () -> {
            lambda.get().invoke(request -> request
                    .functionName(context.getInvokedFunctionArn())
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromByteArray(Json.bytes(later.event()))));
            return Message.toOne("Planning *%s*…".formatted(command.environment()));
        });
    }

    private static JsonNode payload(FormBody form) {
        try {
            return Json.parse(form.field("payload"));
        } catch (IllegalArgumentException _) {
            throw new RefusedException(400, "The payload is not JSON.");
        }
    }

    /** The answer to a button cannot change the message that it is in; that is done by its response_url. */
    private ObjectNode answerButton(JsonNode payload, Context context) {
        JsonNode action = payload.path("actions").path(0);
        String user = payload.path("user").path("id").asText();
        if (!payload.path("type").asText().equals("block_actions") || user.isEmpty() || !action.path("action_id").isTextual()) {
            throw new RefusedException(400, "The payload is no pressed button.");
        }
        URI address = DeferredCommand.address(payload.path("response_url").asText());
        Message message = allowlist.includes(user, payload.path("channel").path("id").asText())
                ? messageOrFailure(context, () -> chosen(action, user))
                : notHere();
        messageOrFailure(context, () -> respond(address, message));
        return HttpAnswer.acknowledgement();
    }

    private Message chosen(JsonNode action, String user) {
        return switch (action.path("action_id").asText()) {
            case BlockKit.AGREE -> commands.agree(action.path("value").asText(), Requester.inSlack(user, "").requester());
            case BlockKit.CANCEL -> Message.toOne("Cancelled; nothing was done.");
            default -> throw new RefusedException(400, "The payload is of an unknown button.");
        };
    }

    /** A question that one person saw cannot become an answer that all see: it is closed, and all are told beside it. */
    private Message respond(URI address, Message message) {
        slack.get().respond(address, message.visible() ? Message.toOne("Confirmed.") : message, true);
        if (message.visible()) {
            slack.get().respond(address, message, false);
        }
        return message;
    }

    /** Slack escapes the three characters of its markup in what people type. */
    private static String unescaped(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
