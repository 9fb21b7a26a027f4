package dev.redkite.sandbox.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.deployment.Operation;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.command.Terminal.Colour;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What a run came to: for people, and on the last line for machines. */
public final class Summary {

    private final Terminal terminal;

    Summary(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @param standing what of the environment is there now */
    void print(Outcome outcome, StandingResources standing) {
        terminal.line("");
        if (outcome.ready()) {
            served(outcome);
        } else if (outcome.paused()) {
            paused(outcome);
        } else if (outcome.removed()) {
            removed(outcome);
        } else {
            failed(outcome, standing);
        }
    }

    /** What left an environment that serves. */
    private void served(Outcome outcome) {
        switch (outcome.operation()) {
            case backup -> backedUp(outcome);
            case restore -> restored(outcome);
            case provision, teardown, recreate, pause, resume -> ready(outcome);
        }
    }

    private void backedUp(Outcome outcome) {
        JsonNode manifest = outcome.output().path("backupManifest");
        done(manifest.isMissingNode() ? "The backup is given up." : "The backup is made and proven.", outcome);
        if (!manifest.isMissingNode()) {
            row("backup", manifest.path("name").asText());
            row("holds", "%,d rows in %d collections".formatted(manifest.path("rows").asLong(), manifest.path("collections").asInt()));
            row("bucket", "%s, below %s".formatted(manifest.path("bucket").asText(), manifest.path("path").asText()));
        }
    }

    private void restored(Outcome outcome) {
        JsonNode completion = outcome.output().path("restoreCompletion");
        done("The backup is restored and proven.", outcome);
        row("backup", "%s of %s".formatted(completion.path("backup").asText(), completion.path("from").asText()));
        row("restored", "%,d rows in %d collections".formatted(completion.path("rows").asLong(), completion.path("collections").asInt()));
    }

    private void done(String what, Outcome outcome) {
        terminal.line(terminal.coloured(Colour.GREEN, what) + " It took " + Elapsed.of(outcome.elapsed()) + " of virtual time.");
    }

    private void ready(Outcome outcome) {
        JsonNode publication = outcome.output().path("publication");
        done("Milvus is ready.", outcome);
        changed(outcome);
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
        row("sandbox", "nothing listens at these addresses: this account was played on this machine, and ends with the command");
    }

    private void changed(Outcome outcome) {
        if (outcome.changes() != null && outcome.changes().isEmpty()) {
            row("changed", "nothing: everything was as it is asked for");
        } else if (outcome.changes() != null) {
            row("changed", ChangeReport.compared(outcome.changes().getFirst()));
            outcome.changes().stream().skip(1).forEach(change -> row("", ChangeReport.compared(change)));
        }
    }

    private void paused(Outcome outcome) {
        JsonNode suspension = outcome.output().path("suspension");
        done("Milvus is paused, and all that it holds is kept.", outcome);
        row("flushed", "%d collections".formatted(suspension.path("flushed").size()));
        row("cost", "%s, instead of %s".formatted(Json.convert(suspension.path("cost"), Plan.Cost.class).inWords(),
                Json.convert(suspension.path("costRunning"), Plan.Cost.class).inWords()));
        row("resumes", "by itself at %s, if nobody asks before".formatted(suspension.path("resumesAt").asText()));
    }

    private void removed(Outcome outcome) {
        JsonNode removal = outcome.output().path("removal");
        done("Nothing is left.", outcome);
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

    private void failed(Outcome outcome, StandingResources standing) {
        terminal.line(terminal.coloured(Colour.RED, outcome.invalid() ? "The request was refused." : failure(outcome.operation()))
                + " It took " + Elapsed.of(outcome.elapsed()) + " of virtual time.");
        terminal.line(outcome.message());
        if (outcome.failed()) {
            row("standing", standing.inWords());
        }
    }

    private static String failure(Operation operation) {
        return switch (operation) {
            case provision -> "The environment failed.";
            case teardown -> "The teardown failed.";
            case recreate -> "The recreation failed.";
            case pause -> "The environment could not be paused.";
            case resume -> "The environment could not be resumed.";
            case backup -> "The backup failed.";
            case restore -> "The restore failed.";
        };
    }

    /**
     * Where people can go from here, by commands that can be pasted.
     *
     * @param command this one, as it was given
     * @param last    the file whose event ended so
     */
    void next(Outcome outcome, String command, Path last, String execution) {
        if (outcome.ready()) {
            row("next", "see it torn down again: %s | %s -".formatted(teardown(outcome), command));
            row("", "ask for it over HTTP:   ./redkite serve");
            row("", "make it on AWS:         docs/deploy.md says how");
        } else if (outcome.failed()) {
            row("next", "on AWS, once mended:    aws stepfunctions redrive-execution --execution-arn %s".formatted(execution));
            row("", "see it sent again:      %s %s".formatted(command, last));
            row("", "see it torn down:       %s | %s -".formatted(teardown(outcome), command));
        }
    }

    private static String teardown(Outcome outcome) {
        return "echo '{\"detail-type\":\"Teardown Requested\",\"source\":\"redkite.request\",\"detail\":{\"environment\":\"%s\"}}'"
                .formatted(outcome.environment());
    }

    private void row(String label, String text) {
        terminal.line("  %-12s%s".formatted(label, text));
    }

    /** Figures for machines, in a fixed order; a request that was refused has no generation, and what no service has to do anything for has no critical path. */
    public static String lastLine(Outcome outcome) {
        JsonNode removal = outcome.output().path("removal");
        List<String> figures = new ArrayList<>(List.of("environment=" + outcome.environment(), "phase=" + outcome.phase()));
        if (outcome.generation() > 0) {
            figures.add("generation=" + outcome.generation());
        }
        if (outcome.removed()) {
            figures.add("leftovers=%d audited=%d".formatted(removal.path("leftovers").asInt(), removal.path("audited").asInt()));
        }
        figures.add("elapsed=" + outcome.elapsed());
        if (!outcome.criticalPath().isZero()) {
            figures.add(String.format(Locale.ROOT, "criticalPath=%s ratio=%.2f", outcome.criticalPath(), outcome.ratio()));
        }
        figures.add("transitions=%d invocations=%d calls=%d".formatted(outcome.transitions(), outcome.invocations(), outcome.calls()));
        return String.join(" ", figures);
    }

    static ObjectNode json(Outcome outcome) {
        ObjectNode json = Json.object().put("environment", outcome.environment()).put("phase", outcome.phase());
        if (outcome.generation() > 0) {
            json.put("generation", outcome.generation());
        }
        json.put("elapsed", outcome.elapsed().toString());
        if (!outcome.criticalPath().isZero()) {
            json.put("criticalPath", outcome.criticalPath().toString()).put("ratio", outcome.ratio());
        }
        json.put("transitions", outcome.transitions()).put("invocations", outcome.invocations()).put("calls", outcome.calls());
        if (outcome.changes() != null) {
            json.set("changes", Json.tree(outcome.changes()));
        }
        if (outcome.ready()) {
            Stream.of(Map.entry("publication", "publication"), Map.entry("probe", "healthProbe"), Map.entry("backup", "backupManifest"),
                            Map.entry("restore", "restoreCompletion"))
                    .filter(member -> outcome.output().has(member.getValue()))
                    .forEach(member -> json.set(member.getKey(), outcome.output().path(member.getValue())));
        } else if (outcome.paused()) {
            json.set("suspension", outcome.output().path("suspension"));
        } else if (outcome.removed()) {
            json.set("removal", outcome.output().path("removal"));
        } else {
            json.put("error", outcome.error()).put("message", outcome.message());
        }
        return json;
    }
}
