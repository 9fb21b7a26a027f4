package dev.redkite.sandbox.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.soak.Burst;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "burst",
        description = "Begin many environments at nearly the same time in one account, and show how time, calls and throttling grow.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./redkite burst events/01-minimal.json                               1, 10 and 100 within a minute",
            "  ./redkite burst events/01-minimal.json --environments 10 --within PT0S   ten in the same instant"})
final class BurstCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "FILE", description = "An event as in events/, or a bare specification, as JSON; each environment gets a name of its own.")
    private Path file;

    @Option(names = "--environments", paramLabel = "N", split = ",", defaultValue = "1,10,100", description = "How many; a line for each figure.")
    private List<Integer> counts;

    @Option(names = "--within", paramLabel = "DURATION", defaultValue = "PT1M", description = "In which they are begun, a minute by default.")
    private Duration within;

    @Override
    public Integer call() {
        counts.forEach(count -> Requirement.atLeast("--environments", 1, count));
        JsonNode event = EventFile.requireProvision(file, "environments are begun");
        System.out.println("environments  ready  shortest  longest   calls each  looks each  throttled  given up  most calls in a second");
        boolean ready = true;
        for (int count : counts) {
            Burst.Report report = Burst.run(event, count, within);
            System.out.println(line(report));
            report.failures().stream().distinct().limit(3).forEach(failure -> System.out.println("  " + failure));
            ready &= report.failures().isEmpty();
        }
        return ready ? Redkite.DONE : Redkite.FAILED;
    }

    private static String line(Burst.Report report) {
        int environments = report.environments();
        String peaks = report.peaks().entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed()).limit(4)
                .map(peak -> peak.getKey() + " " + peak.getValue()).collect(Collectors.joining(", "));
        return "%12d  %5d  %8s  %7s   %10.1f  %10.1f  %9d  %8d  %s".formatted(environments, environments - report.failures().size(),
                Elapsed.of(report.shortest()), Elapsed.of(report.longest()), report.calls() / (double) environments,
                report.invocations() / (double) environments, report.refusals(), report.givenUp(), peaks);
    }
}
