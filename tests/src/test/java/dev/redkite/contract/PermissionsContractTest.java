package dev.redkite.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.lambda.Stack;
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
