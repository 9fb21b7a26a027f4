package dev.redkite.sandbox.command;

import dev.redkite.sandbox.soak.Soak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "soak",
        description = "Live through what chance draws: specifications, requests, faults. The last line is for machines.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./redkite soak --runs 20", "  ./redkite soak --runs 1 --seed 42      one life again, by its seed"})
final class SoakCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "100", description = "How many environments' lives.")
    private int runs;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "7", description = "The first one's seed; each next has the next.")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = "How many at once; as many as there are processors by default.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--traces", paramLabel = "DIR", description = "Where the traces of failures go.", defaultValue = ".")
    private Path traces;

    @Override
    public Integer call() throws Exception {
        Requirement.atLeast("--runs", 1, runs);
        Requirement.atLeast("--threads", 1, threads);
        Requirement.directory("--traces", traces);
        Supplier<Duration> elapsed = Redkite.stopwatch();
        ProgressLine progress = new ProgressLine(System.err, Terminal.standard().interactive(), elapsed);
        Soak.Report report;
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            report = Soak.run(runs, seed, executor, progress);
        }
        progress.end();
        double seconds = elapsed.get().toMillis() / 1000.0;
        for (Soak.Failure failure : report.failures()) {
            tell(failure);
        }
        System.out.printf("runs=%d seed=%d faults=%d executions=%d violations=%d perSecond=%.1f%n", report.runs(), seed,
                report.faults(), report.executions(), report.failures().size(), report.runs() / seconds);
        return report.failures().isEmpty() ? Redkite.DONE : Redkite.FAILED;
    }

    private void tell(Soak.Failure failure) throws IOException {
        Path trace = traces.resolve("soak-" + failure.seed() + ".trace");
        Files.write(trace, failure.trace());
        System.out.printf("seed %d: %s%n  faults: %s%n", failure.seed(), failure.scenario(), failure.faults());
        failure.violations().forEach(violation -> System.out.println("  " + violation));
        System.out.printf("  trace: %s%n  again: ./redkite soak --runs 1 --seed %d%n", trace, failure.seed());
    }
}
