package dev.redkite.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.StageException;
import dev.redkite.json.Json;
import dev.redkite.platform.Platform;
import dev.redkite.sandbox.lambda.EventRule;
import dev.redkite.sandbox.lambda.FunctionDefinition;
import dev.redkite.sandbox.lambda.MachineDefinition;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.permission.Reference;
import dev.redkite.sandbox.permission.Role;
import dev.redkite.sandbox.states.StateMachine;
import dev.redkite.stage.StageFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** template.yaml, the machines, the classes and the events agree with each other. */
class TemplateContractTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Stack STACK = Stack.read(HOME.resolve("template.yaml"), "123456789012", "us-west-2", Map.of(
            "SlackSigningSecretArn", "arn:s", "SlackBotTokenSecretArn", "arn:t", "SlackChannel", "C1", "WebhookUrl", "https://x.example",
            "WebhookSecretArn", "arn:w"));

    static Stream<MachineDefinition> machines() {
        return STACK.machines().values().stream();
    }

    static Stream<FunctionDefinition> functions() {
        return STACK.functions().values().stream();
    }

    static Stream<Path> events() throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve("events"))) {
            return files.filter(file -> file.toString().endsWith(".json")
                            && !file.getFileName().toString().matches(".*-(api|slack)-.*|.*-unknown\\.json"))
                    .sorted().toList().stream();
        }
    }

    private static void eachTask(JsonNode flow, BiConsumer<String, JsonNode> visitor) {
        flow.path("States").properties().forEach(state -> {
            if (state.getValue().path("Resource").asText().endsWith("FunctionArn}")) {
                visitor.accept(state.getKey(), state.getValue());
            }
            state.getValue().path("Branches").forEach(branch -> eachTask(branch, visitor));
        });
    }

    /** AWS documents up to five minutes for the tags of KMS keys; for the rest it says seconds (docs/decisions/0019). */
    @ParameterizedTest
    @MethodSource("machines")
    void every_stage_that_may_be_pending_is_patient_with_what_does_not_show_yet_for_two_minutes_and_with_kms_for_six(
            MachineDefinition machine) {
        eachTask(Json.parse(machine.text()), (state, task) -> {
            if (task.path("Retry").toString().contains("StagePending")) {
                assertThat(patience(task)).as(state).isEqualTo(Set.of("KafkaCredentials", "ScramAssociation").contains(state) ? 360 : 120);
            }
        });
    }

    private static int patience(JsonNode task) {
        for (JsonNode retrier : task.path("Retry")) {
            if (retrier.path("ErrorEquals").toString().equals("[\"dev.redkite.failure.NotYetVisible\"]")) {
                return retrier.path("IntervalSeconds").asInt() * retrier.path("MaxAttempts").asInt();
            }
        }
        return 0;
    }

    @ParameterizedTest
    @MethodSource("machines")
    void a_machine_is_given_exactly_the_substitutions_that_it_uses(MachineDefinition machine) {
        assertThat(machine.substitutions().keySet())
                .containsExactlyInAnyOrderElementsOf(StateMachine.substitutionsIn(machine.text()));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void a_machine_loads(MachineDefinition machine) {
        assertThat(machine.load().taskNames()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("machines")
    void a_state_has_the_name_of_its_function(MachineDefinition machine) {
        eachTask(Json.parse(machine.text()), (name, state) ->
                assertThat(state.path("Resource").asText()).isEqualTo("${" + name + "FunctionArn}"));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void a_substitution_points_to_this_version_of_the_function_or_to_the_machine_of_its_name(MachineDefinition machine) {
        machine.substitutions().forEach((name, arn) -> {
            String id = name.replaceAll("Arn$", "");
            assertThat(arn).isEqualTo(switch (id) {
                case "StartExecutionResource" -> "arn:aws:states:::states:startExecution.sync:2";
                case String function when function.endsWith("Function") -> STACK.functions().get(function).arn() + ":1";
                default -> STACK.machines().get(id).arn();
            });
        });
    }

    /** Executions that run, or are redriven, while a newer version is deployed go on with the one that they began with. */
    @ParameterizedTest
    @MethodSource("machines")
    void a_machine_may_call_its_functions_in_every_version(MachineDefinition machine) {
        Role role = Role.of(machine.logicalId(), STACK, Reference.load());

        machine.substitutions().values().stream().filter(arn -> arn.contains(":function:")).forEach(arn ->
                assertThat(Stream.of(arn, arn.replaceFirst(":1$", ":7"), arn.replaceFirst(":1$", "")))
                        .allMatch(each -> role.grants().stream().anyMatch(grant -> grant.allows("lambda:InvokeFunction", each))));
    }

    /** What is about environments is asked for by somebody; anybody may ask what the API says of itself. Slack signs in its own way. */
    @Test
    void routes_that_ask_for_no_credentials_are_those_of_the_document_alone_and_are_throttled_for_themselves() {
        Map<String, String> routes = new TreeMap<>();
        STACK.resources("AWS::ApiGatewayV2::Route").values().stream()
                .filter(route -> !route.path("RouteKey").asText().equals("POST /slack"))
                .forEach(route -> routes.put(route.path("RouteKey").asText(), route.path("AuthorizationType").asText()));
        Set<String> open = routes.keySet().stream().filter(route -> routes.get(route).equals("NONE")).collect(Collectors.toSet());

        assertThat(open).containsExactlyInAnyOrder("GET /", "GET /openapi.yaml", "GET /openapi.json");
        assertThat(routes).containsEntry("ANY /{proxy+}", "AWS_IAM").hasSize(4);
        assertThat(STACK.properties("ApiStage").path("RouteSettings").properties()).extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(open);
    }

    /** Who may attach any policy to a role whose trust they write may do everything. */
    @ParameterizedTest
    @MethodSource("functions")
    void a_function_may_attach_only_policies_that_are_named(FunctionDefinition function) {
        assertThat(Role.of(function.logicalId(), STACK, Reference.load()).grants())
                .filteredOn(grant -> grant.action().equals("iam:AttachRolePolicy"))
                .allSatisfy(grant -> assertThat(grant.conditions()).anySatisfy(condition -> {
                    assertThat(condition.key()).isEqualTo("iam:PolicyARN");
                    assertThat(condition.values()).allMatch(policy -> policy.matches("arn:aws:iam::aws:policy/[\\w/-]+"));
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RequestRole", "SchedulerRole", "ForwardRole", "Provision", "Teardown", "Recreate", "Pause", "Resume", "Backup", "Restore"})
    void whatever_has_a_role_has_the_permissions_boundary_too(String id) {
        Stack bounded = Stack.read(HOME.resolve("template.yaml"), "123456789012", "us-west-2", Map.of("PermissionsBoundaryArn", "arn:b"));

        assertThat(bounded.properties(id).path("PermissionsBoundary").asText()).isEqualTo("arn:b");
        assertThat(STACK.properties(id).has("PermissionsBoundary")).isFalse();
    }

    /** A second stack in the same region is told apart by its name alone. */
    @Test
    void no_resource_has_a_name_without_the_stacks_in_it() throws IOException {
        assertThat(Pattern.compile("^      (?:\\w*Name|DashboardName): (.+)$", Pattern.MULTILINE)
                .matcher(Files.readString(HOME.resolve("template.yaml"))).results().map(name -> name.group(1)))
                .isNotEmpty().filteredOn(name -> !name.matches("!Ref [\\w.]+|.*\\$\\{AWS::StackName}.*|\\$default|jwt|!Ref AWS::StackName|Redkite|5xx|EnvironmentsFailed"))
                .isEmpty();
    }

    @Test
    void a_stack_that_is_given_a_table_uses_that_one_everywhere_and_makes_none() {
        Map<String, FunctionDefinition> adopting = Stack.read(HOME.resolve("template.yaml"), "123456789012", "us-west-2",
                Map.of("RegistryTable", "redkite-Registry-1")).functions();
        Stack stack = Stack.read(HOME.resolve("template.yaml"), "123456789012", "us-west-2", Map.of("RegistryTable", "redkite-Registry-1"));

        assertThat(adopting.values()).filteredOn(each -> each.environment().containsKey("REDKITE_REGISTRY_TABLE")).hasSizeGreaterThan(5)
                .allSatisfy(each -> {
                    assertThat(each.environment()).containsEntry("REDKITE_REGISTRY_TABLE", "redkite-Registry-1");
                    assertThat(stack.statements(each.logicalId())).extracting(statement -> statement.path("Resource").asText())
                            .contains("arn:aws:dynamodb:us-west-2:123456789012:table/redkite-Registry-1");
                });
    }

    /**
     * No deletion of the stack and none by hand takes it away. Nor does CloudFormation try to when a first deployment fails: what is
     * protected it could not delete, and the stack would be left in ROLLBACK_FAILED.
     */
    @Test
    void the_registry_is_kept_and_protected() throws IOException {
        assertThat(Files.readString(HOME.resolve("template.yaml"))).containsPattern(
                "  Registry:\\n    Type: AWS::DynamoDB::Table\\n    Condition: MakesRegistry\\n    (?:#.*\\n +)*DeletionPolicy: Retain\\n"
                        + "    UpdateReplacePolicy: Retain\\n");
        assertThat(STACK.properties("Registry").path("DeletionProtectionEnabled").asBoolean()).isTrue();
    }

    /** CloudFormation deletes in the order of references from their end: whatever the guard needs stays while it says no. */
    @Test
    void everything_is_deleted_only_after_the_guard_has_agreed() throws IOException {
        Map<String, String> resources = new TreeMap<>();
        String template = Files.readString(HOME.resolve("template.yaml"));
        String section = template.substring(template.indexOf("\nResources:"), template.indexOf("\nOutputs:"));
        Pattern.compile("^  (\\w+):\n((?:   .*\n|\n|  #.*\n)+)", Pattern.MULTILINE).matcher(section).results()
                .forEach(found -> resources.put(found.group(1), found.group(2)));
        Set<String> kept = new TreeSet<>();
        needs("Libraries", resources, kept); // by Globals, hence by every function
        needs("StackGuard", resources, kept);

        assertThat(resources.keySet()).hasSizeGreaterThan(100).allMatch(kept::contains, "is needed by the guard");
    }

    private static void needs(String id, Map<String, String> resources, Set<String> kept) {
        if (!resources.containsKey(id) || !kept.add(id)) {
            return;
        }
        Pattern.compile("!Ref (\\w+)|!GetAtt (\\w+)|\\$\\{(\\w+)|^      - (\\w+)$", Pattern.MULTILINE).matcher(resources.get(id)).results()
                .flatMap(found -> Stream.of(found.group(1), found.group(2), found.group(3), found.group(4)))
                .filter(Objects::nonNull).forEach(needed -> needs(needed, resources, kept));
    }

    /** What SAM makes of EventInvokeConfig belongs to the alias; whoever calls the function beside it loses what fails. */
    @Test
    void a_rule_calls_a_function_by_its_alias_if_it_has_one() {
        Set<String> called = STACK.functions().values().stream().map(function -> function.arns().getLast()).collect(Collectors.toSet());

        assertThat(STACK.rules()).flatExtracting(EventRule::targets).extracting(EventRule.Target::arn)
                .filteredOn(arn -> arn.contains(":function:")).hasSize(4).isSubsetOf(called);
    }

    /** Doors start machines instead of being called by them, and notifiers are called by the bus. */
    private static boolean isDoor(FunctionDefinition function) {
        return function.handlerClass().matches("dev\\.redkite\\.(trigger|notification)\\..*");
    }

    @Test
    void every_function_but_the_doors_is_a_state_of_some_machine() {
        Set<String> states = new TreeSet<>();
        machines().forEach(machine -> eachTask(Json.parse(machine.text()), (name, _) -> states.add(name)));

        assertThat(functions().filter(function -> !isDoor(function)).map(function -> function.logicalId().replaceAll("Function$", "")))
                .containsExactlyInAnyOrderElementsOf(states);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void a_handler_can_be_made_of_an_outside_and_is_a_stage_function_unless_it_is_a_door(FunctionDefinition function) throws Exception {
        Class<?> handler = Class.forName(function.handlerClass());

        assertThat(StageFunction.class.isAssignableFrom(handler)).isEqualTo(!isDoor(function));
        assertThat(handler.getConstructor()).isNotNull();
        assertThat(handler.getConstructor(Platform.class)).isNotNull();
        assertThat(handler.getSimpleName()).isEqualTo(function.logicalId());
    }

    /** Helm makes folders below its home, and Lambda lets nobody write outside of /tmp. */
    @ParameterizedTest
    @MethodSource("functions")
    void a_function_has_its_home_where_it_may_write(FunctionDefinition function) {
        assertThat(function.environment()).containsEntry("HOME", "/tmp");
    }

    @Test
    void chat_and_webhook_are_left_out_of_a_stack_that_is_not_given_them() {
        Set<String> plain = Stack.read(HOME.resolve("template.yaml"), "123456789012", "us-west-2").functions().keySet();

        assertThat(STACK.functions().keySet()).containsAll(plain);
        assertThat(STACK.functions().keySet().stream().filter(id -> !plain.contains(id)))
                .containsExactly("ChatFunction", "SlackNotifierFunction", "WebhookNotifierFunction");
    }

    @ParameterizedTest
    @MethodSource("machines")
    void every_failure_that_a_machine_names_is_a_class(MachineDefinition machine) throws Exception {
        Set<String> names = new TreeSet<>();
        Pattern.compile("\"(dev\\.redkite\\.[\\w.]+)\"").matcher(machine.text()).results()
                .forEach(found -> names.add(found.group(1)));

        assertThat(names).isNotEmpty();
        for (String name : names) {
            assertThat(StageException.class).isAssignableFrom(Class.forName(name));
        }
    }

    @ParameterizedTest
    @MethodSource("machines")
    void a_state_lasts_longer_than_its_function(MachineDefinition machine) {
        Map<String, FunctionDefinition> functions = STACK.functions();
        eachTask(Json.parse(machine.text()), (name, state) ->
                assertThat((long) state.path("TimeoutSeconds").asInt()).as(name)
                        .isGreaterThan(functions.get(name + "Function").timeout().toSeconds()));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void every_task_tries_again_when_aws_falters(MachineDefinition machine) {
        eachTask(Json.parse(machine.text()), (name, state) ->
                assertThat(state.path("Retry").toString()).as(name)
                        .contains("dev.redkite.failure.Transient", "Lambda.ServiceException", "FULL"));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void every_top_level_state_leads_to_the_failure_path(MachineDefinition machine) {
        Json.parse(machine.text()).path("States").properties().forEach(state -> {
            if (!state.getKey().equals("Failure") && !state.getValue().path("Type").asText().equals("Choice")) {
                assertThat(state.getValue().path("Catch").path(0).path("Next").asText()).as(state.getKey()).isIn("Failure", "LastLook", "KafkaAndCluster");
            }
        });
    }

    /** In a Parallel the first branch that fails stops the others, which a teardown's may not do to each other. */
    @Test
    void no_state_of_a_teardown_fails_the_branch_that_it_is_in() {
        JsonNode teardown = Json.parse(STACK.machines().get("Teardown").text());

        eachTask(teardown, (name, state) -> assertThat(last(state.path("Catch")).path("ErrorEquals").toString()).as(name)
                .isEqualTo(name.equals("Failure") ? "" : "[\"States.ALL\"]"));
    }

    private static JsonNode last(JsonNode list) {
        return list.path(list.size() - 1);
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_starts_exactly_one_machine_with_its_detail(Path file) throws IOException {
        JsonNode event = Json.parse(Files.readString(file));
        List<EventRule.Target> targets = STACK.rules().stream()
                .filter(rule -> rule.pattern().matches(event))
                .flatMap(rule -> rule.targets().stream())
                .toList();

        assertThat(targets).hasSize(1);
        assertThat(machines().map(MachineDefinition::arn)).contains(targets.getFirst().arn());
        assertThat(targets.getFirst().input(event)).isEqualTo(event.path("detail"));
    }
}
