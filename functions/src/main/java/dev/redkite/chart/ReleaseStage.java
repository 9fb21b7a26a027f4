package dev.redkite.chart;

import dev.redkite.json.Json;
import dev.redkite.platform.Charts;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.platform.Clusters;
import dev.redkite.platform.Helm;
import dev.redkite.stage.Change;
import dev.redkite.stage.NamedResource;
import dev.redkite.stage.Observation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One Helm release: installed, upgraded in place when chart or values differ or somebody changed what it made, repaired when
 * a call died in it, and rid of what an upgrade should have deleted.
 *
 * <p>A release of which nothing was ever deployed is installed again: charts ask whether they are installed or upgraded, and
 * what an upgrade makes may never come up by itself. Helm takes over what stands and carries its marks.
 */
public record ReleaseStage(
        Clusters clusters, Function<ClusterAccess, Helm> helm, Charts charts, InstantSource time)
        implements NamedResource<ReleaseSpec, ReleaseIdentity, ReleaseFacts> {

    /**
     * No call of ours waits, so an operation under way for longer than this died with its function. Functions that
     * use Helm must have a shorter timeout.
     */
    public static final Duration LONGEST_CALL = Duration.ofMinutes(5);

    @Override
    public Observation<ReleaseFacts> observe(ReleaseSpec spec) {
        return observe(spec, List::of);
    }

    /** @param others what else an upgrade puts right, for people; asked for when nothing is under way */
    public Observation<ReleaseFacts> observe(ReleaseSpec spec, Supplier<List<String>> others) {
        return present(identity(spec)).then(history -> compared(spec, history, others));
    }

    /** Once anything of the release was deployed, whatever it was, it is ready. */
    public Observation<ReleaseFacts> observeUntilDeployed(ReleaseSpec spec) {
        return present(identity(spec)).then(history -> everDeployed(history)
                ? Observation.ready(facts(history.getLast()))
                : compared(spec, history, List::of));
    }

    @Override
    public Observation<List<StoredRelease>> present(ReleaseIdentity release) {
        List<StoredRelease> history = history(release);
        if (history.isEmpty()) {
            return Observation.absent();
        }
        StoredRelease found = history.getLast();
        return found.underway() && recent(found)
                ? Observation.changing("release %s is %s by another call".formatted(found.name(), found.status()))
                : Observation.ready(history);
    }

    private List<StoredRelease> history(ReleaseIdentity release) {
        return new ReleaseStore(clusters.kubernetes(release.cluster())).history(release.namespace(), release.name());
    }

    @Override
    public ReleaseIdentity identity(ReleaseSpec spec) {
        return new ReleaseIdentity(spec.cluster(), spec.namespace(), spec.name());
    }

    private Observation<ReleaseFacts> compared(ReleaseSpec spec, List<StoredRelease> history, Supplier<List<String>> others) {
        StoredRelease found = history.getLast();
        ReleaseFacts facts = facts(found);
        List<String> differences = differences(spec, found);
        if (differences.isEmpty()) {
            return compared(spec, history, facts, others);
        }
        differences.addAll(others.get());
        return Observation.compared(facts, Change.of(differences, () -> mend(spec, history)));
    }

    private static ReleaseFacts facts(StoredRelease found) {
        return new ReleaseFacts(found.namespace(), found.name(), found.chartVersion(), found.revision());
    }

    /** What an upgrade left standing goes first, by itself. */
    private Observation<ReleaseFacts> compared(
            ReleaseSpec spec, List<StoredRelease> history, ReleaseFacts facts, Supplier<List<String>> others) {
        List<HasMetadata> undeleted = droppedObjects(spec).standing(history);
        ReleaseDrift.Found drift = new ReleaseDrift(clusters.kubernetes(spec.cluster()), spec.namespace())
                .of(history.getLast().manifest());
        boolean fought = !drift.edited().isEmpty() && putRight(spec, history);
        List<String> differences = new ArrayList<>(drift.missing());
        differences.addAll(fought ? List.of() : drift.edited());
        differences.addAll(others.get());
        List<Change> changes = new ArrayList<>(Change.of(undeleted(spec, undeleted), () -> droppedObjects(spec).remove(undeleted)));
        changes.addAll(Change.of(differences, () -> mend(spec, history)));
        return Observation.compared(fought ? new ReleaseFacts(
                facts.namespace(), facts.release(), facts.chartVersion(), facts.revision(), drift.edited()) : facts, Change.oneAtATime(changes));
    }

    /**
     * Whether the newest revision has just put right what was edited. What differs all the same, a webhook or a controller in
     * the cluster writes, and would write again after every upgrade: it is named, and not fought.
     */
    private boolean putRight(ReleaseSpec spec, List<StoredRelease> history) {
        return history.size() > 1 && recent(history.getLast()) && ofContent(spec, history.get(history.size() - 2)).isEmpty();
    }

    private boolean recent(StoredRelease revision) {
        return time.instant().isBefore(revision.begun().plus(LONGEST_CALL));
    }

    private static List<String> undeleted(ReleaseSpec spec, List<HasMetadata> standing) {
        return standing.stream()
                .map(object -> "%s %s is there, and only in earlier revisions of release %s".formatted(
                        object.getKind(), object.getMetadata().getName(), spec.name()))
                .toList();
    }

    private static List<String> differences(ReleaseSpec spec, StoredRelease found) {
        List<String> differences = new ArrayList<>();
        if (!found.deployed()) {
            differences.add("revision %d is %s: %s".formatted(found.revision(), found.status(), found.description()));
        }
        differences.addAll(ofContent(spec, found));
        return differences;
    }

    private static List<String> ofContent(ReleaseSpec spec, StoredRelease found) {
        List<String> differences = new ArrayList<>();
        if (!found.chartName().equals(spec.chart()) || !found.chartVersion().equals(spec.chartVersion())) {
            differences.add("chart is %s %s, wanted %s %s"
                    .formatted(found.chartName(), found.chartVersion(), spec.chart(), spec.chartVersion()));
        }
        differences.addAll(ValueDifferences.between(found.values(), spec.values()));
        return differences;
    }

    @Override
    public void create(ReleaseSpec spec) {
        helm.apply(spec.cluster()).install(spec.namespace(), spec.name(), archive(spec), spec.values());
    }

    private void mend(ReleaseSpec spec, List<StoredRelease> history) {
        if (everDeployed(history)) {
            upgrade(spec, history.getLast());
        } else {
            installAgain(spec, history);
        }
    }

    /** Whether anything of the release was ever deployed, so that what it made may hold data. */
    public boolean everDeployed(ReleaseSpec spec) {
        return everDeployed(history(identity(spec)));
    }

    private static boolean everDeployed(List<StoredRelease> history) {
        return history.stream().anyMatch(StoredRelease::onceDeployed);
    }

    private void upgrade(ReleaseSpec spec, StoredRelease found) {
        if (found.underway()) {
            store(spec).markFailed(spec.namespace(), spec.name());
        }
        store(spec).forgetOldRevisions(spec.namespace(), spec.name());
        if (!found.chartVersion().equals(spec.chartVersion())) {
            define(spec);
        }
        helm.apply(spec.cluster()).upgrade(spec.namespace(), spec.name(), archive(spec), spec.values());
    }

    /**
     * Helm makes a chart's definitions of custom resources once and never changes them
     * (https://helm.sh/docs/chart_best_practices/custom_resource_definitions/), but a later chart relies on its own.
     */
    private void define(ReleaseSpec spec) {
        KubernetesClient kubernetes = clusters.kubernetes(spec.cluster());
        String definitions = helm.apply(spec.cluster()).definitions(archive(spec));
        new ManifestObjects(kubernetes, spec.namespace()).of(definitions).values().forEach(definition -> kubernetes
                .resource(Json.text(definition.written()))
                .fieldManager("redkite").forceConflicts().serverSideApply());
    }

    /**
     * What other values or another chart made would stay for ever once Helm has forgotten them, so it goes first. A revision
     * under way is marked before it is forgotten: where the API server takes no change, as Helm's own end of an installation
     * may have found and kept to itself, its words are told.
     */
    private void installAgain(ReleaseSpec spec, List<StoredRelease> history) {
        if (history.getLast().underway()) {
            store(spec).markFailed(spec.namespace(), spec.name());
        }
        boolean same = history.stream().allMatch(revision -> ofContent(spec, revision).isEmpty());
        List<HasMetadata> standing = same ? List.of() : droppedObjects(spec).madeBy(history);
        if (!standing.isEmpty()) {
            droppedObjects(spec).remove(standing);
            return;
        }
        store(spec).forget(spec.namespace(), spec.name());
        create(spec);
    }

    @Override
    public void remove(ReleaseIdentity release) {
        helm.apply(release.cluster()).uninstall(release.namespace(), release.name());
    }

    private Path archive(ReleaseSpec spec) {
        return charts.require(spec.chart(), spec.chartVersion(), spec.chartDigest());
    }

    private DroppedObjects droppedObjects(ReleaseSpec spec) {
        return new DroppedObjects(clusters.kubernetes(spec.cluster()));
    }

    private ReleaseStore store(ReleaseSpec spec) {
        return new ReleaseStore(clusters.kubernetes(spec.cluster()));
    }
}
