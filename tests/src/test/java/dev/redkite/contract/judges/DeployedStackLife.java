package dev.redkite.contract.judges;

import static java.util.concurrent.TimeUnit.MINUTES;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.Quotas;
import dev.redkite.sandbox.states.TaskOutcome;
import dev.redkite.sandbox.web.FakeWeb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * A stack in somebody else's account, which SAM deploys as often as wanted, with the sandbox's handlers behind its
 * functions all the time. Its registry and its schedules are in that account too.
 */
final class DeployedStackLife implements AutoCloseable {

    static final String VARIABLE = "REDKITE_UPGRADED";

    static final String STACK = "redkite";

    /** How often something is looked for, every tenth of a second, before it counts as stuck. */
    private static final int LOOKS = 3_000;

    private static final Pattern FUNCTION = Pattern.compile(".*:function:redkite-(\\w+Function)-[0-9A-Z]{12,13}(:\\w+)?");

    /** One call of a function: by which ARN, with its version if it says one. */
    record Called(String function, String arn) {}

    private final Judge judge = new Judge(DeployedStack.JUDGE, URI.create(System.getenv(VARIABLE)),
            URI.create(System.getenv(VARIABLE + "_FUNCTIONS")));
    private final Sandbox sandbox;
    private final FunctionsEndpoint endpoint;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Called> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Hold> holds = new ConcurrentHashMap<>();
    private volatile Map<String, String> names = Map.of();
    private String execution;

    /** Lets the next call of a function wait, and with it the execution that it belongs to. */
    private record Hold(CountDownLatch reached, CountDownLatch released) {}

    DeployedStackLife(JsonNode event) throws IOException {
        sandbox = Sandbox.open(TestSettings.of(event)
                .withQuotas(Quotas.young().with(ServiceQuota.STANDARD_VCPUS, 128)));
        sandbox.world().intercept(new AnotherAccount(judge, this::names));
        endpoint = FunctionsEndpoint.open(judge.functions(), sandbox, this::called, this::invoke);
    }

