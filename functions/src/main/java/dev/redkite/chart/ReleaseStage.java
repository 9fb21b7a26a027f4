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
public final class ReleaseStage implements NamedResource<ReleaseSpec, ReleaseIdentity, ReleaseFacts> {

    /**
     * No call of ours waits, so an operation under way for longer than this died with its function. Functions that
     * use Helm must have a shorter timeout.
     */
    public static final Duration LONGEST_CALL = Duration.ofMinutes(5);

    private final Clusters clusters;
    private final Function<ClusterAccess, Helm> helm;
    private final Charts charts;
    private final InstantSource time;

    public ReleaseStage(Clusters clusters, Function<ClusterAccess, Helm> helm, Charts charts, InstantSource time) {
        this.clusters = clusters;
        this.helm = helm;
        this.charts = charts;
        this.time = time;
    }

    @Override
    public Observation<ReleaseFacts> observe(ReleaseSpec wanted) {
        return observe(wanted, List::of);
    }

    /** @param others what else an upgrade puts right, for people; asked for when nothing is under way */
    public Observation<ReleaseFacts> observe(ReleaseSpec wanted, Supplier<List<String>> others) {
        return present(identity(wanted)).then(history -> compared(wanted, history, others));
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
    public ReleaseIdentity identity(ReleaseSpec wanted) {
        return new ReleaseIdentity(wanted.cluster(), wanted.namespace(), wanted.name());
    }

    private Observation<ReleaseFacts> compared(ReleaseSpec wanted, List<StoredRelease> history, Supplier<List<String>> others) {
        StoredRelease found = history.getLast();
        ReleaseFacts facts = new ReleaseFacts(found.namespace(), found.name(), found.chartVersion(), found.revision());
        List<String> differences = differences(wanted, found);
        if (differences.isEmpty()) {
            return compared(wanted, history, facts, others);
        }
        differences.addAll(others.get());
        return Observation.compared(facts, Change.of(differences, () -> mend(wanted, history)));
    }

    /** What an upgrade left standing goes first, by itself. */
    private Observation<ReleaseFacts> compared(
            ReleaseSpec wanted, List<StoredRelease> history, ReleaseFacts facts, Supplier<List<String>> others) {
        List<HasMetadata> undeleted = droppedObjects(wanted).standing(history);
        ReleaseDrift.Found drift = new ReleaseDrift(clusters.kubernetes(wanted.cluster()), wanted.namespace())
                .of(history.getLast().manifest());
        boolean fought = !drift.edited().isEmpty() && putRight(wanted, history);
        List<String> differences = new ArrayList<>(drift.missing());
        differences.addAll(fought ? List.of() : drift.edited());
        differences.addAll(others.get());
        List<Change> changes = new ArrayList<>(Change.of(undeleted(wanted, undeleted), () -> droppedObjects(wanted).remove(undeleted)));
        changes.addAll(Change.of(differences, () -> mend(wanted, history)));
        return Observation.compared(fought ? new ReleaseFacts(
                facts.namespace(), facts.release(), facts.chartVersion(), facts.revision(), drift.edited()) : facts, Change.oneAtATime(changes));
    }

    /**
     * Whether the newest revision has just put right what was edited. What differs all the same, a webhook or a controller in
     * the cluster writes, and would write again after every upgrade: it is named, and not fought.
     */
    private boolean putRight(ReleaseSpec wanted, List<StoredRelease> history) {
        return history.size() > 1 && recent(history.getLast()) && ofContent(wanted, history.get(history.size() - 2)).isEmpty();
    }

    private boolean recent(StoredRelease revision) {
        return time.instant().isBefore(revision.begun().plus(LONGEST_CALL));
    }

    private static List<String> undeleted(ReleaseSpec wanted, List<HasMetadata> standing) {
        return standing.stream()
                .map(object -> "%s %s is there, and only in earlier revisions of release %s".formatted(
                        object.getKind(), object.getMetadata().getName(), wanted.name()))
                .toList();
    }

    private static List<String> differences(ReleaseSpec wanted, StoredRelease found) {
        List<String> differences = new ArrayList<>();
        if (!found.deployed()) {
            differences.add("revision %d is %s: %s".formatted(found.revision(), found.status(), found.description()));
        }
        differences.addAll(ofContent(wanted, found));
        return differences;
    }

    private static List<String> ofContent(ReleaseSpec wanted, StoredRelease found) {
        List<String> differences = new ArrayList<>();
        if (!found.chartName().equals(wanted.chart()) || !found.chartVersion().equals(wanted.chartVersion())) {
            differences.add("chart is %s %s, wanted %s %s"
                    .formatted(found.chartName(), found.chartVersion(), wanted.chart(), wanted.chartVersion()));
        }
        differences.addAll(ValueDifferences.between(found.values(), wanted.values()));
        return differences;
    }

    @Override
    public void create(ReleaseSpec wanted) {
        helm.apply(wanted.cluster()).install(wanted.namespace(), wanted.name(), archive(wanted), wanted.values());
    }

    private void mend(ReleaseSpec wanted, List<StoredRelease> history) {
        if (everDeployed(history)) {
            upgrade(wanted, history.getLast());
        } else {
            installAgain(wanted, history);
        }
    }

    /** Whether anything of the release was ever deployed, so that what it made may hold data. */
    public boolean everDeployed(ReleaseSpec wanted) {
        return everDeployed(history(identity(wanted)));
    }

    private static boolean everDeployed(List<StoredRelease> history) {
        return history.stream().anyMatch(StoredRelease::onceDeployed);
    }

    private void upgrade(ReleaseSpec wanted, StoredRelease found) {
        if (found.underway()) {
            store(wanted).markFailed(wanted.namespace(), wanted.name());
        }
        store(wanted).forgetOldRevisions(wanted.namespace(), wanted.name());
        if (!found.chartVersion().equals(wanted.chartVersion())) {
            define(wanted);
        }
        helm.apply(wanted.cluster()).upgrade(wanted.namespace(), wanted.name(), archive(wanted), wanted.values());
    }

    /**
     * Helm makes a chart's definitions of custom resources once and never changes them
     * (https://helm.sh/docs/chart_best_practices/custom_resource_definitions/), but a later chart relies on its own.
     */
    private void define(ReleaseSpec wanted) {
        KubernetesClient kubernetes = clusters.kubernetes(wanted.cluster());
        String definitions = helm.apply(wanted.cluster()).definitions(archive(wanted));
        new ManifestObjects(kubernetes, wanted.namespace()).of(definitions).values().forEach(definition -> kubernetes
                .resource(Json.text(definition.written()))
                .fieldManager("redkite").forceConflicts().serverSideApply());
    }

    /**
     * What other values or another chart made would stay for ever once Helm has forgotten them, so it goes first. A revision
     * under way is marked before it is forgotten: where the API server takes no change, as Helm's own end of an installation
     * may have found and kept to itself, its words are told.
     */
    private void installAgain(ReleaseSpec wanted, List<StoredRelease> history) {
        if (history.getLast().underway()) {
            store(wanted).markFailed(wanted.namespace(), wanted.name());
        }
        boolean same = history.stream().allMatch(revision -> ofContent(wanted, revision).isEmpty());
        List<HasMetadata> standing = same ? List.of() : droppedObjects(wanted).madeBy(history);
        if (!standing.isEmpty()) {
            droppedObjects(wanted).remove(standing);
            return;
        }
        store(wanted).forget(wanted.namespace(), wanted.name());
        create(wanted);
    }

    @Override
    public void remove(ReleaseIdentity release) {
        helm.apply(release.cluster()).uninstall(release.namespace(), release.name());
    }

    private Path archive(ReleaseSpec wanted) {
        return charts.require(wanted.chart(), wanted.chartVersion(), wanted.chartDigest());
    }

    private DroppedObjects droppedObjects(ReleaseSpec wanted) {
        return new DroppedObjects(clusters.kubernetes(wanted.cluster()));
    }

    private ReleaseStore store(ReleaseSpec wanted) {
        return new ReleaseStore(clusters.kubernetes(wanted.cluster()));
    }
}
