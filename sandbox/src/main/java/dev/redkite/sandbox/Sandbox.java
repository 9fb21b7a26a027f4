package dev.redkite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.kubernetes.ClusterAccess;
import dev.redkite.outside.Outside;
import dev.redkite.sandbox.aws.ForeignResources;
import dev.redkite.sandbox.aws.Lag;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.charts.StandInCharts;
import dev.redkite.sandbox.http.HttpEvents;
import dev.redkite.sandbox.kubernetes.FakeKubernetesCluster;
import dev.redkite.sandbox.kubernetes.RequestInterceptor;
import dev.redkite.sandbox.lambda.FunctionDefinition;
import dev.redkite.sandbox.lambda.FunctionHost;
import dev.redkite.sandbox.lambda.Latency;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.milvus.FakeMilvus;
import dev.redkite.sandbox.permission.Permissions;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.Executions;
import dev.redkite.sandbox.states.HistoryListener;
import dev.redkite.sandbox.states.NestedExecutions;
import dev.redkite.sandbox.states.StateMachine;
import dev.redkite.sandbox.states.TaskOutcome;
import dev.redkite.sandbox.states.TaskResources;
import dev.redkite.sandbox.time.VirtualClock;
import dev.redkite.sandbox.trace.Trace;
import dev.redkite.stage.Json;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/**
 * Redkite deployed on this machine: template.yaml and the state machine files as they are, the functions' own
 * handlers, and a world of fakes on a virtual clock. Single-threaded: deliver an event, and it runs to its end.
 */
public final class Sandbox implements AutoCloseable {

    private final World world;
    private final Clusters clusters;
    private final Reach reach;
    private final Stack stack;
    private final Permissions permissions;
    private final FunctionHost host;
    private final Routing routing;
    private final Executions executions;
    private final Delivery delivery;
    private final Meter meter;
    private final Trace trace;
    private final StandInCharts charts;
    private final Latency latency = new Latency();
    private final RandomGenerator random;
    private final Map<String, StateMachine> machines = new HashMap<>();
    private final Map<String, SandboxOutside> outsides = new HashMap<>();
    private String running = "";

    private Sandbox(SandboxSettings settings) {
        world = new World(new VirtualClock(settings.start()), settings.account(), settings.region(), settings.durations(),
                Lag.drawn(settings.seed()));
        world.allow(settings.quotas());
        ForeignResources.into(world);
        random = new Random(settings.seed());
        trace = new Trace(settings.start());
        charts = settings.charts() == null ? StandInCharts.only() : StandInCharts.unlessIn(settings.charts());
        clusters = new Clusters(world, (verb, path) -> {
            latency.add(Clusters.REQUEST_LATENCY);
            if (!path.isEmpty()) {
                trace.kubernetes(world.now(), running, verb, path);
            }
        }, settings.direct());
        reach = settings.direct() ? new Reach.InProcess(clusters, world.clock()) : new Reach.OverSockets(clusters);
        world.intercept((call, service) -> {
            latency.add(World.CALL_LATENCY);
            trace.call(world.now(), running, call);
            return service.get();
        });
        stack = Stack.read(settings.home().resolve("template.yaml"), settings.account(), settings.region(),
                settings.chat() ? SlackApp.install(world) : Map.of());
        permissions = new Permissions(world, stack);
        world.dynamoDb().createTable(stack.functions().get("AdmissionFunction").environment().get("REDKITE_REGISTRY_TABLE"), "environment");
        world.eventBridge().createBus(stack.reference("EventBus"));
        world.scheduler().createGroup(stack.reference("ScheduleGroup"));
        stack.trustPolicies().forEach((role, trust) -> world.iam().standing(role, trust.toString()));
        host = new FunctionHost(world.clock(), latency, this::outside);
        TaskResources resources = new TaskResources();
        host.register(stack.functions(), resources);
        world.sns().createTopic(stack.reference("Notifications"));
        routing = new Routing(world, stack, host);
        NestedExecutions nested = new NestedExecutions(this::executions, machines);
        resources.register(world.place().sharedArn("states", NestedExecutions.RESOURCE), nested);
        executions = new Executions(world.clock(), resources, random);
        executions.listen((_, event) -> trace.history(event));
        executions.listen(nested::happened);
        meter = new Meter(() -> new Meter.Reading(host.invocations(), world.calls().size()));
        executions.listen(meter);
        world.sfn().serve(executions, machines);
        stack.machines().values().forEach(machine -> machines.put(machine.arn(), machine.load()));
        delivery = new Delivery(stack, routing, executions, machines);
        world.scheduler().reach((machine, name, input) -> executions.start(requireMachine(machine), name, Json.parse(input)));
    }

