package dev.redkite.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.registry.Claim;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.Registry;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.http.HttpEvents;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.stage.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a function calls while whole environments are made, its role in template.yaml allows. */
class PermissionsContractTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Stack STACK = Stack.read(HOME.resolve("template.yaml"), "123456789012", "us-west-2");

    /** Actions that each function's calls asked for, by its logical id. */
    private static final Map<String, Set<String>> ASKED = new TreeMap<>();

    @BeforeAll
    static void run_the_events() throws IOException {
        for (String name : List.of("01-minimal.json", "02-reference.json", "03-new-network.json", "14-scheduled.json")) {
            JsonNode event = Json.parse(Files.readString(HOME.resolve("events").resolve(name)));
            Map<String, List<Call>> calls = new TreeMap<>();
            try (Sandbox sandbox = Sandbox.open(Sandbox.Settings.of(event))) {
                sandbox.world().intercept((call, service) -> {
                    calls.computeIfAbsent(sandbox.running() + "Function", _ -> new ArrayList<>()).add(call);
                    return service.get();
                });
                assertThat(sandbox.deliver(event).phase()).as(name).isEqualTo("READY");
            }
            calls.forEach((function, made) -> made.forEach(call ->
                    ASKED.computeIfAbsent(function, _ -> new TreeSet<>()).addAll(IamActions.of(call))));
        }
    }

    /** One of each kind of request; a function that nobody's state machine calls is heard by what it calls itself. */
    @BeforeAll
    static void ask_the_http_api() {
        try (Sandbox sandbox = Sandbox.open(Sandbox.Settings.of(Json.object()))) {
            Set<String> asked = ASKED.computeIfAbsent("ApiFunction", _ -> new TreeSet<>());
            sandbox.world().intercept((call, service) -> {
                asked.addAll(IamActions.of(call));
                return service.get();
            });
            JsonNode accepted = request(sandbox, "POST", "/environments", "{\"name\":\"demo\"}");
            String execution = Json.parse(accepted.path("body").asText()).path("progress").asText();
            Execution started = sandbox.executions().all().iterator().next();
            sandbox.executions().stop(started, "Operator", "changed my mind");
            new Registry(sandbox.world().dynamoDb(), sandbox.outside("ApiFunction").deployment().registryTable())
                    .admit(new Claim("demo", 1, Phase.READY, started.arn(), null, false, null, Json.object(), null));
            for (String path : List.of("/environments", execution, "/environments/demo", "/environments/demo/executions")) {
                request(sandbox, "GET", path, null);
            }
            request(sandbox, "POST", execution + "/redrive", null);
            request(sandbox, "POST", "/plans", """
                    {"name": "demo", "network": {"subnetIds": ["subnet-0a1a0000000000001", "subnet-0a1b0000000000002"]}}""");
            assertThat(asked).contains("states:StartExecution", "states:GetExecutionHistory", "states:RedriveExecution",
                    "states:ListExecutions", "dynamodb:Scan", "ec2:DescribeSubnets");
        }
    }

    private static JsonNode request(Sandbox sandbox, String method, String path, String body) {
        HttpEvents.Request request = new HttpEvents.Request(method, path, "", Map.of("content-type", "application/json"), body);
        return sandbox.request(HttpEvents.of(
                request, "123456789012", "arn:aws:iam::123456789012:user/ada", "request", sandbox.world().now()));
    }

    static Set<String> functions() {
        return STACK.functions().keySet();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void a_functions_role_allows_every_action_that_its_calls_ask_for(String function) {
        Set<String> missing = new TreeSet<>(ASKED.getOrDefault(function, Set.of()));
        missing.removeAll(STACK.actionsAllowed(function));

        assertThat(missing).isEmpty();
    }

    @Test
    void only_functions_of_the_template_call_aws() {
        assertThat(functions()).containsAll(ASKED.keySet());
    }

    @Test
    void the_runs_make_most_functions_call_aws() {
        assertThat(ASKED).hasSizeGreaterThan(functions().size() / 2);
    }
}
