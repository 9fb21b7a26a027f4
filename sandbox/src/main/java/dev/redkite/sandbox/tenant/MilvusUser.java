package dev.redkite.sandbox.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.backup.Backups;
import dev.redkite.deployment.Operation;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import dev.redkite.milvus.LoadBalancedObjects;
import dev.redkite.milvus.RootLogin;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.Registry;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.s3.FakeS3Client;
import dev.redkite.sandbox.milvus.Binlog;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.ExecutionStatus;
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

/**
 * Whoever keeps rows in an environment's Milvus: writes some between operations, and looks afterwards for all that was acknowledged; while he is
 * still served before an end that keeps them, he makes partitions, indexes and second names too. What
 * operations do to rows by their users' leave he learns by looking on.
 */
public final class MilvusUser {

    private static final String KEYS_MADE = "visits";
    private static final List<String> COLLECTIONS = List.of("orders", KEYS_MADE);

    /** What a teardown comes to once nothing keeps it from taking rows away. */
    private static final Set<String> REMOVAL = Set.of("MilvusRelease", "KafkaAndCluster");

    private final Sandbox sandbox;
    private final String environment;
    private final RandomGenerator random;
    private final BackedUpRows backups;
    private final ExpectedRows expected = new ExpectedRows();
    private final CollectionWork work;
    /** Whether anything has happened since somebody looked. */
    private boolean stirred;
    /** Whether his rows are in a backup only, to come back. */
    private boolean away;
    /** Whoever has missed something writes no more: what comes of it would only hide that. */
    private boolean hasMissed;

    /**
     * To be called before anything runs in the sandbox.
     *
     * @param random  what he does
     * @param backups of all environments there
     */
    public MilvusUser(Sandbox sandbox, String environment, RandomGenerator random, BackedUpRows backups) {
        this.sandbox = sandbox;
        this.backups = backups;
        this.environment = environment;
        this.random = random;
        work = new CollectionWork(environment, expected, backups, random);
        sandbox.listen(this::happened);
    }

    private void happened(Execution execution, HistoryEvent event) {
        switch (event.kind()) {
            case STATE_ENTERED -> {
                if (REMOVAL.contains(event.state()) && isHis(execution) && operation(execution) == Operation.teardown) {
                    goes(execution);
                }
            }
            case TASK_SUCCEEDED -> {
                if (away && event.state().equals("Admission") && isHis(execution) && operation(execution) == Operation.provision
                        && Json.convert(event.data(), Plan.class).keeps() == null) {
                    expected.forgotten();
                }
                if (event.state().equals("BackupManifest") && isHis(execution) && operation(execution) == Operation.teardown) {
                    writesOn(execution, admitted(execution).orElseThrow());
                }
                if (event.state().equals("RestoreSource") && isHis(execution)) {
                    expected.restoring(arriving(execution, event.data()));
                }
            }
            case EXECUTION_SUCCEEDED, EXECUTION_FAILED, EXECUTION_TIMED_OUT, EXECUTION_ABORTED -> {
                if (isHis(execution)) {
                    ended(execution);
                }
            }
            default -> { }
        }
    }

    /** What comes back after an end is all that there was then, whichever backup is taken for that. */
    private Map<String, Rows> arriving(Execution execution, JsonNode source) {
        return away && operation(execution) == Operation.provision
                ? expected.collections() : backups.require(source.path("environment").asText(), source.path("backup").asText());
    }

    /** What a teardown keeps is backed up before its first change, and until the load balancer goes with its Service he is served. */
    private void writesOn(Execution execution, Plan plan) {
        note(proven(Backups.Place.of(plan)));
        boolean up = succeeded(execution, "ClusterAccess").filter(access -> access.data().hasNonNull("endpoint")).isPresent();
        if (!up || !served(plan) || away || hasMissed) {
            return;
        }
        if (random.nextBoolean()) {
            ask(plan, client -> writes(client, !plan.milvus().version().startsWith("2.2.")));
        }
        if (random.nextBoolean()) {
            ask(plan, client -> makesFeatures(client, plan));
        }
    }

    /** Seen, not asked for: what goes wrong with Redkite's calls is no affair of his. */
    private boolean served(Plan plan) {
        return sandbox.clusters().all().get(plan.names().clusterName()).objects("services").stream()
                .map(service -> service.path("metadata"))
                .anyMatch(service -> service.path("namespace").asText().equals(plan.names().release())
                        && service.path("name").asText().equals(LoadBalancedObjects.service(plan)) && !service.has("deletionTimestamp"));
    }

    /** With all that he was told is written, or with nothing, as whoever asked for it was told. */
    private void goes(Execution execution) {
        Plan plan = admitted(execution).orElseThrow();
        if (plan.keeps() == null) {
            expected.forgotten();
            return;
        }
        note(proven(Backups.Place.of(plan)));
        Map<String, Rows> kept = expected.collections();
        expected.forgotten();
        expected.comesBack(kept);
        away = true;
    }