    public static Sandbox open(SandboxSettings settings) {
        return new Sandbox(settings);
    }

    /** @throws IllegalArgumentException if there is none of that ARN */
    public StateMachine requireMachine(String arn) {
        if (!machines.containsKey(arn)) {
            throw new IllegalArgumentException("State Machine Does Not Exist: '" + arn + "'");
        }
        return machines.get(arn);
    }

    /** A function keeps its clients from invocation to invocation, as a warm Lambda does. */
    private Outside outside(FunctionDefinition function) {
        running = function.logicalId().replaceAll("Function$", "");
        return outsides.computeIfAbsent(
                function.logicalId(), _ -> new SandboxOutside(
                        world, clusters, reach, function, charts, random, permissions.of(function), latency));
    }

    /** The outside as Admission's function has it, for whoever only wants to plan. */
    public Outside outside() {
        return outside(stack.functions().get("AdmissionFunction"));
    }

    /** Whose function is, or was last, at work: {@code KafkaCluster}, {@code Chat}, … */
    public String running() {
        return running;
    }

    /** The outside as that function has it. */
    public Outside outside(String functionId) {
        return outside(stack.functions().get(functionId));
    }

    /** The outside of a person in this account, who sees the stack. To be asked for once. */
    public Operator operator() {
        return Operator.in(world, charts).with(stack, StackStatus.CREATE_COMPLETE, queue -> queued(queue).size());
    }

    /** The template as it was deployed here. */
    public Stack stack() {
        return stack;
    }

    /** What the functions' roles allowed their calls so far. */
    public Set<Permissions.Use> permissionsUsed() {
        return permissions.uses();
    }

    public World world() {
        return world;
    }

    public Executions executions() {
        return executions;
    }

    /** Everything that the functions do outside of themselves from now on passes it first. */
    public void disturb(Disturbance disturbance) {
        world.intercept(disturbance);
        clusters.intercept(disturbance);
        clusters.interceptMilvus(disturbance);
        host.dieBy(disturbance);
    }

    /** Every Kubernetes cluster that runs, by its name. */
    public Map<String, FakeKubernetesCluster> clusters() {
        return clusters.all();
    }

    /** How the Kubernetes clusters, and what runs in them, misbehave. */
    public ClusterFaults clusterFaults() {
        return clusters.faults();
    }

    /** How many objects every Milvus from now on writes into its bucket once it is ready. */
    public void milvusWrites(int objects) {
        clusters.storage().writes(objects);
    }

    /** Lambda: what its functions are called with, answer and log. */
    public FunctionHost functions() {
        return host;
    }

    /** Sees every request to a Kubernetes API from now on, and may make it fail. */
    public void intercept(RequestInterceptor interceptor) {
        clusters.intercept(interceptor);
    }

    /** Gives every state of every object in every Kubernetes cluster, on whatever thread makes it. */
    public void watchObjects(Consumer<JsonNode> reader) {
        clusters.watch(reader);
    }

    public void listen(HistoryListener listener) {
        executions.listen(listener);
    }

