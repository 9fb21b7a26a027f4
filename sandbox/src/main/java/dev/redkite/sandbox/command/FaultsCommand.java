package dev.redkite.sandbox.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.fault.Enumeration;
import dev.redkite.sandbox.fault.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "faults",
        description = "Try every fault at every call that provision, backup, pause, resume, update, recreate, restore and teardown make for these events.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./redkite faults events/01-minimal.json --every 50       a sample, in a minute or two",
            "  ./redkite faults events/01-minimal.json --only KafkaCluster"})
final class FaultsCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Events as in events/, or bare specifications, as JSON.")
    private List<Path> files;

    @Option(names = "--only", paramLabel = "TEXT", defaultValue = "",
            description = "Only faults whose description contains this text, e.g. KafkaCluster or 'STALE at step 0'.")
    private String only;

    @Option(names = "--every", paramLabel = "N", defaultValue = "1", description = "Only each N-th fault, by its description.")
    private int every;

    @Option(names = "--alone", description = "A life of its own for each fault, instead of several faults that have to be mended one by one.")
    private boolean alone;

    @Option(names = "--threads", paramLabel = "N", description = "How many lives at once; as many as there are processors by default.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws Exception {
        Requirement.atLeast("--every", 1, every);
        Requirement.atLeast("--threads", 1, threads);
        List<JsonNode> events = files.stream().map(file -> EventFile.requireProvision(file, "faults are tried in the life of an environment")).toList();
        Supplier<Duration> elapsed = Redkite.stopwatch();
        ProgressLine progress = new ProgressLine(System.err, Terminal.standard().interactive(), elapsed);
        List<Enumeration.Report> reports = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < events.size(); i++) {
                JsonNode event = events.get(i);
                Enumeration enumeration = new Enumeration(Scenario.of(files.get(i).getFileName().toString(), event),
                        SandboxSettings.of(event).inProcess(), executor, progress);
                reports.add(enumeration.tryFaults(attempt -> attempt.toString().contains(only)
                        && Math.floorMod(attempt.toString().hashCode(), every) == 0, alone));
            }
        }
        progress.end();
        Enumeration.Report report = reports.stream().reduce(Enumeration.Report::plus).orElseThrow();
        report.violations().forEach(System.out::println);
        System.out.printf("calls=%d distinct=%d faults=%d runs=%d redrives=%d freshStarts=%d violations=%d seconds=%d%n",
                report.calls(), report.distinct(), report.tried(), report.runs(), report.redrives(), report.fresh(),
                report.violations().size(), elapsed.get().toSeconds());
        return report.violations().isEmpty() ? Redkite.DONE : Redkite.FAILED;
    }
}
