package dev.redkite.sandbox.command;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exit codes: 0 done, 1 the environment failed, 2 the request is invalid, 3 Redkite itself failed. */
@Command(
        name = "redkite",
        description = "Milvus on AWS, tried out on this machine: the real state machines and functions against strict fakes.",
        subcommands = {PlanCommand.class, RunCommand.class, ServeCommand.class, FaultsCommand.class, SoakCommand.class},
        mixinStandardHelpOptions = true,
        version = "redkite 0.1.0")
public final class Redkite {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int INVALID = 2;
    static final int BROKEN = 3;

    private Redkite() {}

    /** Ends with System.exit, for the native Helm library leaves threads of its own behind. Only serve has something to close. */
    public static void main(String[] arguments) {
        if (!List.of(arguments).contains("serve")) {
            Interrupt.endsTheProcess();
        }
        System.exit(commandLine().execute(arguments));
    }

    /** How much real time has passed since this was asked for. */
    static Supplier<Duration> stopwatch() {
        long start = System.nanoTime();
        return () -> Duration.ofNanos(System.nanoTime() - start);
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Redkite());
        line.setExecutionExceptionHandler((e, command, _) -> {
            command.getErr().println("redkite: " + e.getMessage());
            return BROKEN;
        });
        return line;
    }
}
