package dev.redkite.sandbox.tenant;

import dev.redkite.backup.Backups;
import dev.redkite.deployment.Operation;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import dev.redkite.milvus.RootLogin;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.Registry;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.s3.FakeS3Client;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.HistoryEvent;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.service.collection.request.ListCollectionsReq;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Whoever keeps rows in an environment's Milvus: writes some between operations, and looks afterwards for all that was acknowledged. What
 * operations do to rows by their users' leave he learns by looking on.
 */
public final class MilvusUser {

    private static final String KEYS_MADE = "visits";
    private static final List<String> COLLECTIONS = List.of("orders", KEYS_MADE);

    /** What a teardown comes to once nothing keeps it from taking rows away. */
    private static final Set<String> REMOVAL = Set.of("Exposure", "KafkaAndCluster");

    private final Sandbox sandbox;
    private final String environment;
    private final RandomGenerator random;
    private final ExpectedRows expected = new ExpectedRows();
    private long next;
    /** Whether anything has happened since somebody looked. */
    private boolean stirred;

    /** To be called before anything runs in the sandbox. @param random what he does */
    public MilvusUser(Sandbox sandbox, String environment, RandomGenerator random) {
        this.sandbox = sandbox;
        this.environment = environment;
        this.random = random;
        sandbox.listen(this::happened);
    }

    private void happened(Execution execution, HistoryEvent event) {
        if (!Outcome.environment(execution.input()).equals(environment)) {
            return;
        }
        switch (event.kind()) {
            case STATE_ENTERED -> {
                if (REMOVAL.contains(event.state()) && operation(execution) == Operation.teardown) {
                    expected.forgotten();
                }
            }
            case TASK_SUCCEEDED -> {
                if (event.state().equals("RestoreSource")) {
                    expected.restoring(event.data().path("backup").asText());
                }
            }
            case EXECUTION_SUCCEEDED -> {
                succeeded(operation(execution));
                ended(execution);
            }
            case EXECUTION_FAILED, EXECUTION_TIMED_OUT, EXECUTION_ABORTED -> ended(execution);
            default -> { }
        }
    }

    private static Operation operation(Execution execution) {
        return Operation.valueOf(execution.machine().name().replaceFirst("^.*-", ""));
    }

    private void succeeded(Operation operation) {
        if (operation == Operation.pause) {
            expected.allStored();
        } else if (operation == Operation.restore) {
            expected.restored();
        }
    }

    private void ended(Execution execution) {
        stirred = true;
        if (Set.of(Operation.backup, Operation.teardown).contains(operation(execution))) {
            execution.history().stream()
                    .filter(event -> event.kind() == HistoryEvent.Kind.TASK_SUCCEEDED && event.state().equals("Admission"))
                    .findFirst()
                    .ifPresent(admission -> expected.backedUp(proven(Backups.Place.of(Json.convert(admission.data(), Plan.class)))));
        }
    }

    /** Names of backups, by the notes that make them such. */
    private Set<String> proven(Backups.Place place) {
        FakeS3Client s3 = sandbox.world().s3();
        String prefix = "%s/%s/".formatted(place.path(), Backups.Note.manifests);
        return !s3.has(place.bucket()) ? Set.of() : s3.keys(place.bucket()).stream().filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()).replaceFirst("\\.json$", "")).collect(Collectors.toSet());
    }

    /** What of his rows is not as it must be, where Milvus serves and something has happened since he looked. */
    public List<String> misses() {
        if (!stirred || expected.areNone()) {
            return List.of();
        }
        List<String> misses = findServed().map(this::misses).orElse(List.of());
        return misses.stream().map(each -> "a user of %s: %s".formatted(environment, each)).toList();
    }

    private List<String> misses(Plan plan) {
        stirred = false;
        try {
            return expected.violations(ask(plan, this::read));
        } catch (RuntimeException e) {
            return List.of("it is ready, and its rows cannot be read: " + e);
        }
    }

    /** Those of collections that are not his are nothing to him, but that they stand. */
    private Map<String, List<Long>> read(MilvusClientV2 client) {
        return client.listCollectionsV2(ListCollectionsReq.builder().databaseName("default").build()).getCollectionNames().stream()
                .collect(Collectors.toMap(name -> name, name -> expected.mayStand(name) ? collection(client, name).numbers() : List.of()));
    }

    /**
     * Writes a few rows, some of which he flushes; now and then deletes one, or drops a collection of which he has a backup.
     *
     * @return whether Milvus served him
     */
    public boolean works() {
        Optional<Plan> served = findServed();
        served.ifPresent(plan -> ask(plan, client -> {
            COLLECTIONS.forEach(name -> works(collection(client, name)));
            return plan;
        }));
        return served.isPresent();
    }

    private void works(UserCollection collection) {
        String name = collection.name();
        if (expected.isInABackup(name) && expected.find(name).isPresent() && random.nextInt(4) == 0) {
            collection.drop();
            expected.dropped(name);
            return;
        }
        if (!expected.mayStand(name)) {
            collection.create();
            expected.created(name);
        }
        if (expected.find(name).isPresent()) {
            write(collection);
        }
    }

    private void write(UserCollection collection) {
        insert(collection, 1 + random.nextInt(3));
        if (random.nextBoolean()) {
            collection.flush();
            expected.changed(collection.name(), Rows::stored);
            insert(collection, random.nextInt(3));
        }
        if (!collection.keysMade() && random.nextInt(3) == 0) {
            List<Long> standing = expected.find(collection.name()).orElseThrow().acknowledged().stream().sorted().toList();
            long chosen = standing.get(random.nextInt(standing.size()));
            collection.delete(chosen);
            expected.changed(collection.name(), rows -> rows.without(chosen));
        }
    }

    private void insert(UserCollection collection, int count) {
        List<Long> numbers = LongStream.range(next, next + count).boxed().toList();
        next += count;
        if (count > 0) {
            collection.insert(numbers);
            expected.changed(collection.name(), rows -> rows.with(numbers));
        }
    }

    private static UserCollection collection(MilvusClientV2 client, String name) {
        return new UserCollection(client, name, name.equals(KEYS_MADE));
    }

    /** Of the environment while it is ready, and nobody works on it. */
    private Optional<Plan> findServed() {
        return Registry.of(sandbox.platform()).find(environment)
                .filter(item -> item.phase() == Phase.READY && item.execution() == null)
                .flatMap(EnvironmentRecord::findPlan);
    }

    private <T> T ask(Plan plan, Function<MilvusClientV2, T> question) {
        ConnectConfig.ConnectConfigBuilder config = ConnectConfig.builder().uri("http://milvus");
        if (plan.milvus().authentication()) {
            config.username(RootLogin.USER)
                    .password(new RootLogin(() -> sandbox.world().secretsManager()).requirePassword(plan.names().rootSecret()));
        }
        return question.apply(sandbox.clusters().milvus(plan.names().clusterName()).client(config.build()));
    }
}
