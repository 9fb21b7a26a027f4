package dev.redkite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.json.Json;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.platform.Platform;
import dev.redkite.sandbox.aws.ForeignResources;
import dev.redkite.sandbox.aws.Lag;
import dev.redkite.sandbox.aws.Throttling;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.charts.StandInCharts;
import dev.redkite.sandbox.cluster.ClusterTransport;
import dev.redkite.sandbox.cluster.Clusters;
import dev.redkite.sandbox.kubernetes.FakeKubernetesCluster;
import dev.redkite.sandbox.lambda.FunctionDefinition;
import dev.redkite.sandbox.lambda.FunctionHost;
import dev.redkite.sandbox.lambda.Latency;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.outsider.Outsider;
import dev.redkite.sandbox.permission.Permissions;
import dev.redkite.sandbox.platform.Operator;
import dev.redkite.sandbox.platform.Platforms;
import dev.redkite.sandbox.platform.SandboxPlatform;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.Executions;
import dev.redkite.sandbox.states.HistoryListener;
import dev.redkite.sandbox.states.NestedExecutions;
import dev.redkite.sandbox.states.StateMachine;
import dev.redkite.sandbox.states.TaskOutcome;
import dev.redkite.sandbox.states.TaskResources;
import dev.redkite.sandbox.time.VirtualClock;
import dev.redkite.sandbox.trace.Trace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/**
 * Redkite deployed on this machine: template.yaml and the state machine files as they are, the functions' own
 * handlers, and a world of fakes on a virtual clock. Single-threaded: deliver an event, and it runs to its end.
 */
public final class Sandbox implements AutoCloseable {

    private final World world;
    private final Clusters clusters;
    private final ClusterTransport transport;
    private final Stack stack;
    private final Permissions permissions;
    private final FunctionHost host;
    private final EventRouter routing;
    private final Executions executions;
    private final EventDelivery delivery;
    private final Invocations invocations;
    private final Passage passage;
    private final CallCounter meter;
    private final Trace trace;
    private final StandInCharts charts;
    private final Latency latency = new Latency();
    private final Throttling throttling;
    private final RandomGenerator random;
    private final Map<String, StateMachine> machines = new HashMap<>();
    private final Platforms platforms;
    private final SandboxCache cache;

    private Sandbox(SandboxSettings settings) {
        cache = settings.cache;
        world = new World(new VirtualClock(settings.start), settings.account, settings.region, settings.durations, Lag.random(settings.seed));
        world.allow(settings.quotas);
        ForeignResources.into(world);
        random = new Random(settings.seed);
        throttling = new Throttling(world.clock(), latency::findTaken, latency::add, new Random(settings.seed));
        trace = new Trace(settings.start);
        charts = settings.charts.map(StandInCharts::unlessIn).orElseGet(StandInCharts::only);
        platforms = new Platforms(this::platformOf);
        clusters = new Clusters(world, (verb, path) -> {
            latency.add(Clusters.REQUEST_LATENCY);
            if (!path.isEmpty()) {
                trace.kubernetes(world.now(), running(), verb, path);
            }
        }, settings.direct);
        transport = settings.direct ? new ClusterTransport.InProcess(clusters, world.clock(), settings.cache.renderings())
                : new ClusterTransport.OverSockets(clusters);
        world.intercept(throttling);
        world.intercept((call, service) -> {
            latency.add(World.CALL_LATENCY);
            trace.call(world.now(), running(), call);
            return service.get();
        });
        Map<String, String> parameters = settings.chat ? SlackApp.install(world) : Map.of();
        stack = Stack.read(settings.home.resolve("template.yaml"), settings.account, settings.region, parameters, settings.cache.templates());
        permissions = new Permissions(world, stack);
        StackResources.make(stack, world);
        host = new FunctionHost(world.clock(), latency, platforms::of);
        TaskResources resources = new TaskResources();
        host.register(stack.functions(), resources);
        routing = new EventRouter(world, stack, host);
        NestedExecutions nested = new NestedExecutions(this::executions, machines);
        resources.register(world.place().sharedArn("states", NestedExecutions.RESOURCE), nested);
        executions = new Executions(world.clock(), resources, random);
        executions.listen((_, event) -> trace.history(event));
        executions.listen(nested::happened);
        executions.listen(new StatusChanges(routing::changed));
        meter = new CallCounter(() -> new CallCounter.Reading(host.invocations(), world.callCount()));
        executions.listen(meter);
        world.sfn().serve(executions, machines);
        stack.machines().values().forEach(machine -> machines.put(machine.arn(), machine.load()));
        delivery = new EventDelivery(stack, routing, executions, machines);
        invocations = new Invocations(stack, host);
        passage = new Passage(world.clock(), clusters);
        world.scheduler().reach((machine, name, input) -> executions.start(requireMachine(machine), name, Json.parse(input)));
    }

