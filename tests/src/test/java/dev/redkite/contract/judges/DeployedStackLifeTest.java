package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.contract.JudgedBy;
import dev.redkite.contract.WrittenItem;
import dev.redkite.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * A stack from its first deployment to its last deletion, as docs/deploy.md tells it, with environments in it: SAM deploys what
 * a commit of before functions had versions would have deployed (tests/judges/deployed, as git has it), then today's build over
 * it, then another build, each while an execution runs; the stack is deleted; and another one goes on with its table.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@JudgedBy(value = DeployedStack.JUDGE, variable = DeployedStackLife.VARIABLE)
class DeployedStackLifeTest {

    /** What somebody outside knows by its name, and what has something in it. */
    private static final String KEPT = "Registry|ScheduleGroup|EventBus|Provision|Teardown|Recreate|Notifications|RejectedEvents"
            + "|UndeliveredNotices|Api|.*Function";

    /** The table, which would stay in any case, and what SAM makes for functions that nobody calls by their alias. */
    private static final String RETAINED_OR_UNUSED = "Registry|.*FunctionAliaslive|.*FunctionVersion.*";

    private static final Path EARLIER = Path.of("tests", "judges", "deployed", "2026-11-28-16f140b");
    private static final Path WRITTEN = Path.of("src", "test", "resources", "written", "2026-11-28-16f140b.json");
    private static final Path WORK = DeployedStack.HOME.resolve("target").resolve("upgraded");

    private static DeployedStackLife life;
    private static Map<String, String> earlier;

    @BeforeAll
    static void open() throws IOException {
        life = new DeployedStackLife(event("02-reference"));
        Path directory = copy(DeployedStack.HOME.resolve(EARLIER), "earlier");
        Files.writeString(Files.createDirectories(directory.resolve("functions")).resolve("code"), "of an earlier commit");
        life.deploy(Path.of("target", "upgraded", "earlier", "template.yaml"));
        earlier = life.names();
    }

    @AfterAll
    static void close() {
        life.close();
    }

    /** The template and the machines of a directory, in one of the work's own. */
    private static Path copy(Path from, String name) throws IOException {
        Path directory = WORK.resolve(name);
        Files.createDirectories(directory.resolve("statemachine"));
        Files.write(directory.resolve("template.yaml"), Files.readAllBytes(from.resolve("template.yaml")));
        try (Stream<Path> machines = Files.list(from.resolve("statemachine"))) {
            for (Path machine : machines.toList()) {
                Files.write(directory.resolve("statemachine").resolve(machine.getFileName().toString()),
                        Files.readAllBytes(machine));
            }
        }
        return directory;
    }

    /** An environment in subnets that are there, which has an end: a schedule that never comes due while anybody looks. */
    private static ObjectNode provision(String name, String environment) throws IOException {
        ObjectNode event = event(name);
        event.withObject("/detail/specification").put("name", environment).put("expiresAt", "2036-12-31T18:00:00Z");
        return event;
    }

    private static ObjectNode named(String event, String environment) throws IOException {
        ObjectNode named = event(event);
        named.putObject("detail").put("environment", environment);
        return named;
    }

    private static ObjectNode event(String name) throws IOException {
        return (ObjectNode) Json.parse(Files.readString(DeployedStack.HOME.resolve("events").resolve(name + ".json")));
    }

