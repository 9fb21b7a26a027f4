package dev.redkite.sandbox.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.http.HttpEvents;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.stage.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = "Deliver events, in order, to one sandbox account, and run what they start to its end.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    /** After that, what was announced has been delivered. */
    private static final Duration DELIVERY = Duration.ofSeconds(2);

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

    @Mixin
    private QuotaOptions account;

    private int heard;

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
            try (Sandbox sandbox = Sandbox.open(settings(events))) {
                if (!json) {
                    sandbox.listen(new StageBoard(terminal, sandbox.stages(), files.size() > 1 || afterwards != null));
                }
                int worst = Redkite.DONE;
                Optional<Outcome> last = Optional.empty();
                for (int i = 0; i < events.size(); i++) {
                    Ran ran = run(sandbox, files.get(i), events.get(i), terminal);
                    worst = Math.max(worst, ran.exitCode());
                    last = ran.outcome().isPresent() ? ran.outcome() : last;
                }
                return afterwards == null ? worst : Math.max(worst, runOn(sandbox, events.getLast(), last, terminal));
            }
        } catch (InvalidRequest e) {
            System.err.println(e.getMessage());
            return Redkite.INVALID;
        }
    }

    /** Account, region and time are the first one's; the stack has a Slack app where any of them comes from Slack. */
    private SandboxSettings settings(List<JsonNode> events) {
        SandboxSettings settings = SandboxSettings.of(events.getFirst()).withCharts(charts).withQuotas(account.quotas());
        return events.stream().anyMatch(event -> SandboxSettings.of(event).chat()) ? settings.withChat() : settings;
    }

    /** @param outcome empty when nothing was started */
    private record Ran(int exitCode, Optional<Outcome> outcome) {}

    private Ran run(Sandbox sandbox, Path file, JsonNode event, Terminal terminal) throws IOException {
        if (!json) {
            terminal.line("%s in the sandbox: account %s, %s. Time is virtual.".formatted(
                    file, sandbox.world().account(), sandbox.world().region()));
        }
        try {
            return HttpEvents.isRequest(event)
                    ? request(sandbox, event, terminal)
                    : ended(sandbox, sandbox.deliver(event), terminal);
        } catch (InvalidRequest e) {
            // No rule of the bus' takes it; those behind it come all the same.
            System.err.println(e.getMessage());
            return new Ran(Redkite.INVALID, Optional.empty());
        }
    }

    private Ran request(Sandbox sandbox, JsonNode event, Terminal terminal) throws IOException {
        int before = sandbox.executions().all().size();
        HttpAnswer answer = HttpAnswer.of(sandbox.request(event));
        Optional<Execution> started = answer.started(sandbox)
                .or(() -> sandbox.executions().all().stream().skip(before).findFirst());
        if (!json) {
            answer.lines().forEach(terminal::line);
        } else if (started.isEmpty()) {
            terminal.line(Json.pretty(answer));
        }
        if (started.isEmpty()) {
            heard(sandbox, terminal);
            return new Ran(answer.exitCode(), Optional.empty());
        }
        Outcome outcome = sandbox.run(started.get());
        heard(sandbox, terminal);
        return ended(sandbox, outcome, terminal);
    }

    /** What came to Slack besides the answer, once everything that was announced has been delivered. */
    private void heard(Sandbox sandbox, Terminal terminal) {
        sandbox.advance(DELIVERY);
        if (!json) {
            sandbox.world().web().slack().posts().stream().skip(heard).forEach(post ->
                    post.lines().forEach(line -> terminal.line("Slack | " + line)));
            heard = sandbox.world().web().slack().posts().size();
        }
    }

    private Ran ended(Sandbox sandbox, Outcome outcome, Terminal terminal) throws IOException {
        if (trace != null) {
            Files.write(trace, sandbox.trace());
        }
        if (json) {
            terminal.line(Json.pretty(Summary.json(outcome)));
        } else {
            sandbox.charts().forEach((chart, what) -> terminal.line("Chart %s: %s.".formatted(chart, what)));
            new Summary(terminal).print(outcome);
        }
        return new Ran(exitCode(outcome), Optional.of(outcome));
    }

    private static int exitCode(Outcome outcome) {
        if (outcome.failed()) {
            return Redkite.FAILED;
        }
        return outcome.invalid() ? Redkite.INVALID : Redkite.DONE;
    }

    private int runOn(Sandbox sandbox, JsonNode event, Optional<Outcome> last, Terminal terminal) throws IOException {
        Afterwards passed = Afterwards.let(sandbox, afterwards);
        if (trace != null) {
            Files.write(trace, sandbox.trace());
        }
        if (json) {
            terminal.line(Json.pretty(passed.json()));
        } else {
            terminal.line("");
            passed.lines(EventFile.timeZone(event)).forEach(terminal::line);
            passed.last().or(() -> last).map(Summary::lastLine).ifPresent(terminal::line);
        }
        return passed.failed() ? Redkite.FAILED : Redkite.DONE;
    }
}