    private SandboxPlatform platformOf(FunctionDefinition function) {
        return new SandboxPlatform(world, clusters, transport, function, charts, random, permissions.of(function), latency);
    }

    public static Sandbox open(SandboxSettings settings) {
        return new Sandbox(settings);
    }

    /** @throws IllegalArgumentException if there is none of that ARN */
    public StateMachine requireMachine(String arn) {
        return Optional.ofNullable(machines.get(arn)).orElseThrow(() -> new IllegalArgumentException("State Machine Does Not Exist: '" + arn + "'"));
    }

    /** The platform of Admission's function, for whoever only wants to plan. */
    public Platform platform() {
        return platform("AdmissionFunction");
    }

    /** Whose function is, or was last, at work: {@code KafkaCluster}, {@code Chat}, … */
    public String running() {
        return platforms.running();
    }

    /** The platform of that function. */
    public Platform platform(String functionId) {
        return platforms.of(stack.functions().get(functionId));
    }

    /** The platform of a person in this account, who sees the stack. To be asked for once. */
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

    /** Every call of a function to AWS, Kubernetes or Milvus passes it first from now on. */
    public void disturb(FaultInjector disturbance) {
        world.intercept(disturbance);
        clusters.intercept(disturbance);
        clusters.interceptMilvus(disturbance);
        host.dieBy(disturbance);
    }

    public SandboxCache cache() {
        return cache;
    }

    /** The Kubernetes clusters that run, and what runs in them. */
    public Clusters clusters() {
        return clusters;
    }

    /** Lambda: what its functions are called with, answer and log. */
    public FunctionHost functions() {
        return host;
    }

    public void listen(HistoryListener listener) {
        executions.listen(listener);
    }

    /** The states that are stages: those of every machine that are a function's, but for the failure path's. */
    public Set<String> stages() {
        return StackResources.stages(stack, machines.values());
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
     * @throws InvalidRequest        when no rule takes the event
     * @throws IllegalStateException when it succeeds and leaves a way in for somebody whom nobody let in
     */
    public Outcome deliver(JsonNode event) {
        Execution execution = start(event);
        Outcome outcome = run(execution);
        if (outcome.ready()) {
            outsider().requireOut(Outcome.environment(execution.input()));
        }
        return outcome;
    }

    /** Routes the event as {@link #deliver} does; what it starts takes its first step when the clock next runs. */
    public Execution start(JsonNode event) {
        return delivery.start(event);
    }

    /** Runs an execution, and whatever else falls due, until that execution has ended. */
    public Outcome run(Execution execution) {
        runUntil(() -> !execution.isRunning());
        return outcome(execution);
    }

    /** Somebody whom nobody let in. */
    public Outsider outsider() {
        return new Outsider(world, stack, clusters.tokens());
    }

    /** Runs whatever falls due, step by step, until the condition holds or nothing is left to happen. */
    public void runUntil(BooleanSupplier condition) {
        passage.runUntil(condition);
    }

    /** Hands an event of API Gateway (payload 2.0) to the function of its route; time stands still meanwhile. */
    public JsonNode request(JsonNode event) {
        return invocations.request(event);
    }

    /** Invokes a function, by its logical id or an ARN of its, for somebody who is no state machine of the sandbox's. */
    public TaskOutcome invoke(String function, JsonNode event) {
        return invocations.invoke(function, event);
    }

    /** What the account's limits refused so far. */
    public Throttling throttling() {
        return throttling;
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
        List<Execution> children = executions.all().stream().filter(child -> child.startedBy(execution)).toList();
        List<Execution> earlier = executions.all().stream().takeWhile(each -> each != execution).toList();
        return new Outcomes(world.place().durations()).of(execution, children, earlier, meter.of(execution));
    }

    /** Lets that much virtual time pass for everything that runs. */
    public void advance(Duration duration) {
        passage.advance(duration);
    }

    /** A client of an EKS cluster's API, with the rights of the function that installs Milvus there. */
    public KubernetesClient kubernetes(String cluster) {
        return platform("MilvusReleaseFunction").kubernetes(new ClusterAccess(cluster, "", FakeKubernetesCluster.certificateAuthorityData()));
    }

    @Override
    public void close() {
        platforms.close();
        clusters.close();
        world.dynamoDb().dropTables();
    }
}