    /**
     * The machine of before does not know every error of today's functions, and calls them by no version: what it runs may fail.
     * It then fails as it should, and what it was asked for can be asked again.
     */
    @Test
    @Order(1)
    void what_runs_while_the_first_versions_come_is_brought_up_by_the_same_request_at_the_latest() throws IOException {
        life.judge().client(DynamoDbClient.class).putItem(put -> put.tableName(earlier.get("Registry")).item(written()));
        ObjectNode second = provision("01-minimal", "second");

        life.whileItWaits("NetworkFunction", () -> life.put(second), () -> life.deploy(Path.of("template.yaml")));
        if (life.ended() == ExecutionStatus.FAILED) {
            assertThat(life.items().get("second").get("failure").s()).contains("Next: ");
            life.put(second);
        }

        assertThat(life.ended()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(life.takeCalls()).filteredOn(call -> call.function().equals("StackGuardFunction")).hasSize(1);
        assertThat(life.items().get("second").get("phase").s()).isEqualTo("READY");
    }

    @Test
    @Order(2)
    void what_the_stack_had_before_it_has_after_the_upgrade_and_environments_of_before_are_updated() throws IOException {
        assertThat(life.names()).containsAllEntriesOf(earlier.entrySet().stream().filter(each -> each.getKey().matches(KEPT))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        assertThat(life.items()).containsOnlyKeys("reference", "second");

        life.put(provision("02-reference", "reference"));

        assertThat(life.ended()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(life.items().get("reference").get("generation").n()).isEqualTo(written().get("generation").n());
        assertThat(life.schedules()).hasSize(2);
    }

    private static Map<String, AttributeValue> written() {
        try {
            return WrittenItem.of(Json.parse(Files.readString(WRITTEN)).path("02-reference"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recreate machine starts a teardown and then a provision: the one began before the deployment, the other after it. */
    @Test
    @Order(3)
    void an_execution_ends_with_the_version_that_it_began_with_and_the_next_has_the_newest() throws IOException {
        Path another = anotherBuild();
        ObjectNode recreate = named("12-recreate", "reference");
        recreate.withObject("/detail").put("keepData", false);

        life.takeCalls();
        life.whileItWaits("MilvusReleaseFunction", () -> life.put(recreate), () -> life.deploy(another, "LogRetentionDays=60"));

        assertThat(life.ended()).isEqualTo(ExecutionStatus.SUCCEEDED);
        List<DeployedStackLife.Called> calls = life.takeCalls().stream()
                .filter(call -> !call.function().equals("StackGuardFunction")).toList();
        int audited = calls.stream().map(DeployedStackLife.Called::function).toList().lastIndexOf("AuditFunction");
        assertThat(calls.subList(0, audited + 1)).hasSizeGreaterThan(20).allMatch(call -> call.arn().endsWith(":1"));
        assertThat(calls.subList(audited + 2, calls.size())).hasSizeGreaterThan(20).allMatch(call -> call.arn().endsWith(":2"));
        assertThat(code(calls.getFirst())).isNotEqualTo(code(calls.getLast()));
        assertThat(life.items().get("reference").get("generation").n()).isEqualTo("2");
        assertThat(life.schedules()).hasSize(2);
    }

    /** Today's with another file in the code's zip. */
    private static Path anotherBuild() throws IOException {
        Path directory = copy(DeployedStack.HOME, "another");
        Path built = Files.createDirectories(directory.resolve("functions").resolve("target"));
        try (Stream<Path> zips = Files.list(DeployedStack.HOME.resolve("functions").resolve("target"))) {
            for (Path zip : zips.filter(file -> file.toString().endsWith(".zip")).toList()) {
                Files.write(built.resolve(zip.getFileName().toString()), Files.readAllBytes(zip));
                if (zip.toString().endsWith("-code.zip")) {
                    try (FileSystem code = FileSystems.newFileSystem(built.resolve(zip.getFileName().toString()))) {
                        Files.writeString(code.getPath("another"), "build");
                    }
                }
            }
        }
        return Path.of("target", "upgraded", "another", "template.yaml");
    }

    private static String code(DeployedStackLife.Called call) {
        return life.judge().client(LambdaClient.class).getFunctionConfiguration(get -> get.functionName(call.arn())).codeSha256();
    }

    @Test
    @Order(4)
    void while_environments_stand_the_stack_is_not_deleted_and_nothing_of_it_is() {
        Set<String> before = life.resources();

        life.delete();

        DeployedStackLife.awaited(() -> life.status() == StackStatus.DELETE_FAILED);
        assertThat(life.refusals()).isNotEmpty().allSatisfy(reason -> assertThat(reason)
                .contains("2 environments stand", "reference", "second", "Next: tear down"));
        assertThat(life.resources()).containsAll(before.stream().filter(id -> !id.matches(RETAINED_OR_UNUSED)).toList());
    }

    @Test
    @Order(5)
    void what_stands_in_the_way_is_removed_by_that_stack_itself() throws IOException {
        life.put(named("11-teardown-remove-data", "second"));

        assertThat(life.ended()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(life.items().get("second").get("phase").s()).isEqualTo("REMOVED");
    }

    @Test
    @Order(6)
    void whoever_means_to_leave_an_environment_behind_retains_the_guard_and_the_table_stays_too() {
        life.delete("StackGuard");

        DeployedStackLife.awaited(() -> life.status() == StackStatus.DELETE_COMPLETE);
        assertThat(life.items().get("reference").get("phase").s()).isEqualTo("READY");
        assertThat(life.judge().client(SchedulerClient.class).listSchedules(list -> {}).schedules()).isEmpty();
    }

    @Test
    @Order(7)
    void another_stack_goes_on_with_the_table_in_the_generation_and_with_the_schedules_that_were() throws IOException {
        String table = life.names().get("Registry");
        life.deploy(Path.of("template.yaml"), "RegistryTable=" + table);

        life.put(named("02-reference", "reference"));

        assertThat(life.ended()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(life.items().get("reference").get("phase").s()).isEqualTo("READY");
        assertThat(life.items().get("reference").get("generation").n()).isEqualTo("2");
        assertThat(life.schedules()).hasSize(1);
    }

    @Test
    @Order(8)
    void once_nothing_stands_the_stack_is_deleted_and_the_table_stays() throws IOException {
        life.put(named("11-teardown-remove-data", "reference"));
        assertThat(life.ended()).isEqualTo(ExecutionStatus.SUCCEEDED);

        life.delete();

        DeployedStackLife.awaited(() -> life.status() == StackStatus.DELETE_COMPLETE);
        assertThat(life.items()).containsOnlyKeys("reference", "second").allSatisfy((name, item) ->
                assertThat(item.get("phase").s()).as(name).isEqualTo("REMOVED"));
    }
}