    /** The states that are stages: those of every machine that are a function's, but for the failure path's. */
    public Set<String> stages() {
        return machines.values().stream()
                .flatMap(machine -> machine.taskNames().stream())
                .filter(name -> !name.equals("Failure") && stack.functions().containsKey(name + "Function"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    public List<String> trace() {
        return trace.lines();
    }

    /** By chart, whether the real one or a stand-in was installed so far, in words for people. */
    public Map<String, String> charts() {
        return charts.used();
    }

    /** From now on, or no longer, chart archives are not what was published. */
    public void chartsArriveDamaged(boolean now) {
        charts.arriveDamaged(now);
    }

    /**
     * Routes the event by the template's rules and runs what it starts to its end.
     *
     * @throws InvalidRequest when no rule takes the event
     */
    public Outcome deliver(JsonNode event) {
        return run(start(event));
    }

    /**
     * Routes the event by the template's rules; what it starts takes its first step when the clock next runs.
     *
     * @throws InvalidRequest when no rule takes the event
     */
    public Execution start(JsonNode event) {
        return delivery.start(event);
    }

    /** Runs an execution, and whatever else falls due, until that execution has ended. */
    public Outcome run(Execution execution) {
        runUntil(() -> !execution.isRunning());
        return outcome(execution);
    }

    /** Runs whatever falls due, step by step, until the condition holds or nothing is left to happen. */
    public void runUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean() && world.clock().runNext()) {
            clusters.reconcile();
        }
    }

    /** Hands an event of API Gateway (payload 2.0) to the function of its route; time stands still meanwhile. */
    public JsonNode request(JsonNode event) {
        String function = event.path("routeKey").asText().equals(SlackApp.ROUTE) ? "ChatFunction" : "ApiFunction";
        return switch (host.invoke(stack.functions().get(function), event)) {
            case TaskOutcome.Completed(JsonNode answer, Duration _) -> answer;
            case TaskOutcome.Failed(String _, String cause, Duration _) -> HttpEvents.failed(cause);
            case TaskOutcome.Deferred _ -> throw new IllegalStateException("a function answers at once");
        };
    }

    /**
     * Invokes a function for somebody who is no state machine of the sandbox's; time stands still meanwhile.
     *
     * @param function its logical id, or its ARN as a machine's definition names it
     */
    public TaskOutcome invoke(String function, JsonNode event) {
        return stack.functions().values().stream()
                .filter(each -> each.logicalId().equals(function) || each.arns().contains(function)).findFirst()
                .map(each -> host.invoke(each, event))
                .orElseThrow(() -> new IllegalArgumentException("template.yaml has no function " + function));
    }

    /** What lies in all queues of the template. */
    public List<JsonNode> queued() {
        return routing.queued();
    }

    /** What lies in a queue of the template, by its logical id. */
    public List<JsonNode> queued(String logicalId) {
        return routing.queued(stack.attribute(logicalId, "Arn"));
    }

    /** What an execution came to, with the figures of the whole sandbox while it ran. */
    public Outcome outcome(Execution execution) {
        Meter.Reading reading = meter.of(execution);
        List<Execution> children = executions.all().stream().filter(child -> child.startedBy(execution)).toList();
        return new Outcomes(world.durations()).of(execution, children, reading.invocations(), reading.calls());
    }

    /** Lets that much virtual time pass for everything that runs. */
    public void advance(Duration duration) {
        Instant target = world.now().plus(duration);
        while (world.clock().nextAt() != null && !world.clock().nextAt().isAfter(target)) {
            world.clock().runNext();
            clusters.reconcile();
        }
        world.clock().advance(Duration.between(world.now(), target));
        clusters.reconcile();
    }

    /** The Milvus that runs in that EKS cluster. */
    public FakeMilvus milvus(String cluster) {
        return clusters.milvus(cluster);
    }

    /** A client of an EKS cluster's API, with the rights of the function that installs Milvus there. */
    public KubernetesClient kubernetes(String cluster) {
        return outside(stack.functions().get("MilvusReleaseFunction"))
                .kubernetes(new ClusterAccess(cluster, "", FakeKubernetesCluster.certificateAuthorityData()));
    }

    @Override
    public void close() {
        outsides.values().forEach(SandboxOutside::close);
        clusters.close();
    }
}
