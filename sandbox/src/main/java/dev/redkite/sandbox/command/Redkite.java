package dev.redkite.sandbox.command;

import dev.redkite.sandbox.files.TemporaryDirectory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine;

/** The command line. */
@Command(
        name = "redkite",
        description = "Milvus on AWS, tried out on this machine: the real state machines and functions against strict fakes.",
        subcommands = {PlanCommand.class, RunCommand.class, ServeCommand.class, FaultsCommand.class, SoakCommand.class,
            BurstCommand.class, ChartsCommand.class, DoctorCommand.class, HelpCommand.class, VersionCommand.class, GenerateCompletion.class},
        versionProvider = Version.class,
        footerHeading = "%nExamples:%n",
        footer = {"  ./redkite plan events/01-minimal.json     what a request would make and cost",
            "  ./redkite run events/01-minimal.json      a whole environment, in about half a minute",
            "  ./redkite help run                        all about one command"})
public final class Redkite {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int INVALID = 2;
    static final int BROKEN = 3;

    private static final Map<String, String> EXIT_CODES = exitCodes();

    @Mixin
    private CommonOptions common;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the versions, as the command version does.")
    private boolean version;

    private Redkite() {}

    /** Ends with System.exit, for the native Helm library leaves threads of its own behind. Only serve has something to close. */
    public static void main(String[] arguments) {
        TemporaryDirectory.sweep();
        TemporaryDirectory.adopt();
        SaidUntil.theProcessEnds();
        if (!List.of(arguments).contains("serve")) {
            Interrupt.endsTheProcess();
        }
        System.exit(commandLine().execute(arguments));
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("0", "done");
        codes.put("1", "the environment failed, or something was found; with what and why");
        codes.put("2", "the request, a file or an option is invalid; every violation is listed");
        codes.put("3", "Redkite itself failed, or has no JDK to run on; --debug shows where");
        codes.put("130", "interrupted (Ctrl-C); 143 by a polite kill");
        return codes;
    }

    /** How much real time has passed since this was asked for. */
    static Supplier<Duration> stopwatch() {
        long start = System.nanoTime();
        return () -> Duration.ofNanos(System.nanoTime() - start);
    }

    /** Lets real time pass, between looks at a service. */
    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Redkite());
        line.setExecutionExceptionHandler((e, command, _) -> Errors.report(e, CommonOptions.debugs(command)));
        line.setParameterExceptionHandler((wrong, _) -> Errors.report(wrong));
        line.registerConverter(Duration.class, OptionValues::duration);
        line.registerConverter(int.class, OptionValues::wholeNumber);
        line.registerConverter(long.class, OptionValues::longWholeNumber);
        documented(line);
        line.getSubcommands().values().forEach(Redkite::documented);
        return line;
    }

    private static void documented(CommandLine line) {
        line.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(EXIT_CODES).width(100);
    }
}
