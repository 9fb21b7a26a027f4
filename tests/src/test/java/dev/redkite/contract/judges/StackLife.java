package dev.redkite.contract.judges;

import static java.util.concurrent.TimeUnit.MINUTES;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.aws.Quotas;
import dev.redkite.sandbox.states.TaskOutcome;
import dev.redkite.sandbox.web.FakeWeb;
import dev.redkite.stage.Json;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;

/**
 * A stack in somebody else's account, which SAM deploys as often as wanted, with the sandbox's handlers behind its
 * functions all the time. Its registry and its schedules are in that account too.
 */
final class StackLife implements AutoCloseable {

    static final String VARIABLE = "REDKITE_UPGRADED";

    static final String STACK = "redkite";

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

    /** Lets the next call of a function wait, and with it the execution that it belongs to. */
    private record Hold(CountDownLatch reached, CountDownLatch released) {}

    StackLife(JsonNode event) throws IOException {
        sandbox = Sandbox.open(SandboxSettings.of(event).inProcess().withQuotas(Quotas.young().with(ServiceQuota.STANDARD_VCPUS, 128)));
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
        ObjectNode asked = ((ObjectNode) input.deepCopy()).put("ResponseURL", FakeWeb.CLOUD_FORMATION + "?X-Amz-Signature=secret");
        TaskOutcome outcome = sandbox.invoke(function, asked);
        put(URI.create(input.path("ResponseURL").asText()), sandbox.world().web().sent().getLast().body());
        return outcome;
    }

    private void put(URI address, String body) {
        try {
            http.send(HttpRequest.newBuilder(address).PUT(HttpRequest.BodyPublishers.ofString(body)).build(), BodyHandlers.discarding());
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
                .filter(output -> output.outputKey().equals("RegistryTable")).forEach(output -> now.put("Registry", output.outputValue()));
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
            Process process = new ProcessBuilder(command).directory(DeployedStack.HOME.toFile()).redirectErrorStream(true).start();
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
                .filter(each -> each.stackName().equals(STACK)).max(Comparator.comparing(StackSummary::creationTime)).orElseThrow().stackStatus();
    }

    @Override
    public void close() {
        endpoint.close();
        sandbox.close();
    }
}
