package dev.redkite.notification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Console;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import dev.redkite.slack.Message.Link;
import dev.redkite.slack.Message;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What people are told of each event. */
final class Wording {

    /** {@code <stage>: <what happened> Next: <what to do>}, as every failure of a stage is said. */
    private static final Pattern FAILURE = Pattern.compile("(?s)(?:(\\w+): )?(.*?)(?:\\s*Next: (.*))?");

    private static final long MEBIBYTE = 1L << 20;

    private Wording() {}

    static Message requested(JsonNode detail) {
        return withWarnings(Message.toEverybody("*%s*: %s has begun.".formatted(environment(detail), detail.path("operation").asText("provision")))
                .figures("Asked for by", detail.path("requester").asText()), detail)
                .and(link(detail));
    }

    static Message stageDone(JsonNode detail) {
        return Message.toEverybody("*%s*: %s is done after %s.".formatted(
                environment(detail), detail.path("stage").asText(), minutes(detail.path("seconds").asLong())));
    }

    private static String minutes(long seconds) {
        return seconds < 120 ? seconds + " s" : Duration.ofSeconds(seconds).toMinutes() + " min";
    }

    static Message ready(JsonNode detail) {
        JsonNode endpoints = detail.path("endpoints");
        Message message = Message.toEverybody("*%s* is ready.".formatted(environment(detail))).figures(
                        "Milvus", endpoints.path("milvus").asText(),
                        "Attu", endpoints.path("attu").asText(),
                        "Login", endpoints.path("login").asText(),
                        "Python", endpoints.path("client").asText(),
                        "Kubernetes", endpoints.path("kubeconfig").asText(),
                        "Bucket", endpoints.path("bucket").asText(),
                        "Cost", cost(endpoints.path("cost")));
        return withWarnings(message, endpoints).and(link(detail));
    }

    static Message paused(JsonNode detail) {
        JsonNode pause = detail.path("pause");
        return Message.toEverybody("*%s* is paused: all that it holds is kept.".formatted(environment(detail)))
                .figures("Goes on costing", cost(pause.path("cost")), "Instead of", cost(pause.path("costRunning")),
                        "Resumes by itself", pause.path("resumesAt").asText())
                .and(link(detail));
    }

    static Message backedUp(JsonNode detail) {
        JsonNode backup = detail.path("backup");
        return Message.toEverybody("*%s* is backed up: *%s* holds %,d rows in %,d collections.".formatted(environment(detail),
                        backup.path("name").asText(), backup.path("rows").asLong(), backup.path("collections").asInt()))
                .figures("Size", "%,d MiB in %,d objects".formatted(backup.path("bytes").asLong() / MEBIBYTE, backup.path("objects").asLong()),
                        "Lies in", "s3://%s/%s".formatted(backup.path("bucket").asText(), backup.path("path").asText()),
                        "Given up", list(detail.path("removed")))
                .and(link(detail));
    }

    static Message restored(JsonNode detail) {
        JsonNode restore = detail.path("restore");
        return Message.toEverybody("*%s* has backup *%s* of *%s*: %,d rows in %,d collections.".formatted(environment(detail),
                        restore.path("backup").asText(), restore.path("from").asText(), restore.path("rows").asLong(), restore.path("collections").asInt()))
                .and(link(detail));
    }

    static Message backupsRemoved(JsonNode detail) {
        JsonNode removed = detail.path("removed");
        return Message.toEverybody(removed.isEmpty() ? "*%s*: the backup that was to be given up is not there.".formatted(environment(detail))
                        : "*%s*: given up is the backup %s.".formatted(environment(detail),
                                removed.valueStream().map(name -> "*" + name.asText() + "*").collect(Collectors.joining(", "))))
                .and(link(detail));
    }

    private static String cost(JsonNode cost) {
        return cost.isObject() ? Json.convert(cost, Plan.Cost.class).inWords() : "";
    }

    /** Each warning of the plan, on a line of its own. */
    private static Message withWarnings(Message message, JsonNode holder) {
        JsonNode warnings = holder.path("warnings");
        return warnings.isEmpty() ? message : message.and(warnings.valueStream()
                .map(warning -> "• " + warning.asText()).collect(Collectors.joining("\n", "*Take note:*\n", "")));
    }

    static Message removed(JsonNode detail) {
        JsonNode removal = detail.path("removal");
        return Message.toEverybody("*%s* is gone: %d resources asked about, %d left over.".formatted(
                        environment(detail), removal.path("audited").asInt(), removal.path("leftovers").asInt()))
                .figures("Stays", list(removal.path("retained")), "Left alone", list(removal.path("untouched")))
                .and(link(detail));
    }

    private static String list(JsonNode entries) {
        return entries.valueStream().map(JsonNode::asText).collect(Collectors.joining("\n"));
    }

    static Message failed(JsonNode detail) {
        return explained("*%s*: %s failed".formatted(environment(detail), detail.path("operation").asText("provision")), detail)
                .and("To go on where it stopped: `aws stepfunctions redrive-execution --execution-arn %s`".formatted(detail.path("execution").asText()))
                .and(link(detail));
    }

    static Message rejected(JsonNode detail) {
        String environment = detail.path("environment").asText("");
        return explained("The request%s was turned away; nothing was changed"
                .formatted(environment.isEmpty() ? "" : " for *" + environment + "*"), detail)
                .and(link(detail));
    }

    private static Message explained(String headline, JsonNode detail) {
        Matcher failure = FAILURE.matcher(detail.path("message").asText());
        failure.matches();
        String stage = failure.group(1) == null ? "" : failure.group(1);
        Message message = Message.toEverybody(headline + (stage.isEmpty() ? "." : " at *" + stage + "*."))
                .and(failure.group(2).isBlank() ? detail.path("error").asText("No reason was given.") : failure.group(2));
        return failure.group(3) == null ? message : message.and("*Next:* " + failure.group(3));
    }

    /** Step Functions' own word of an execution that could say nothing itself: aborted, out of time, or failed in its failure path. */
    static Message ended(JsonNode detail) {
        String arn = detail.path("executionArn").asText();
        return Message.toEverybody("*%s* ended without a word of its own: %s.".formatted(
                        detail.path("name").asText(), detail.path("status").asText()))
                .and("*Next:* send the request again; it takes over the lock and goes on where work is left.")
                .and(new Link("Look at the execution", Console.execution(arn)));
    }

    private static String environment(JsonNode detail) {
        return detail.path("environment").asText("(unnamed)");
    }

    private static Link link(JsonNode detail) {
        return new Link("Look at the execution", Console.execution(detail.path("execution").asText()));
    }
}
