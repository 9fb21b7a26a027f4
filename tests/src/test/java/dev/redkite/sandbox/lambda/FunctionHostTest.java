package dev.redkite.sandbox.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Deployment;
import dev.redkite.failure.StagePending;
import dev.redkite.json.Json;
import dev.redkite.platform.NarrowPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.Executions;
import dev.redkite.sandbox.states.StateMachine;
import dev.redkite.sandbox.states.TaskResources;
import dev.redkite.sandbox.time.VirtualClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FunctionHostTest {

    private static final String ARN = "arn:aws:lambda:us-west-2:123456789012:function:one";

    private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-24T09:00:00Z"));
    private final Latency latency = new Latency();
    private final FunctionHost host =
            new FunctionHost(clock, latency, function -> new EnvironmentOnly(function.environment()));
    private final TaskResources resources = new TaskResources();

    /** An outside that is nothing but the function's variables. */
    private static final class EnvironmentOnly extends NarrowPlatform {
        private final Map<String, String> environment;

        private EnvironmentOnly(Map<String, String> environment) {
            this.environment = environment;
        }

        @Override
        public Deployment deployment() {
            return Deployment.of(environment);
        }
    }

    /** Answers with its input, its variables and how often this very object was called. */
    public static final class Echo implements RequestStreamHandler {
        private final Platform platform;
        private int calls;

        public Echo(Platform platform) {
            this.platform = platform;
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            output.write(Json.bytes(Map.of("input", Json.read(input, JsonNode.class), "calls", ++calls,
                    "table", platform.deployment().registryTable(), "left", context.getRemainingTimeInMillis())));
        }
    }

    /** Is never done. */
    public static final class NeverDone implements RequestStreamHandler {
        public NeverDone(Platform platform) {
            platform.deployment();
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {
            throw new StagePending("not yet");
        }
    }

    /** Cannot be made. */
    public static final class Unmakeable implements RequestStreamHandler {
        public Unmakeable(Platform platform) {
            platform.time();
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {
            throw new AssertionError("it was never made");
        }
    }

    private void register(Class<?> handler, int timeoutSeconds) {
        Map<String, FunctionDefinition> functions = new LinkedHashMap<>();
        functions.put("OneFunction", new FunctionDefinition("OneFunction", ARN, "", handler.getName(), "handleRequest",
                Duration.ofSeconds(timeoutSeconds), "arn:role", Map.of("REDKITE_REGISTRY_TABLE", "environments")));
        host.register(functions, resources);
    }

    private Execution run(String name) {
        StateMachine machine = StateMachine.load("arn:aws:states:us-west-2:123456789012:stateMachine:" + name, """
                {"QueryLanguage": "JSONata", "StartAt": "One", "States": {
                  "One": {"Type": "Task", "Resource": "%s", "End": true}}}""".formatted(ARN), Map.of());
        Execution execution = new Executions(clock, resources, new Random(1)).start(machine, "one", Json.parse("{\"n\":1}"));
        while (execution.isRunning()) {
            clock.runNext();
        }
        return execution;
    }

    @Test
    void passes_json_in_and_out() {
        register(Echo.class, 60);

        JsonNode output = run("m").output().orElseThrow();

        assertThat(output.path("input")).isEqualTo(Json.parse("{\"n\":1}"));
        assertThat(output.path("table").asText()).isEqualTo("environments");
    }

    @Test
    void makes_a_fresh_handler_for_every_invocation() {
        register(Echo.class, 60);

        assertThat(List.of(run("m"), run("n"))).extracting(run -> run.output().orElseThrow().path("calls").asInt())
                .containsExactly(1, 1);
        assertThat(host.invocations()).isEqualTo(2);
    }

    @Test
    void takes_longer_the_first_time() {
        register(Echo.class, 60);

        assertThat(run("m").elapsed()).isGreaterThan(run("n").elapsed());
    }

    @Test
    void fails_with_the_exceptions_full_class_name() {
        register(NeverDone.class, 60);

        Execution execution = run("m");

        assertThat(execution.error()).isEqualTo("dev.redkite.failure.StagePending");
        assertThat(Json.parse(execution.cause())).isEqualTo(Json.parse("""
                {"errorMessage": "not yet", "errorType": "dev.redkite.failure.StagePending", "stackTrace": []}"""));
    }

    @Test
    void fails_when_the_handler_cannot_be_made() {
        register(Unmakeable.class, 60);

        assertThat(run("m").error()).isEqualTo("java.lang.UnsupportedOperationException");
    }

    @Test
    void counts_what_the_calls_took() {
        register(Echo.class, 60);
        run("warm");
        List<Invocation> heard = new ArrayList<>();
        host.listen(heard::add);

        Duration warm = run("m").elapsed();

        assertThat(heard).extracting(Invocation::function).containsExactly("OneFunction");
        assertThat(warm).isBetween(Duration.ofMillis(1), Duration.ofMillis(100));
    }

    /** Makes one call that takes longer than any function may. */
    public static final class Slow implements RequestStreamHandler {
        static Latency latency;

        public Slow(Platform platform) {
            platform.deployment();
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            latency.add(Duration.ofSeconds(90));
            output.write(Json.bytes(context.getRemainingTimeInMillis()));
        }
    }

    @Test
    void times_a_function_out_that_takes_longer_than_it_may() {
        Slow.latency = latency;
        register(Slow.class, 60);

        Execution execution = run("m");

        assertThat(execution.error()).isEqualTo("Sandbox.Timedout");
        assertThat(execution.cause()).contains("Task timed out after 60.00 seconds");
        assertThat(execution.elapsed()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void tells_a_function_how_much_time_is_left() {
        Slow.latency = latency;
        register(Slow.class, 100);

        assertThat(run("m").output().orElseThrow().asInt()).isBetween(8_000, 10_000);
    }

    @Test
    void refuses_a_handler_that_does_not_exist() {
        assertThatThrownBy(() -> host.register(Map.of("X", new FunctionDefinition("XFunction", "arn:x", "", "dev.redkite.Gone",
                "handleRequest", Duration.ofSeconds(1), "arn:role", Map.of())), resources))
                .isInstanceOf(TemplateException.class).hasMessageContaining("XFunction").hasMessageContaining("dev.redkite.Gone");
    }
}
