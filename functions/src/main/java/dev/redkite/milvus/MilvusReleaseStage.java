package dev.redkite.milvus;

import dev.redkite.chart.ReleaseFacts;
import dev.redkite.chart.ReleaseStage;
import dev.redkite.failure.StageBroken;
import dev.redkite.stage.Change;
import dev.redkite.stage.Observation.Drifted;
import dev.redkite.stage.Observation;
import java.util.List;

/** Milvus' Helm release, and its workloads as planned; whether they are ready is the probe's question. */
record MilvusReleaseStage(ReleaseStage release, Workloads workloads) implements MilvusReleaseResource {

    @Override
    public Observation<ReleaseFacts> observe(MilvusReleaseSpec spec) {
        Observation<ReleaseFacts> found = release.observe(spec.release(), () -> workloads.differences(spec));
        if (!(found instanceof Drifted<ReleaseFacts>(ReleaseFacts facts, List<Change> _))) {
            return found;
        }
        if (ofAnotherFamily(spec, facts)) {
            return Observation.compared(facts, List.of(refusal(spec, facts)));
        }
        return workloads.ofLaterMilvus(spec)
                ? Observation.compared(facts, List.of(new Change("a later Milvus runs", () -> workloads.refuseToGoBack(spec))))
                : found;
    }

    /** What a pause has stopped only starts again; what differs beyond that is the release's to end. */
    @Override
    public Observation<ReleaseFacts> mended(MilvusReleaseSpec spec, ReleaseFacts facts, List<Change> changes) {
        Observation<ReleaseFacts> started = workloads.started(spec) ? observe(spec) : Observation.compared(facts, changes);
        if (started instanceof Drifted<ReleaseFacts>(ReleaseFacts _, List<Change> left)) {
            left.forEach(change -> change.send().run());
            return observe(spec);
        }
        return started;
    }

    @Override
    public void create(MilvusReleaseSpec spec) {
        release.create(spec.release());
    }

    /**
     * The door refuses another family of charts, but by the registry, which may have been lost: a Milvus of another shape over
     * the same etcd would not find its data.
     */
    private boolean ofAnotherFamily(MilvusReleaseSpec spec, ReleaseFacts current) {
        return !major(spec.release().chartVersion()).equals(major(current.chartVersion())) && release.everDeployed(spec.release());
    }

    private static Change refusal(MilvusReleaseSpec spec, ReleaseFacts current) {
        String planned = spec.release().chartVersion();
        return new Change("chart is milvus %s, wanted %s".formatted(current.chartVersion(), planned), () -> {
            throw new StageBroken(("Release %s in namespace %s stands with chart milvus %s, and the plan for Milvus %s takes chart %s, whose Milvus is another: it would not find the data. "
                    + "Next: name the Milvus version that stands in milvus.version and send the request again; or recreate the environment.")
                    .formatted(current.release(), current.namespace(), current.chartVersion(), spec.plan().milvus().version(), planned));
        });
    }

    private static String major(String chartVersion) {
        return chartVersion.substring(0, chartVersion.indexOf('.'));
    }
}
