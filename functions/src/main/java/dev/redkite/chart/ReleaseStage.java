package dev.redkite.chart;

import dev.redkite.outside.Outside;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Observation.Drifted;
import dev.redkite.stage.Resource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One Helm release: installed, upgraded in place when chart or values differ or somebody changed what it made, repaired when
 * a call died in it, and rid of what an upgrade should have deleted.
 */
public final class ReleaseStage implements Resource<ReleaseSpec, ReleaseFacts> {

    /**
     * No call of ours waits, so an operation under way for longer than this died with its function. Functions that
     * use Helm must have a shorter timeout.
     */
    public static final Duration LONGEST_CALL = Duration.ofMinutes(5);

    private final Outside outside;

    public ReleaseStage(Outside outside) {
        this.outside = outside;
    }

    @Override
    public Observation<ReleaseFacts> observe(ReleaseSpec wanted) {
        return store(wanted).find(wanted.namespace(), wanted.name())
                .map(found -> compared(wanted, found))
                .orElseGet(Observation::absent);
    }

    private Observation<ReleaseFacts> compared(ReleaseSpec wanted, StoredRelease found) {
        ReleaseFacts facts =
                new ReleaseFacts(found.namespace(), found.name(), found.chartVersion(), found.revision());
        if (found.underway() && outside.time().instant().isBefore(found.begun().plus(LONGEST_CALL))) {
            return Observation.changing("release %s is %s by another call".formatted(found.name(), found.status()));
        }
        List<String> differences = differences(wanted, found);
        if (differences.isEmpty()) {
            differences.addAll(undeleted(wanted, found));
            differences.addAll(new ReleaseDrift(outside.kubernetes(wanted.cluster()), wanted.namespace()).of(found.manifest()));
        }
        return Observation.compared(facts, differences);
    }

    private List<String> undeleted(ReleaseSpec wanted, StoredRelease found) {
        return dropped(wanted, found).stream()
                .map(object -> "%s %s is there, and only in earlier revisions of release %s".formatted(
                        object.getKind(), object.getMetadata().getName(), found.name()))
                .toList();
    }

    /** A first revision has nothing before it. */
    private List<HasMetadata> dropped(ReleaseSpec wanted, StoredRelease found) {
        return found.revision() == 1 ? List.of()
                : droppedObjects(wanted).standing(wanted.namespace(), wanted.name());
    }

    private static List<String> differences(ReleaseSpec wanted, StoredRelease found) {
        List<String> differences = new ArrayList<>();
        if (!found.deployed()) {
            differences.add("revision %d is %s: %s".formatted(found.revision(), found.status(), found.description()));
        }
        if (!found.chartName().equals(wanted.chart()) || !found.chartVersion().equals(wanted.chartVersion())) {
            differences.add("chart is %s %s, wanted %s %s"
                    .formatted(found.chartName(), found.chartVersion(), wanted.chart(), wanted.chartVersion()));
        }
        differences.addAll(ValueDifferences.between(found.values(), wanted.values()));
        return differences;
    }

    @Override
    public void create(ReleaseSpec wanted) {
        outside.helm(wanted.cluster()).install(wanted.namespace(), wanted.name(), archive(wanted), wanted.values());
    }

    @Override
    public void update(ReleaseSpec wanted, Drifted<ReleaseFacts> drifted) {
        Optional<StoredRelease> found = store(wanted).find(wanted.namespace(), wanted.name());
        List<HasMetadata> dropped = found.filter(release -> differences(wanted, release).isEmpty())
                .map(release -> dropped(wanted, release))
                .orElse(List.of());
        if (!dropped.isEmpty()) {
            droppedObjects(wanted).remove(dropped);
            return;
        }
        if (found.filter(StoredRelease::underway).isPresent()) {
            store(wanted).markFailed(wanted.namespace(), wanted.name());
        }
        store(wanted).forgetOldRevisions(wanted.namespace(), wanted.name());
        outside.helm(wanted.cluster()).upgrade(wanted.namespace(), wanted.name(), archive(wanted), wanted.values());
    }

    @Override
    public void remove(ReleaseSpec wanted) {
        outside.helm(wanted.cluster()).uninstall(wanted.namespace(), wanted.name());
    }

    private Path archive(ReleaseSpec wanted) {
        return outside.charts().require(wanted.chart(), wanted.chartVersion(), wanted.chartDigest());
    }

    private DroppedObjects droppedObjects(ReleaseSpec wanted) {
        return new DroppedObjects(outside.kubernetes(wanted.cluster()));
    }

    private ReleaseStore store(ReleaseSpec wanted) {
        return new ReleaseStore(outside.kubernetes(wanted.cluster()));
    }
}
