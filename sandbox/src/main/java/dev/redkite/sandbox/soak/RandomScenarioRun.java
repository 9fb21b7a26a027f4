package dev.redkite.sandbox.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.deployment.Operation;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxCache;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.aws.Durations;
import dev.redkite.sandbox.fault.CallSite;
import dev.redkite.sandbox.fault.Experiment;
import dev.redkite.sandbox.fault.Fault;
import dev.redkite.sandbox.fault.Faults;
import dev.redkite.sandbox.fault.Injection;
import dev.redkite.sandbox.soak.Invariant.Standing;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.tenant.AwsCli;
import dev.redkite.sandbox.tenant.BackedUpRows;
import dev.redkite.sandbox.tenant.MilvusUser;
import dev.redkite.sandbox.tenant.SecondOwner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** One scenario in a sandbox of its own, with faults by chance; and what is wrong afterwards. */
final class RandomScenarioRun {

    /** At most so many faults go wrong in one scenario. */
    private static final int MOST_FAULTS = 4;

    /** The calls among which those are drawn: about as many as a scenario makes. */
    private static final int CALLS = 3000;

    /** What a user does about a failure: redrive, then ask again. */
    private static final int TRIES = 3;

    /**
     * @param executions of state machines
     * @param violations a sentence each
     */
    record Result(long seed, RandomScenario scenario, Set<CallSite> faults, int executions, List<String> violations, List<String> trace) {}

    private final RandomScenario scenario;
    private final Experiment experiment;
    private final Sandbox sandbox;
    private final Standing standing;
    private final Optional<Standing> clone;
    private final List<String> violations = new ArrayList<>();
    private final RandomGenerator tenancy;
    private final List<MilvusUser> users = new ArrayList<>();
    private Optional<SecondOwner> owner = Optional.empty();

    /** @param tenancy whether somebody else moves into the cluster, and with what; and what a user writes */
    private RandomScenarioRun(RandomScenario scenario, Experiment experiment, RandomGenerator tenancy) {
        this.scenario = scenario;
        this.tenancy = tenancy;
        this.experiment = experiment;
        this.sandbox = experiment.sandbox();
        this.standing = new Standing(sandbox, experiment.before(), scenario.specification().path("name").asText());
        this.clone = scenario.findClone().map(name -> new Standing(sandbox, experiment.before(), name));
        BackedUpRows backups = new BackedUpRows();
        Stream.concat(Stream.of(standing), clone.stream()).forEach(each ->
                users.add(new MilvusUser(sandbox, each.environment(), new Random(tenancy.nextLong()), backups)));
    }

    static Result of(long seed, SandboxCache cache) {
        RandomGenerator random = new Random(seed);
        RandomScenario scenario = RandomScenario.random(seed, random);
        SandboxSettings settings = SandboxSettings.of(scenario.requests().getFirst().event())
                .inProcess().withCache(cache).withDurations(Durations.random(random)).withQuotas(Specifications.QUOTAS);
        try (Experiment experiment = new Experiment(settings, sandbox -> disturb(scenario, sandbox, random))) {
            RandomScenarioRun run = new RandomScenarioRun(scenario, experiment, new Random(random.nextLong()));
            run.all();
            experiment.leaks().forEach(leak -> run.violations.add("a secret went astray: " + leak));
            return new Result(seed, scenario, experiment.fired(), run.sandbox.executions().all().size(),
                    run.violations, run.violations.isEmpty() ? List.of() : run.sandbox.trace());
        }
    }

    private static Injection disturb(RandomScenario scenario, Sandbox sandbox, RandomGenerator random) {
        CompanyBuckets.standing(sandbox.world().s3());
        sandbox.clusters().storage().writes(random.nextInt(50));
        if (!scenario.specification().at("/network").has("subnetIds") && random.nextInt(3) == 0) {
            sandbox.world().monitorRuntime();
        }
        sandbox.world().kafka().worksNowAndThen(new Random(random.nextLong()));
        return Injection.into(sandbox, chance(random));
    }

    /** Faults of any kind but answers out of the past, at calls by their numbers. */
    private static Faults chance(RandomGenerator random) {
        Set<Integer> numbers = new TreeSet<>();
        for (int i = random.nextInt(MOST_FAULTS + 1); i > 0; i--) {
            numbers.add(1 + random.nextInt(CALLS));
        }
        int[] calls = {0};
        return _ -> numbers.contains(++calls[0])
                ? Optional.of(Fault.values()[random.nextInt(Fault.UNPROCESSED.ordinal())])
                : Optional.empty();
    }

