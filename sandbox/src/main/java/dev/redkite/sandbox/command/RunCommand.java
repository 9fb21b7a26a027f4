package dev.redkite.sandbox.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.stage.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = "Deliver events, in order, to one sandbox account, and run what they start to its end.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Events as in events/, or bare specifications, as JSON.")
    private List<Path> files;

    @Option(names = "--trace", paramLabel = "FILE", description = "Write one line per event, virtual time first.")
    private Path trace;

    @Option(names = "--charts", paramLabel = "DIR", description = "Take the real charts (*.tgz) from here instead of the sandbox's stand-ins.")
    private Path charts;

    @Option(names = "--for", paramLabel = "DURATION",
            description = "Then let that much virtual time pass, with everything that falls due in it, e.g. P7D or PT12H.")
    private Duration afterwards;

    @Option(names = "--json", description = "Print the result as JSON, and nothing else.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = Terminal.standard();
        try {
            if (afterwards != null && afterwards.isNegative()) {
                throw new InvalidRequest("--for takes a duration to come, not " + afterwards);
            }
            List<JsonNode> events = new ArrayList<>();
            for (Path file : files) {
                events.add(EventFile.read(file));
            }
            try (Sandbox sandbox = Sandbox.open(Sandbox.Settings.of(events.getFirst()).withCharts(charts))) {
                if (!json) {
                    sandbox.listen(new StageBoard(terminal, sandbox.stages()));
                }
                int worst = Redkite.DONE;
                Outcome last = null;
                for (int i = 0; i < events.size(); i++) {
                    last = run(sandbox, files.get(i), events.get(i), terminal);
                    worst = Math.max(worst, exitCode(last));
                }
                return afterwards == null ? worst : Math.max(worst, runOn(sandbox, events.getLast(), last, terminal));
            }
        } catch (InvalidRequest e) {
            System.err.println(e.getMessage());
            return Redkite.INVALID;
        }
    }

    private Outcome run(Sandbox sandbox, Path file, JsonNode event, Terminal terminal) throws IOException {
        if (!json) {
            terminal.line("%s in the sandbox: account %s, %s. Time is virtual.".formatted(
                    file, sandbox.world().account(), sandbox.world().region()));
        }
        Outcome outcome = sandbox.deliver(event);
        if (trace != null) {
            Files.write(trace, sandbox.trace());
        }
        if (json) {
            terminal.line(Json.pretty(Summary.json(outcome)));
        } else {
            sandbox.charts().forEach((chart, what) -> terminal.line("Chart %s: %s.".formatted(chart, what)));
            new Summary(terminal).print(outcome);
        }
        return outcome;
    }

    private static int exitCode(Outcome outcome) {
        if (outcome.failed()) {
            return Redkite.FAILED;
        }
        return outcome.invalid() ? Redkite.INVALID : Redkite.DONE;
    }

    private int runOn(Sandbox sandbox, JsonNode event, Outcome last, Terminal terminal) throws IOException {
        Afterwards passed = Afterwards.let(sandbox, afterwards);
        if (trace != null) {
            Files.write(trace, sandbox.trace());
        }
        if (json) {
            terminal.line(Json.pretty(passed.json()));
        } else {
            terminal.line("");
            passed.lines(EventFile.timeZone(event)).forEach(terminal::line);
            terminal.line(Summary.lastLine(passed.last().orElse(last)));
        }
        return passed.failed() ? Redkite.FAILED : Redkite.DONE;
    }
}
