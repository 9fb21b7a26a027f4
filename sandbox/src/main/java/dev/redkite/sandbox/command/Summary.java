package dev.redkite.sandbox.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.environment.Plan;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.command.Terminal.Colour;
import dev.redkite.stage.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run came to: for people, and on the last line for machines. */
public final class Summary {

    private final Terminal terminal;

    Summary(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(Outcome outcome) {
        terminal.line("");
        if (outcome.ready()) {
            ready(outcome);
        } else if (outcome.removed()) {
            removed(outcome);
        } else {
            failed(outcome);
        }
        terminal.line("");
        terminal.line(lastLine(outcome));
    }

    private void ready(Outcome outcome) {
        JsonNode publication = outcome.output().path("publication");
        terminal.line(terminal.coloured(Colour.GREEN, "Milvus is ready.") + " It took " + Elapsed.of(outcome.elapsed())
                + " of virtual time.");
        row("milvus", publication.path("milvus").asText());
        if (publication.hasNonNull("attu")) {
            row("attu", publication.path("attu").asText());
        }
        row("kubernetes", publication.path("kubeconfig").asText());
        if (publication.hasNonNull("login")) {
            row("login", publication.path("login").asText());
        }
        row("python", publication.path("client").asText());
        row("bucket", publication.path("bucket").asText());
        row("probe", probe(outcome.output().path("healthProbe")));
        row("cost", Json.convert(publication.path("cost"), Plan.Cost.class).inWords());
    }

    private void removed(Outcome outcome) {
        JsonNode removal = outcome.output().path("removal");
        terminal.line(terminal.coloured(Colour.GREEN, "Nothing is left.") + " It took " + Elapsed.of(outcome.elapsed())
                + " of virtual time.");
        row("audited", "%d resources, %d left over".formatted(
                removal.path("audited").asInt(), removal.path("leftovers").asInt()));
        removal.path("retained").forEach(what -> row("retained", what.asText()));
        removal.path("untouched").forEach(what -> row("untouched", what.asText()));
    }

    /** E.g. {@code 11 pods, Milvus v2.6.15: connect, insert (3000 rows), search (10 hits), …}. */
    private static String probe(JsonNode probe) {
        List<String> steps = new ArrayList<>();
        probe.path("steps").forEach(step -> steps.add(step.path("step").asText() + figure(step)));
        return "%d pods, Milvus %s: %s".formatted(
                probe.path("pods").asInt(), probe.path("serverVersion").asText(), String.join(", ", steps));
    }

    private static String figure(JsonNode step) {
        if (step.hasNonNull("recall")) {
            return String.format(Locale.ROOT, " (recall %.2f)", step.path("recall").asDouble());
        }
        if (step.hasNonNull("hits")) {
            return " (%d hits)".formatted(step.path("hits").asInt());
        }
        return step.hasNonNull("rows") ? " (%d rows)".formatted(step.path("rows").asInt()) : "";
    }

    private void failed(Outcome outcome) {
        terminal.line(terminal.coloured(Colour.RED, outcome.invalid() ? "The request was refused." : "The environment failed.")
                + " It took " + Elapsed.of(outcome.elapsed()) + " of virtual time.");
        terminal.line(outcome.message());
    }

    private void row(String label, String text) {
        terminal.line("  %-12s%s".formatted(label, text));
    }

    /** Figures for machines, in a fixed order. */
    public static String lastLine(Outcome outcome) {
        JsonNode removal = outcome.output().path("removal");
        String audit = outcome.removed()
                ? "leftovers=%d audited=%d ".formatted(removal.path("leftovers").asInt(), removal.path("audited").asInt())
                : "";
        return String.format(Locale.ROOT,
                "environment=%s phase=%s generation=%d %selapsed=%s criticalPath=%s ratio=%.2f transitions=%d invocations=%d calls=%d",
                outcome.environment(), outcome.phase(), outcome.generation(), audit, outcome.elapsed(), outcome.criticalPath(),
                outcome.ratio(), outcome.transitions(), outcome.invocations(), outcome.calls());
    }

    static ObjectNode json(Outcome outcome) {
        ObjectNode json = Json.object()
                .put("environment", outcome.environment())
                .put("phase", outcome.phase())
                .put("generation", outcome.generation())
                .put("elapsed", outcome.elapsed().toString())
                .put("criticalPath", outcome.criticalPath().toString())
                .put("ratio", outcome.ratio())
                .put("transitions", outcome.transitions())
                .put("invocations", outcome.invocations())
                .put("calls", outcome.calls());
        if (outcome.ready()) {
            json.set("publication", outcome.output().path("publication"));
            json.set("probe", outcome.output().path("healthProbe"));
        } else if (outcome.removed()) {
            json.set("removal", outcome.output().path("removal"));
        } else {
            json.put("error", outcome.error()).put("message", outcome.message());
        }
        return json;
    }
}
