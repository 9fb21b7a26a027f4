package dev.redkite.sandbox.command;

import dev.redkite.failure.InvalidRequest;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.http.ApiServer;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        description = "Answer the HTTP API on this machine, in front of one sandbox account whose time passes quickly.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./redkite serve", "  ./redkite serve --port 9090 --pace 600 --vcpus 96"})
final class ServeCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    private static final int QUICKEST = 3600;
    private static final int HIGHEST_PORT = 65_535;

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
        Requirement.between("--pace", 1, QUICKEST, pace);
        Requirement.between("--port", 0, HIGHEST_PORT, port);
        Requirement.charts(charts);
        try (Sandbox sandbox = Sandbox.open(SandboxSettings.of(Json.object()).withCharts(Optional.ofNullable(charts)).withQuotas(account.quotas()))) {
            return serve(sandbox, Terminal.standard());
        } catch (BindException e) {
            throw new InvalidRequest("Port %d: %s. Next: choose another with --port.".formatted(port, e.getMessage()), e);
        }
    }

    int serve(Sandbox sandbox, Terminal terminal) throws IOException, InterruptedException {
        sandbox.listen(new Unfailing(StageBoard.dated(terminal.asLog(), sandbox.stages(), ZoneOffset.UTC), terminal::line));
        sandbox.listen(new Unfailing((execution, event) -> Ending.of(sandbox, execution, event).forEach(terminal::line), terminal::line));
        sandbox.listen(new Unfailing((execution, event) -> MilvusAddress.of(sandbox, execution, event).forEach(terminal::line), terminal::line));
        Interrupt interrupt = new Interrupt();
        AtomicReference<Throwable> broke = new AtomicReference<>();
        try (ApiServer server = ApiServer.open(sandbox, port, pace, terminal::line, failure -> {
            broke.set(failure);
            interrupt.end();
        })) {
            terminal.line("Redkite's HTTP API in the sandbox: %s, account %s, %s. A second is %d here.".formatted(
                    server.address(), sandbox.world().account(), sandbox.world().region(), pace));
            terminal.line("Next: in another terminal, curl -s %s/environments -H 'Content-Type: application/json' -d '{\"name\":\"demo\"}'"
                    .formatted(server.address()));
            terminal.line("Ctrl-C ends it, and forgets everything.");
            interrupt.await();
            return broke.get() == null ? Redkite.DONE : stoodStill(broke.get());
        }
    }

    private static int stoodStill(Throwable failure) {
        System.err.println("redkite: the sandbox itself broke, so nothing in it would go on. Next: this is a defect of the sandbox,"
                + " report it with the requests that you sent and these lines:");
        failure.printStackTrace();
        return Redkite.BROKEN;
    }
}