    private static Optional<Plan> admitted(Execution execution) {
        return succeeded(execution, "Admission").map(admission -> Json.convert(admission.data(), Plan.class));
    }

    /** For the last time: a redrive comes to it again. */
    private static Optional<HistoryEvent> succeeded(Execution execution, String state) {
        return execution.history().stream()
                .filter(event -> event.kind() == HistoryEvent.Kind.TASK_SUCCEEDED && event.state().equals(state)).reduce((_, later) -> later);
    }

    private boolean isHis(Execution execution) {
        return Outcome.environment(execution.input()).equals(environment);
    }

    private static Operation operation(Execution execution) {
        return Operation.valueOf(execution.machine().name().replaceFirst("^.*-", ""));
    }

    private void ended(Execution execution) {
        stirred = true;
        boolean well = execution.status() == ExecutionStatus.SUCCEEDED;
        switch (operation(execution)) {
            case pause -> {
                if (well) {
                    expected.allStored();
                }
            }
            case restore -> {
                if (well) {
                    expected.restored();
                }
            }
            case backup, teardown -> admitted(execution).ifPresent(plan -> note(proven(Backups.Place.of(plan))));
            case provision -> {
                if (well && succeeded(execution, "RestoreCompletion").isPresent()) {
                    expected.restored();
                }
                away &= !well;
            }
            case recreate, resume -> { }
        }
    }

    /** milvus-backup has Milvus flush before it copies. */
    private void note(Set<String> proven) {
        if (backups.note(environment, proven, expected.collections())) {
            expected.allStored();
        }
    }

    /** Names of backups, by the notes that make them such. */
    private Set<String> proven(Backups.Place place) {
        FakeS3Client s3 = sandbox.world().s3();
        String prefix = "%s/%s/".formatted(place.path(), Backups.Note.manifests);
        return !s3.has(place.bucket()) ? Set.of() : s3.keys(place.bucket()).stream().filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()).replaceFirst("\\.json$", "")).collect(Collectors.toSet());
    }

    /** What of his rows is not as it must be, once something has happened since he looked; while nothing serves, whether all of them are stored. */
    public List<String> misses() {
        if (!stirred || expected.areNone()) {
            return List.of();
        }
        List<String> misses = find(Phase.READY).map(this::misses).or(() -> find(Phase.PAUSED).map(this::unstored)).orElse(List.of());
        hasMissed = hasMissed || !misses.isEmpty();
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

    /** A pause flushes all there is. */
    private List<String> unstored(Plan plan) {
        FakeS3Client s3 = sandbox.world().s3();
        String bucket = plan.storage().bucket();
        return expected.unstored(s3.keys(bucket).stream().filter(key -> key.startsWith(plan.storage().rootPath() + "/insert_log/"))
                .map(key -> s3.read(bucket, key).orElseThrow().meaning())
                .filter(Binlog.class::isInstance).map(Binlog.class::cast)
                .flatMap(binlog -> binlog.messages().stream())
                .flatMap(message -> message.rows().stream())
                .map(row -> row.get(UserCollection.NUMBER))
                .collect(Collectors.toSet()));
    }

    /** Those of collections that are not his are nothing to him, but that they stand. */
    private Map<String, Rows.Found> read(MilvusClientV2 client) {
        return client.listCollectionsV2(ListCollectionsReq.builder().databaseName("default").build()).getCollectionNames().stream()
                .collect(Collectors.toMap(name -> name, name -> expected.mayStand(name) ? collection(client, name).found() : new Rows.Found(List.of(), Set.of())));
    }

    /**
     * Writes a few rows, some of which he flushes; now and then deletes one, or drops a collection of which he has a backup.
     *
     * @return whether Milvus served him, and has lost nothing so far
     */
    public boolean works() {
        Optional<Plan> served = hasMissed ? Optional.empty() : find(Phase.READY);
        served.ifPresent(plan -> ask(plan, client -> writes(client, true)));
        return served.isPresent();
    }

    /** @param deletes whether he may, too: of a Milvus before 2.3 nobody can tell what was deleted since a backup */
    private List<String> writes(MilvusClientV2 client, boolean deletes) {
        COLLECTIONS.forEach(name -> work.write(collection(client, name), deletes));
        return COLLECTIONS;
    }

    private List<String> makesFeatures(MilvusClientV2 client, Plan plan) {
        COLLECTIONS.forEach(name -> work.makeFeature(collection(client, name), plan));
        return COLLECTIONS;
    }

    private static UserCollection collection(MilvusClientV2 client, String name) {
        return new UserCollection(client, name, name.equals(KEYS_MADE));
    }

    /** What was planned of the environment while it is so, and nobody works on it. */
    private Optional<Plan> find(Phase phase) {
        return Registry.of(sandbox.platform()).find(environment)
                .filter(item -> item.phase() == phase && item.execution() == null)
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
