package dev.redkite.sandbox.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.admission.Preflight;
import dev.redkite.environment.Plan;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.stage.Json;
import dev.redkite.stage.Operation;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "plan", description = "Print what a request would make and cost, and touch nothing.", mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "An event of events/, or a bare specification, as JSON.")
    private Path file;

    @Option(names = "--json", description = "Print the plan as JSON.")
    private boolean json;

    @Mixin
    private QuotaOptions account;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.standard();
        try {
            JsonNode event = EventFile.read(file);
            try (Sandbox sandbox = Sandbox.open(SandboxSettings.of(event).withQuotas(account.quotas()))) {
                Plan plan = new Preflight(sandbox.outside()).check(Operation.provision, event.path("detail"));
                if (json) {
                    terminal.line(Json.pretty(plan));
                } else {
                    new PlanReport(terminal).print(plan);
                }
                return Redkite.DONE;
            }
        } catch (InvalidRequest e) {
            System.err.println(e.getMessage());
            return Redkite.INVALID;
        }
    }
}