    Judge judge() {
        return judge;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    /** What was called since this was last asked. */
    List<Called> takeCalls() {
        List<Called> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    private String called(String arn) {
        Matcher function = FUNCTION.matcher(arn);
        if (!function.matches()) {
            throw new IllegalArgumentException("no function of the stack: " + arn);
        }
        calls.add(new Called(function.group(1), arn));
        Hold hold = holds.remove(function.group(1));
        if (hold != null) {
            hold.reached.countDown();
            within(hold.released);
        }
        return function.group(1);
    }

    private static void within(CountDownLatch latch) {
        try {
            if (!latch.await(2, MINUTES)) {
                throw new AssertionError("nothing came of it within two minutes");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Does something, and when that has led to a call of that function, does another while the call waits. */
    void whileItWaits(String function, Runnable begun, Runnable meanwhile) {
        Hold hold = new Hold(new CountDownLatch(1), new CountDownLatch(1));
        holds.put(function, hold);
        try {
            begun.run();
            within(hold.reached);
            meanwhile.run();
        } finally {
            hold.released.countDown();
        }
    }

    /** CloudFormation's own address is where the guard's answer goes on to. */
    private TaskOutcome invoke(String function, JsonNode input) {
        if (!input.has("ResponseURL")) {
            return sandbox.invoke(function, input);
        }
        ObjectNode asked = ((ObjectNode) input.deepCopy())
                .put("ResponseURL", FakeWeb.CLOUD_FORMATION + "?X-Amz-Signature=secret");
        TaskOutcome outcome = sandbox.invoke(function, asked);
        put(URI.create(input.path("ResponseURL").asText()), sandbox.world().web().sent().getLast().body());
        return outcome;
    }

    private void put(URI address, String body) {
        try {
            http.send(HttpRequest.newBuilder(address).PUT(HttpRequest.BodyPublishers.ofString(body)).build(),
                    BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The physical name of every resource that the stack has had since it was last deployed, by logical id. */
    Map<String, String> names() {
        return names;
    }

    /** As of now, and the table that it goes on with if it has none of its own. */
    private Map<String, String> namesNow() {
        CloudFormationClient stacks = judge.client(CloudFormationClient.class);
        Map<String, String> now = new HashMap<>();
        stacks.describeStacks(describe -> describe.stackName(STACK)).stacks().getFirst().outputs().stream()
                .filter(output -> output.outputKey().equals("RegistryTable"))
                .forEach(output -> now.put("Registry", output.outputValue()));
        stacks.listStackResourcesPaginator(list -> list.stackName(STACK)).stackResourceSummaries()
                .forEach(each -> now.put(each.logicalResourceId(), each.physicalResourceId()));
        return now;
    }

    /** SAM deploys that template, of a directory that has what it names, by tests/judges/deploy.sh. */
    void deploy(Path template, String... parameters) {
        List<String> command = new ArrayList<>(List.of("tests/judges/deploy.sh", "deploy", System.getenv("REDKITE_SAM"),
                judge.endpoint().toString(), "target/upgraded", template.toString()));
        command.addAll(List.of(parameters));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(DeployedStack.HOME.toFile()).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        names = namesNow();
    }

    /** What {@code sam delete} does too, twice, and then waits for half a minute at a time. */
    void delete(String... retained) {
        judge.client(CloudFormationClient.class).deleteStack(delete -> delete.stackName(STACK).retainResources(retained));
    }

    /** Of the newest stack of that name, deleted or not. */
    StackStatus status() {
        return judge.client(CloudFormationClient.class).listStacksPaginator().stackSummaries().stream()
                .filter(each -> each.stackName().equals(STACK))
                .max(Comparator.comparing(StackSummary::creationTime)).orElseThrow().stackStatus();
    }

    /** Of its table: by environment, everything that is known of it. */
    Map<String, Map<String, AttributeValue>> items() {
        Map<String, Map<String, AttributeValue>> items = new HashMap<>();
        judge.client(DynamoDbClient.class).scan(scan -> scan.tableName(names.get("Registry"))).items()
                .forEach(item -> items.put(item.get("environment").s(), item));
        return items;
    }

    /** In its group; in the account, when it is gone. */
    List<ScheduleSummary> schedules() {
        return judge.client(SchedulerClient.class)
                .listSchedules(list -> list.groupName(names.get("ScheduleGroup"))).schedules();
    }

    /** The logical ids of what it has now. */
    Set<String> resources() {
        Set<String> ids = new HashSet<>();
        judge.client(CloudFormationClient.class).listStackResourcesPaginator(list -> list.stackName(STACK))
                .stackResourceSummaries().stream().filter(each -> !each.resourceStatusAsString().equals("DELETE_COMPLETE"))
                .forEach(each -> ids.add(each.logicalResourceId()));
        return ids;
    }

    /** What its guard said to whoever wanted to delete it. */
    List<String> refusals() {
        return judge.client(CloudFormationClient.class).describeStackEventsPaginator(describe -> describe.stackName(STACK))
                .stackEvents().stream().filter(event -> event.logicalResourceId().equals("StackGuard"))
                .filter(event -> event.resourceStatusAsString().equals("DELETE_FAILED"))
                .map(StackEvent::resourceStatusReason).toList();
    }

    /** Puts a request on its bus, and comes back once that has started something. */
    void put(JsonNode request) {
        Set<String> before = new HashSet<>(executions());
        PutEventsResponse answer = judge.client(EventBridgeClient.class).putEvents(put -> put.entries(entry -> entry
                .eventBusName(names.get("EventBus")).source(request.path("source").asText())
                .detailType(request.path("detail-type").asText()).detail(request.path("detail").toString())));
        if (answer.failedEntryCount() > 0) {
            throw new AssertionError(answer);
        }
        awaited(() -> executions().stream().anyMatch(each -> !before.contains(each)));
        execution = executions().stream().filter(each -> !before.contains(each)).findFirst().orElseThrow();
    }

    /** Those that the bus started, and not those that they start themselves. */
    private List<String> executions() {
        SfnClient states = judge.client(SfnClient.class);
        return Stream.of("Provision", "Teardown", "Recreate", "Pause", "Resume", "Backup", "Restore").map(names::get)
                .flatMap(machine -> states.listExecutions(list -> list.stateMachineArn(machine)).executions().stream())
                .filter(each -> !each.name().matches("(teardown|provision)-[0-9a-f]{64}"))
                .map(ExecutionListItem::executionArn).toList();
    }

    /** How what was put on the bus last has ended. */
    ExecutionStatus ended() {
        SfnClient states = judge.client(SfnClient.class);
        awaited(() -> states.describeExecution(describe -> describe.executionArn(execution)).status() != ExecutionStatus.RUNNING);
        return states.describeExecution(describe -> describe.executionArn(execution)).status();
    }

    static void awaited(BooleanSupplier condition) {
        for (int look = 0; look < LOOKS; look++) {
            if (condition.getAsBoolean()) {
                return;
            }
            LockSupport.parkNanos(100_000_000);
        }
        throw new AssertionError("it does not come");
    }

    @Override
    public void close() {
        endpoint.close();
        sandbox.close();
    }
}
