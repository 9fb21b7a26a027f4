package dev.redkite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.aws.eventbridge.FakeEventBridgeClient.Event;
import dev.redkite.sandbox.lambda.EventRule;
import dev.redkite.sandbox.lambda.FunctionDefinition;
import dev.redkite.sandbox.lambda.FunctionHost;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.states.TaskOutcome;
import dev.redkite.stage.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What becomes of announcements: rules hand them to functions, by Lambda's own queue, and to queues. */
final class Routing {

    /** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html: after one minute, then two */
    private static final List<Duration> RETRIES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private static final Duration DELIVERY = Duration.ofMillis(500);

    private final World world;
    private final Stack stack;
    private final FunctionHost host;
    private final Map<String, FunctionDefinition> functions;
    private final Map<String, List<JsonNode>> queues = new LinkedHashMap<>();
    private int announcements;

    Routing(World world, Stack stack, FunctionHost host) {
        this.world = world;
        this.stack = stack;
        this.host = host;
        functions = stack.functions().values().stream().collect(Collectors.toMap(FunctionDefinition::arn, Function.identity()));
        world.eventBridge().listen(this::announced);
        world.lambda().serve(names(), (name, event) -> later(functions.get(arn(name)), Json.parse(new String(event)), DELIVERY, 0));
    }

    private Set<String> names() {
        return functions.keySet().stream().map(arn -> arn.replaceAll("^.*:", "")).collect(Collectors.toSet());
    }

    private String arn(String name) {
        return functions.keySet().stream().filter(arn -> arn.endsWith(":" + name)).findFirst().orElseThrow();
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
        ObjectNode event = Json.object()
                .put("version", "0")
                .put("id", "00000000-0000-4000-9000-%012d".formatted(announcements))
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
        FunctionDefinition function = functions.get(target.arn());
        if (function != null) {
            later(function, target.input(event), DELIVERY, 0);
        } else if (target.arn().contains(":sqs:")) {
            queues.computeIfAbsent(target.arn(), _ -> new ArrayList<>()).add(target.input(event));
        }
        return function != null || target.arn().contains(":sqs:");
    }

    private void later(FunctionDefinition function, JsonNode event, Duration delay, int failures) {
        world.clock().after(delay, () -> {
            if (host.invoke(function, event) instanceof TaskOutcome.Failed(String error, String _, Duration _)) {
                failed(function, event, failures, error);
            }
        });
    }

    /** What failed for good goes where the template's EventInvokeConfig says; a function without it drops the event. */
    private void failed(FunctionDefinition function, JsonNode event, int failures, String error) {
        if (failures < RETRIES.size()) {
            later(function, event, RETRIES.get(failures), failures + 1);
            return;
        }
        stack.failureDestination(function.logicalId()).ifPresent(queue -> {
            ObjectNode record = Json.object().put("version", "1.0");
            record.putObject("requestContext").put("functionArn", function.arn()).put("condition", "RetriesExhausted");
            record.set("requestPayload", event);
            record.putObject("responseContext").put("functionError", error);
            queues.computeIfAbsent(queue, _ -> new ArrayList<>()).add(record);
        });
    }
}
