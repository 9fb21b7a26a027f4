package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.contract.WrittenItem;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.lambda.FunctionDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What earlier commits wrote is read by this one. Each file of {@code written/} is of the commit in its name: for a request, the
 * registry's item of the environment that it made, and what its stages found. A plan or facts that change get a file more.
 */
class UpgradeScenarioTest {

    private static final Path WRITTEN = Path.of("src", "test", "resources", "written");

    static Stream<Arguments> written() throws IOException {
        try (Stream<Path> files = Files.list(WRITTEN)) {
            return files.sorted().toList().stream().flatMap(file -> read(file).properties().stream()
                    .map(each -> Arguments.of(file.getFileName().toString(), each.getKey(), each.getValue())));
        }
    }

    private static JsonNode read(Path file) {
        try {
            return Json.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sandbox with(String event, JsonNode written) {
        Sandbox sandbox = Sandbox.open(TestSettings.of(Events.read(event)));
        sandbox.world().dynamoDb().put(sandbox.platform().deployment().registryTable(), WrittenItem.of(written));
        return sandbox;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("written")
    void an_environment_that_an_earlier_commit_registered_is_updated_by_its_name_in_its_generation(String commit, String name, JsonNode written) {
        try (Sandbox sandbox = with(name, written)) {
            String environment = written.at("/item/environment").asText();
            assertThat(Happened.record(sandbox, environment).phase()).isEqualTo(Phase.READY);
            ObjectNode byName = Events.read(name);
            byName.putObject("detail").put("environment", environment);

            Outcome outcome = sandbox.deliver(byName);

            assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
            assertThat(outcome.generation()).isEqualTo(written.at("/item/generation").asInt());
            assertThat(Happened.record(sandbox, environment).plan().network()).isNotNull();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("written")
    void an_environment_that_an_earlier_commit_registered_is_removed(String commit, String name, JsonNode written) {
        try (Sandbox sandbox = with(name, written)) {
            Outcome outcome = sandbox.deliver(Events.teardown(written.at("/item/environment").asText()));

            assertThat(outcome.phase()).as(outcome.message()).isEqualTo("REMOVED");
        }
    }

    /** Executions of a stack whose machines did not name versions yet go on with the newest code. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("written")
    void what_the_stages_of_an_earlier_commit_found_is_read(String commit, String name, JsonNode written) {
        try (Sandbox sandbox = with(name, written)) {
            Map<String, FunctionDefinition> functions = sandbox.stack().functions();
            List<String> stages = written.path("facts").properties().stream().map(Map.Entry::getKey).toList();

            assertThat(stages).hasSizeGreaterThan(10).allSatisfy(stage -> {
                String function = Character.toUpperCase(stage.charAt(0)) + stage.substring(1) + "Function";
                JsonNode found = written.path("facts").path(stage);
                assertThat(Json.tree(Json.convert(found, facts(functions.get(function)))).isObject()).as(stage).isTrue();
            });
        }
    }

    /** That is what the others would fail by, were a new member a plain number. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("written")
    void a_plan_without_a_number_that_it_must_have_is_not_read(String commit, String name, JsonNode written) {
        ObjectNode plan = written.at("/item/plan").deepCopy();
        plan.remove("generation");

        assertThatThrownBy(() -> Json.convert(plan, Plan.class)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("not a Plan");
    }

    /** By the type that the stage's function says. */
    private static Class<?> facts(FunctionDefinition function) throws ClassNotFoundException {
        ParameterizedType stage = (ParameterizedType) Class.forName(function.handlerClass()).getGenericSuperclass();
        return (Class<?>) stage.getActualTypeArguments()[0];
    }
}
