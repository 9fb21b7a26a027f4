package dev.redkite.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.doctor.DeployerPermissions;
import dev.redkite.sandbox.lambda.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the doctor holds to be needed for a deployment is what CloudFormation's published schemas permit the handlers of the
 * template's resources, as {@code sandbox/handlers.py} takes them, but for what is left out with a reason.
 */
class DeployerPermissionsContractTest {

    private static final JsonNode DEPLOYMENT = Json.read(DeployerPermissions.class.getResourceAsStream("deployment.json"), JsonNode.class);

    private static final JsonNode HANDLERS = Json.read(DeployerPermissionsContractTest.class.getResourceAsStream("/contract/handlers.json"), JsonNode.class)
            .get("handlers");

    static Stream<String> types() {
        return HANDLERS.properties().stream().map(Map.Entry::getKey);
    }

    private static Set<String> permitted(String type) {
        return HANDLERS.path(type).valueStream().flatMap(JsonNode::valueStream).map(JsonNode::asText).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those that stand there because a schema says so. */
    private static Set<String> asked(String type) {
        return DEPLOYMENT.path(type).path("on").valueStream().filter(each -> !each.has("because"))
                .flatMap(each -> each.path("actions").valueStream()).map(JsonNode::asText).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean matches(String pattern, String action) {
        return Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.collectingAndThen(Collectors.joining(".*"), action::matches));
    }

    @ParameterizedTest
    @MethodSource("types")
    void every_permission_of_its_handlers_is_asked_for_or_left_out_with_a_reason(String type) {
        List<String> patterns = DEPLOYMENT.path(type).path("leftOut").properties().stream().map(Map.Entry::getKey).toList();
        Set<String> needed = permitted(type).stream().filter(action -> patterns.stream().noneMatch(pattern -> matches(pattern, action)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(asked(type)).as("asked for by deployment.json").isEqualTo(needed);
        assertThat(patterns).as("left out").allSatisfy(pattern -> assertThat(permitted(type)).anyMatch(action -> matches(pattern, action)));
    }

    @Test
    void what_no_schema_says_has_a_source() {
        List<String> said = new ArrayList<>();
        DEPLOYMENT.properties().stream().filter(type -> !HANDLERS.has(type.getKey())).forEach(type ->
                type.getValue().path("on").forEach(each -> said.add(each.path("because").asText())));

        assertThat(said).hasSizeGreaterThan(3).allMatch(source -> source.startsWith("https://docs.aws.amazon.com/"));
    }

    @Test
    void the_schemas_are_of_every_kind_of_resource_that_the_template_has() {
        Set<String> written = new TreeSet<>(Stack.read(Path.of("../template.yaml"), "123456789012", "us-west-2").resourceTypes().values());
        written.removeIf(type -> type.startsWith("Custom::"));

        assertThat(types()).containsAll(written);
    }
}
