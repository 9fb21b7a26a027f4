package dev.redkite.sandbox.command;

import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.http.ApiServer;
import dev.redkite.stage.Json;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        description = "Answer the HTTP API on this machine, in front of one sandbox account whose time passes quickly.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private static final int QUICKEST = 3600;

    @Option(names = "--port", defaultValue = "8080",
            description = "Where to listen; 0 for any free port. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--pace", defaultValue = "60",
            description = "Virtual seconds for every real one, 1 to 3600. Default: ${DEFAULT-VALUE}.")
    private int pace;

    @Option(names = "--charts", paramLabel = "DIR",
            description = "Take the real charts (*.tgz) from here instead of the sandbox's stand-ins.")
    private Path charts;

    @Mixin
    private QuotaOptions account;

    /** Until somebody interrupts it, or the sandbox breaks: a sandbox in which time stands still would answer lies. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        if (pace < 1 || pace > QUICKEST) {
            System.err.println("--pace takes 1 to %d, not %d".formatted(QUICKEST, pace));
            return Redkite.INVALID;
        }
        Terminal terminal = Terminal.standard();
        Interrupt interrupt = new Interrupt();
        AtomicReference<Throwable> broke = new AtomicReference<>();
        try (Sandbox sandbox = Sandbox.open(SandboxSettings.of(Json.object()).withCharts(charts).withQuotas(account.quotas()));
                ApiServer server = ApiServer.open(sandbox, port, pace, terminal::line, failure -> {
                    broke.set(failure);
                    interrupt.end();
                })) {
            sandbox.listen(new StageBoard(terminal.asLog(), sandbox.stages(), true));
            terminal.line("Redkite's HTTP API in the sandbox: %s, account %s, %s. A second is %d here. Ctrl-C ends it.".formatted(
                    server.address(), sandbox.world().account(), sandbox.world().region(), pace));
            interrupt.await();
            return broke.get() == null ? Redkite.DONE : stoodStill(broke.get());
        } catch (BindException e) {
            System.err.println("Port %d: %s. Next: choose another with --port.".formatted(port, e.getMessage()));
            return Redkite.INVALID;
        }
    }

    private static int stoodStill(Throwable failure) {
        System.err.println("redkite: the sandbox itself broke, so nothing in it would go on. Next: this is a defect of the sandbox,"
                + " report it with the requests that you sent and these lines:");
        failure.printStackTrace();
        return Redkite.BROKEN;
    }
}
