package dev.redkite.sandbox.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.admission.Preflight;
import dev.redkite.environment.Plan;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.http.HttpEvents;
import dev.redkite.stage.Json;
import dev.redkite.stage.Operation;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "plan",
        description = "Print what a request would make and cost, and touch nothing.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./redkite plan events/02-reference.json", "  echo '{\"name\":\"demo\"}' | ./redkite plan - --json"})
final class PlanCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "FILE",
            description = "An event \"Provision Requested\" as in events/, or a bare specification, as JSON; - reads the standard input.")
    private Path file;

    @Option(names = "--json", description = "Print the plan as JSON.")
    private boolean json;

    @Mixin
    private QuotaOptions account;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.standard();
        JsonNode event = EventFile.read(file);
        requireProvision(event);
        try (Sandbox sandbox = Sandbox.open(SandboxSettings.of(event).withQuotas(account.quotas()))) {
            Plan plan = new Preflight(sandbox.outside()).check(Operation.provision, event.path("detail"));
            if (json) {
                terminal.line(Json.pretty(plan));
            } else {
                new PlanReport(terminal).print(plan);
            }
            return Redkite.DONE;
        }
    }

    /** In an account in which nothing stands, there is nothing to say of the others. */
    private void requireProvision(JsonNode event) {
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
    }
}