    private void all() {
        for (Request request : scenario.requests()) {
            Set<String> buckets = buckets();
            boolean alone = running().isEmpty();
            Optional<Execution> execution = start(request.event());
            if (request.until() != null) {
                sandbox.advance(request.until());
                continue;
            }
            execution.ifPresent(it -> run(it, request.redriven()));
            running().forEach(sandbox::run);
            experiment.settle();
            judge();
            users.forEach(user -> experiment.aside(user::works));
            maybeMovesIn();
            if (alone && !request.removeData() && !buckets().containsAll(buckets)) {
                violations.add(request + " took a bucket although nobody allowed it");
            }
        }
        removed();
    }

    private void judge() {
        violations.addAll(experiment.aside(this::violated));
        users.forEach(user -> violations.addAll(experiment.aside(user::misses)));
        owner.ifPresent(there -> experiment.aside(() -> there.lost(clusterStands()))
                .forEach(each -> violations.add("somebody else's was lost: " + each)));
    }

    private List<String> violated() {
        return cloneStands()
                ? Stream.of(standing, clone.orElseThrow()).flatMap(each -> Invariants.violationsBesideAnother(each).stream()).toList()
                : Invariants.violations(standing);
    }

    private boolean cloneStands() {
        return clone.flatMap(Invariants::find).filter(item -> item.phase() != Phase.REMOVED).isPresent();
    }

    /** Into every fourth environment that is up. */
    private void maybeMovesIn() {
        boolean ready = experiment.aside(() -> Invariants.find(standing)).filter(item -> item.phase() == Phase.READY).isPresent() && running().isEmpty();
        if (owner.isPresent() || !ready || !clusterStands() || tenancy.nextInt(4) != 0) {
            return;
        }
        SecondOwner there = new SecondOwner(sandbox.kubernetes(cluster()));
        owner = Optional.of(experiment.aside(() -> switch (tenancy.nextInt(5)) {
            case 0 -> there.database();
            case 1 -> there.service("default");
            case 2 -> there.claim("milvus").service("milvus").ingress("milvus");
            case 3 -> there.relic();
            default -> there.database().service("shop").ingress("shop").gateway("shop");
        }));
        experiment.settle();
    }

    /** Once it is meant to end, who is in the way does what the message says. */
    private void maybeFollows(Outcome outcome) {
        if (outcome.failed() && clusterStands() && owner.filter(there -> experiment.aside(() -> there.follows(outcome.message()))).isPresent()) {
            experiment.aside(() -> new AwsCli(sandbox.world()).follow(outcome.message()));
            experiment.settle();
        }
    }

    private boolean clusterStands() {
        return sandbox.world().inventory().containsKey("eks:cluster/" + cluster());
    }

    private String cluster() {
        return "redkite-" + standing.environment();
    }

    private Outcome run(Execution execution, boolean redriven) {
        Outcome outcome = sandbox.run(execution);
        return outcome.failed() && redriven && experiment.redrive(execution) ? sandbox.run(execution) : outcome;
    }

    private Optional<Execution> start(ObjectNode event) {
        try {
            return Optional.of(sandbox.start(event));
        } catch (InvalidRequest refused) {
            violations.add("an event found no rule: " + refused.getMessage());
            return Optional.empty();
        }
    }

    /** The last request was to remove everything; who asks often enough, gets it. */
    private void removed() {
        scenario.requests().stream().filter(each -> each.operation() == Operation.teardown && !each.environment().equals(standing.environment()))
                .forEach(this::removeClone);
        Request last = scenario.requests().getLast();
        // Twice, where no node runs: a claim goes at the first refusal, and its disk, which nobody deletes, at the second.
        int tries = owner.isPresent() ? TRIES + 2 : TRIES;
        for (int i = 0; i < tries && !standing.created().isEmpty(); i++) {
            Execution execution = sandbox.start(last.event());
            maybeFollows(run(execution, i == 0));
            running().forEach(sandbox::run);
        }
        experiment.settle();
        judge();
        standing.created().forEach((thing, tags) -> violations.add("left at the end: " + thing + " " + tags));
    }

    private void removeClone(Request request) {
        for (int i = 0; i < TRIES && experiment.aside(this::cloneStands); i++) {
            run(sandbox.start(request.event()), i == 0);
        }
    }

    private List<Execution> running() {
        return sandbox.executions().all().stream().filter(Execution::isRunning).toList();
    }

    private Set<String> buckets() {
        Set<String> buckets = new TreeSet<>(sandbox.world().inventory().keySet());
        buckets.removeIf(thing -> !thing.startsWith("s3:bucket/"));
        return buckets;
    }
}
