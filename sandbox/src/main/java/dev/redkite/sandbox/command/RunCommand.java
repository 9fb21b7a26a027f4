package dev.redkite.sandbox.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.apigateway.HttpEvents;
import dev.redkite.sandbox.states.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = "Deliver events, in order, to one sandbox account, and run what they start to its end.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./redkite run events/01-minimal.json",
            "  ./redkite run events/02-reference.json events/13-update-nodes.json events/10-teardown.json --trace trace.txt",
            "  ./redkite run events/14-scheduled.json --for P7D"})
final class RunCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    /** After that, what was announced has been delivered. */
    private static final Duration DELIVERY = Duration.ofSeconds(2);

    @Parameters(paramLabel = "FILE", arity = "1..*",
            description = "Events as in events/, or bare specifications, as JSON; - reads the standard input.")
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

    @Spec
    private CommandSpec specification;

    private final Set<String> chartsTold = new HashSet<>();
    private int heard;

    @Override
    public Integer call() throws IOException {
        Requirement.writable("--trace", trace);
        Requirement.charts(charts);
        List<JsonNode> events = files.stream().map(EventFile::read).toList();
        try (Sandbox sandbox = Sandbox.open(settings(events))) {
            return run(sandbox, events);
        }
    }

    /** Account, region and time are the first one's; the stack has a Slack app where any of them comes from Slack. */
    private SandboxSettings settings(List<JsonNode> events) {
        SandboxSettings settings = SandboxSettings.of(events.getFirst()).withCharts(Optional.ofNullable(charts)).withQuotas(account.quotas());
        return events.stream().anyMatch(event -> SandboxSettings.of(event).chat()) ? settings.withChat() : settings;
    }

    private int run(Sandbox sandbox, List<JsonNode> events) throws IOException {
        Terminal terminal = Terminal.standard();
        if (!json) {
            sandbox.listen(new Unfailing(board(sandbox, events, terminal), System.err::println));
        }
        int worst = Redkite.DONE;
        Ran last = new Ran(Redkite.DONE, Optional.empty(), "");
        for (int i = 0; i < events.size(); i++) {
            Ran ran = run(sandbox, files.get(i), events.get(i), terminal);
            worst = Math.max(worst, ran.exitCode());
            last = ran.outcome().isPresent() ? ran : last;
            closing(ran, i == events.size() - 1 && afterwards == null, terminal);
        }
        return afterwards == null ? worst : Math.max(worst, runOn(sandbox, events.getLast(), last.outcome(), terminal));
    }

    private StageBoard board(Sandbox sandbox, List<JsonNode> events, Terminal terminal) {
        ZoneId zone = EventFile.timeZone(events.getLast());
        return afterwards == null ? new StageBoard(terminal, sandbox.stages(), files.size() > 1)
                : StageBoard.dated(terminal, sandbox.stages(), zone);
    }

    /**
     * @param outcome   empty when nothing was started
     * @param execution its ARN
     */
    private record Ran(int exitCode, Optional<Outcome> outcome, String execution) {}

    private Ran run(Sandbox sandbox, Path file, JsonNode event, Terminal terminal) throws IOException {
        if (!json) {
            terminal.line("%s in the sandbox: account %s, %s. Time is virtual.".formatted(
                    file.equals(EventFile.STANDARD_INPUT) ? "An event" : file, sandbox.world().account(), sandbox.world().region()));
        }
        if (HttpEvents.isRequest(event)) {
            return request(sandbox, event, terminal);
        }
        Execution execution;
        try {
            execution = sandbox.start(event);
        } catch (InvalidRequest e) {
            // No rule of the bus' takes it; those behind it come all the same.
            System.err.println("%s: %s%s".formatted(EventFile.name(file), e.getMessage(), EventFile.advice(event)));
            return new Ran(Redkite.INVALID, Optional.empty(), "");
        }
        return ended(sandbox, execution, sandbox.run(execution), terminal);
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
            printDeliveries(sandbox, terminal);
            return new Ran(answer.exitCode(), Optional.empty(), "");
        }
        Outcome outcome = sandbox.run(started.get());
        printDeliveries(sandbox, terminal);
        return ended(sandbox, started.get(), outcome, terminal);
    }

    /** What came to Slack besides the answer, once everything that was announced has been delivered. */
    private void printDeliveries(Sandbox sandbox, Terminal terminal) {
        sandbox.advance(DELIVERY);
        if (!json) {
            sandbox.world().web().slack().posts().stream().skip(heard).forEach(post ->
                    post.lines().forEach(line -> terminal.line("Slack | " + line)));
            heard = sandbox.world().web().slack().posts().size();
        }
    }

    private Ran ended(Sandbox sandbox, Execution execution, Outcome outcome, Terminal terminal) throws IOException {
        if (json) {
            terminal.line(Json.pretty(Summary.json(outcome)));
        } else {
            sandbox.charts().forEach((chart, what) -> {
                if (chartsTold.add(chart)) {
                    terminal.line("Chart %s: %s.".formatted(chart, what));
                }
            });
            new Summary(terminal).print(outcome, StandingResources.of(outcome.environment(), sandbox));
        }
        if (trace != null) {
            Files.write(trace, sandbox.trace());
        }
        return new Ran(exitCode(outcome), Optional.of(outcome), execution.arn());
    }

    /** The last line for machines; before it, after the last event, what people can do next. */
    private void closing(Ran ran, boolean last, Terminal terminal) {
        if (json) {
            return;
        }
        ran.outcome().ifPresent(outcome -> {
            if (last && !files.contains(EventFile.STANDARD_INPUT)) {
                new Summary(terminal).next(outcome, command(), files.getLast(), ran.execution());
            }
            terminal.line("");
            terminal.line(Summary.lastLine(outcome));
        });
        if (!last) {
            terminal.line("");
        }
    }

    /** This one as it was given, to be pasted into a shell. */
    private String command() {
        return "./redkite " + specification.root().commandLine().getParseResult().originalArgs().stream()
                .map(argument -> argument.matches("[\\w./:=@%+-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    private static int exitCode(Outcome outcome) {
        if (outcome.failed()) {
            return Redkite.FAILED;
        }
        return outcome.invalid() ? Redkite.INVALID : Redkite.DONE;
    }

    private int runOn(Sandbox sandbox, JsonNode event, Optional<Outcome> last, Terminal terminal) throws IOException {
        Afterwards passed = Afterwards.let(sandbox, afterwards);
        if (json) {
            terminal.line(Json.pretty(passed.json()));
        } else {
            terminal.line("");
            passed.lines(EventFile.timeZone(event)).forEach(terminal::line);
            passed.last().or(() -> last).map(Summary::lastLine).ifPresent(terminal::line);
        }
        if (trace != null) {
            Files.write(trace, sandbox.trace());
        }
        return passed.failed() ? Redkite.FAILED : Redkite.DONE;
    }
}
