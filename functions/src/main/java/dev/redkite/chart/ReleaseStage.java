package dev.redkite.chart;

import dev.redkite.outside.Outside;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Observation.Drifted;
import dev.redkite.stage.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One Helm release: installed, upgraded in place when chart or values differ, repaired when a call died in it. */
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
        return Observation.compared(facts, differences(wanted, found));
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
        ReleaseStore store = store(wanted);
        if (store.find(wanted.namespace(), wanted.name()).filter(StoredRelease::underway).isPresent()) {
            store.markFailed(wanted.namespace(), wanted.name());
        }
        outside.helm(wanted.cluster()).upgrade(wanted.namespace(), wanted.name(), archive(wanted), wanted.values());
    }

    @Override
    public void remove(ReleaseSpec wanted) {
        outside.helm(wanted.cluster()).uninstall(wanted.namespace(), wanted.name());
    }

    private Path archive(ReleaseSpec wanted) {
        return outside.charts().require(wanted.chart(), wanted.chartVersion(), wanted.chartDigest());
    }

    private ReleaseStore store(ReleaseSpec wanted) {
        return new ReleaseStore(outside.kubernetes(wanted.cluster()));
    }
}
