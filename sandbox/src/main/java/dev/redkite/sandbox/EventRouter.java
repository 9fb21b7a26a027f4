package dev.redkite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.aws.eventbridge.FakeEventBridgeClient.Event;
import dev.redkite.sandbox.aws.lambda.FakeLambdaClient;
import dev.redkite.sandbox.lambda.EventRule;
import dev.redkite.sandbox.lambda.FunctionDefinition;
import dev.redkite.sandbox.lambda.FunctionHost;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.states.TaskOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What becomes of announcements: rules hand them to functions, by Lambda's own queue, and to queues. */
final class EventRouter {

    /** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html: after one minute, then two */
    private static final List<Duration> RETRIES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private static final Duration DELIVERY = Duration.ofMillis(500);

    private final World world;
    private final Stack stack;
    private final FunctionHost host;
    private final Map<String, FunctionDefinition> functions = new HashMap<>();
    private final Map<String, List<JsonNode>> queues = new LinkedHashMap<>();
    private int announcements;
    private int changes;

    EventRouter(World world, Stack stack, FunctionHost host) {
        this.world = world;
        this.stack = stack;
        this.host = host;
        stack.functions().values().forEach(function -> function.arns().forEach(arn -> functions.put(arn, function)));
        world.eventBridge().listen(this::announced);
        world.fake(FakeLambdaClient.class).serve(functions.keySet(), (arn, event) -> later(arn, Json.parse(new String(event)), DELIVERY, 0));
    }

    /** What lies in a queue, by the queue's ARN. */
    List<JsonNode> queued(String arn) {
        return List.copyOf(queues.getOrDefault(arn, List.of()));
    }

    /** What lies in all queues. */
    List<JsonNode> queued() {
        return queues.values().stream().flatMap(List::stream).toList();
    }

    private void announced(Event announced) {
        announcements++;
        route(announced, "00000000-0000-4000-9000-%012d".formatted(announcements));
    }

    /** Of an execution's status, as Step Functions tells it. */
    void changed(ObjectNode detail) {
        changes++;
        route(new Event("default", "aws.states", "Step Functions Execution Status Change", detail), "00000000-0000-4000-a000-%012d".formatted(changes));
    }

    private void route(Event announced, String id) {
        ObjectNode event = Json.object()
                .put("version", "0")
                .put("id", id)
                .put("detail-type", announced.detailType())
                .put("source", announced.source())
                .put("account", world.account())
                .put("time", world.now().toString())
                .put("region", world.region());
        event.putArray("resources");
        event.set("detail", announced.detail());
        stack.rules().stream()
                .filter(rule -> rule.bus().equals(announced.bus()) && rule.pattern().matches(event))
                .flatMap(rule -> rule.targets().stream())
                .forEach(target -> hand(target, event));
    }

    /** True when it is a target of this kind; state machines are somebody else's. */
    boolean hand(EventRule.Target target, JsonNode event) {
        boolean function = functions.containsKey(target.arn());
        if (function) {
            later(target.arn(), target.input(event), DELIVERY, 0);
        } else if (target.arn().contains(":sqs:")) {
            queues.computeIfAbsent(target.arn(), _ -> new ArrayList<>()).add(target.input(event));
        }
        return function || target.arn().contains(":sqs:");
    }

    private void later(String arn, JsonNode event, Duration delay, int failures) {
        world.clock().after(delay, () -> {
            if (host.invoke(functions.get(arn), event) instanceof TaskOutcome.Failed(String error, String _, Duration _)) {
                failed(arn, event, failures, error);
            }
        });
    }

    /** What failed for good goes where the template's EventInvokeConfig says; without it, or beside its alias, the event is lost. */
    private void failed(String arn, JsonNode event, int failures, String error) {
        FunctionDefinition function = functions.get(arn);
        if (failures < RETRIES.size()) {
            later(arn, event, RETRIES.get(failures), failures + 1);
            return;
        }
        if (!arn.equals(function.queued())) {
            return;
        }
        stack.failureDestination(function.logicalId()).ifPresent(queue -> {
            ObjectNode record = Json.object().put("version", "1.0");
            record.putObject("requestContext").put("functionArn", arn).put("condition", "RetriesExhausted");
            record.set("requestPayload", event);
            record.putObject("responseContext").put("functionError", error);
            queues.computeIfAbsent(queue, _ -> new ArrayList<>()).add(record);
        });
    }
}
