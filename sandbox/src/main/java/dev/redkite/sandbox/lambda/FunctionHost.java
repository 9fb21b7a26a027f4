package dev.redkite.sandbox.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.platform.Platform;
import dev.redkite.sandbox.states.StateContext;
import dev.redkite.sandbox.states.TaskOutcome;
import dev.redkite.sandbox.states.TaskResources;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * AWS Lambda of the sandbox: every function of the template as a task's resource. An invocation gets a fresh handler,
 * and its input and output pass as JSON bytes, so nothing can be remembered and nothing that is not JSON can pass.
 *
 * <p>Work is done at the invocation's instant; how long it took is what its calls added to {@link Latency}, besides
 * Lambda's own share. A function that takes longer than its timeout fails as on AWS, after its effects.
 */
public final class FunctionHost {

    /** Lambda's own share of an invocation of a running function. */
    private static final Duration WARM = Duration.ofMillis(20);

    /** The first invocation of a plain handler with one AWS client starts a Java process, with C1 only. */
    private static final Duration COLD = Duration.ofMillis(728);

    /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html, cause */
    private static final int LONGEST_CAUSE = 32_768;

    /** Arguments, which nobody changes, and the JSON that they were passed as. */
    private record Written(JsonNode arguments, byte[] bytes) {}

    private final InstantSource time;
    private final Latency latency;
    private final Function<FunctionDefinition, Platform> platform;
    private final Map<String, Constructor<? extends RequestStreamHandler>> handlers = new HashMap<>();
    private final Set<String> warm = new HashSet<>();
    private final List<Consumer<Invocation>> listeners = new ArrayList<>();
    private final List<Consumer<String>> logs = new ArrayList<>();
    private final Map<String, Written> written = new HashMap<>();
    private InvocationCrash death = _ -> Optional.empty();
    private int invocations;

    /**
     * @param latency what the fakes' calls add their durations to
     * @param platform makes an invocation's platform, from what the template says of its function
     */
    public FunctionHost(InstantSource time, Latency latency, Function<FunctionDefinition, Platform> platform) {
        this.time = time;
        this.latency = latency;
        this.platform = platform;
    }

    /** Where the functions' log goes: their own lines, and what Lambda's runtime adds; nowhere by default. */
    public void logTo(Consumer<String> destination) {
        logs.add(destination);
    }

    private void log(String line) {
        logs.forEach(log -> log.accept(line));
    }

    public void listen(Consumer<Invocation> listener) {
        listeners.add(listener);
    }

    /** Who may end an invocation from outside; nobody by default. */
    public void dieBy(InvocationCrash cause) {
        death = cause;
    }

    public int invocations() {
        return invocations;
    }

    /**
     * Registers every function under its ARNs.
     *
     * @throws TemplateException if a handler is not a class that can be made from an {@link Platform}
     */
    public void register(Map<String, FunctionDefinition> functions, TaskResources resources) {
        for (FunctionDefinition function : functions.values()) {
            handlers.put(function.arn(), constructor(function));
            function.arns().forEach(arn ->
                    resources.register(arn, (arguments, context) -> invoke(function, arguments, context)));
        }
    }

    private static Constructor<? extends RequestStreamHandler> constructor(FunctionDefinition function) {
        try {
            if (!function.handlerMethod().equals("handleRequest")) {
                throw new TemplateException(function.logicalId() + ": the handler's method must be handleRequest");
            }
            return Class.forName(function.handlerClass())
                    .asSubclass(RequestStreamHandler.class)
                    .getConstructor(Platform.class);
        } catch (ClassNotFoundException | NoSuchMethodException | ClassCastException wrong) {
            throw new TemplateException(function.logicalId() + ": " + function.handlerClass()
                    + " must be a RequestStreamHandler with a public constructor that takes a Platform");
        }
    }

    /** An invocation by somebody who is no state machine, such as API Gateway. */
    public TaskOutcome invoke(FunctionDefinition function, JsonNode event) {
        return invoke(function, event, null);
    }

    private TaskOutcome invoke(FunctionDefinition function, JsonNode arguments, StateContext context) {
        invocations++;
        latency.begin();
        latency.add(warm.add(function.arn()) ? COLD : WARM);
        TaskOutcome handled = handle(function, arguments);
        TaskOutcome outcome = death.of(function.logicalId())
                .map(how -> dead(function, how))
                .orElseGet(() -> withinTimeout(function, handled));
        latency.end();
        Invocation invocation = new Invocation(function.logicalId(), time.instant(), context, arguments, outcome);
        listeners.forEach(listener -> listener.accept(invocation));
        return outcome;
    }

    private TaskOutcome handle(FunctionDefinition function, JsonNode arguments) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            RequestStreamHandler handler =
                    handlers.get(function.arn()).newInstance(platform.apply(function));
            handler.handleRequest(new ByteArrayInputStream(written(function, arguments)), output, new SandboxContext(
                    function, requestId(), () -> function.timeout().minus(latency.total()), this::log));
        } catch (InvocationTargetException inConstructor) {
            return failed(inConstructor.getCause());
        } catch (Exception | LinkageError thrown) {
            return failed(thrown);
        }
        return new TaskOutcome.Completed(output.size() == 0 ? Json.object()
                : Json.read(new ByteArrayInputStream(output.toByteArray()), JsonNode.class), latency.total());
    }

    /** A retry brings the very same arguments. */
    private byte[] written(FunctionDefinition function, JsonNode arguments) {
        Written last = written.get(function.arn());
        if (last == null || last.arguments() != arguments) {
            last = new Written(arguments, Json.bytes(arguments));
            written.put(function.arn(), last);
        }
        return last.bytes();
    }

    private String requestId() {
        return "00000000-0000-4000-8000-%012d".formatted(invocations);
    }

    /** As Lambda's Java runtime reports an exception, and Step Functions takes it over. */
    private TaskOutcome failed(Throwable thrown) {
        logged(thrown);
        ObjectNode cause = Json.object()
                .put("errorMessage", thrown.getMessage())
                .put("errorType", thrown.getClass().getName());
        var trace = cause.putArray("stackTrace");
        for (StackTraceElement element : thrown.getStackTrace()) {
            trace.add(element.toString());
        }
        if (cause.toString().length() > LONGEST_CAUSE) {
            cause.putArray("stackTrace");
        }
        return new TaskOutcome.Failed(thrown.getClass().getName(), cause.toString(), latency.total());
    }

    /** Lambda's Java runtime writes what leaves a handler into its log, with every cause. */
    private void logged(Throwable thrown) {
        if (!logs.isEmpty()) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            log(trace.toString());
        }
    }

    private TaskOutcome withinTimeout(FunctionDefinition function, TaskOutcome outcome) {
        return latency.total().compareTo(function.timeout()) <= 0 ? outcome : dead(function, InvocationCrash.How.TIMED_OUT);
    }

    /** The runtime's process is gone, and the next invocation starts another. */
    private TaskOutcome dead(FunctionDefinition function, InvocationCrash.How how) {
        warm.remove(function.arn());
        return switch (how) {
            case TIMED_OUT -> ended("Sandbox.Timedout", "Task timed out after %d.00 seconds"
                    .formatted(function.timeout().toSeconds()), function.timeout());
            case KILLED -> ended("Runtime.ExitError", "Runtime exited with error: signal: killed", latency.total());
        };
    }

    private TaskOutcome ended(String error, String words, Duration after) {
        ObjectNode cause = Json.object()
                .put("errorType", error)
                .put("errorMessage", "RequestId: %s Error: %s".formatted(requestId(), words));
        return new TaskOutcome.Failed(error, cause.toString(), after);
    }
}
