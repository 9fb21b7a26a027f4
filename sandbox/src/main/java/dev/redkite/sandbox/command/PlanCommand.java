package dev.redkite.sandbox.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.admission.Preflight;
import dev.redkite.deployment.Operation;
import dev.redkite.environment.Plan;
import dev.redkite.environment.Preview;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.apigateway.HttpEvents;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "plan",
        description = "Print what a request would make and cost, or what it would change, and touch nothing.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./redkite plan events/02-reference.json", "  ./redkite plan events/13-update-nodes.json --against events/02-reference.json",
            "  echo '{\"name\":\"demo\"}' | ./redkite plan - --json"})
final class PlanCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "FILE",
            description = "An event \"Provision Requested\" as in events/, or a bare specification, as JSON; - reads the standard input.")
    private Path file;

    @Option(names = "--against", paramLabel = "FILE",
            description = "Print what changes where an environment stands as this other request asks for it.")
    private Path against;

    @Option(names = "--json", description = "Print the plan as JSON; with --against, the changes beside it.")
    private boolean json;

    @Mixin
    private QuotaOptions account;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.standard();
        JsonNode event = provision(file);
        JsonNode former = against == null ? null : provision(against);
        try (Sandbox sandbox = Sandbox.open(SandboxSettings.of(event).withQuotas(account.quotas()))) {
            Preflight preflight = new Preflight(sandbox.platform());
            if (former != null) {
                compare(preflight, former, event, terminal);
                return Redkite.DONE;
            }
            Plan plan = preflight.check(Operation.provision, event.path("detail")).plan();
            if (json) {
                terminal.line(Json.pretty(plan));
            } else {
                new PlanReport(terminal).print(plan);
            }
            return Redkite.DONE;
        }
    }

    private void compare(Preflight preflight, JsonNode former, JsonNode event, Terminal terminal) {
        Preview preview = preflight.compare(former.path("detail"), standing(preflight, former), event.path("detail"));
        if (json) {
            terminal.line(Json.pretty(preview));
        } else {
            new ChangeReport(terminal).print(preview, EventFile.name(against));
        }
    }

    /** Of two files, whoever reads must know which one is wrong. */
    private Plan standing(Preflight preflight, JsonNode former) {
        try {
            return preflight.check(Operation.provision, former.path("detail")).plan();
        } catch (InvalidRequest e) {
            throw new InvalidRequest("%s: %s".formatted(EventFile.name(against), e.getMessage()), e.violations());
        }
    }

    /** In an account in which nothing stands, there is nothing to say of the others. */
    private static JsonNode provision(Path file) {
        JsonNode event = EventFile.read(file);
        if (HttpEvents.isRequest(event)) {
            throw new InvalidRequest("%s is a request to the HTTP API; plan takes \"%s\" or a bare specification. Next: ./redkite run %s"
                    .formatted(EventFile.name(file), EventFile.PROVISION, file));
        }
        String type = event.path("detail-type").asText();
        if (!type.equals(EventFile.PROVISION)) {
            throw new InvalidRequest("%s asks for \"%s\"; plan takes \"%s\" or a bare specification.%s".formatted(
                    EventFile.name(file), type, EventFile.PROVISION, EventFile.REQUESTS.contains(type)
                            ? " Next: ./redkite run FILE %s, where FILE makes the environment first.".formatted(file)
                            : EventFile.advice(event)));
        }
        return event;
    }
}
