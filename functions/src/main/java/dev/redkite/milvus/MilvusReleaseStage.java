package dev.redkite.milvus;

import dev.redkite.chart.ReleaseFacts;
import dev.redkite.chart.ReleaseStage;
import dev.redkite.failure.StageBroken;
import dev.redkite.platform.Platform;
import dev.redkite.stage.InOrder;
import dev.redkite.stage.Observation.Absent;
import dev.redkite.stage.Observation.Broken;
import dev.redkite.stage.Observation.Changing;
import dev.redkite.stage.Observation.Degraded;
import dev.redkite.stage.Observation.Drifted;
import dev.redkite.stage.Observation.OnBroken;
import dev.redkite.stage.Observation.Ready;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Resource;
import dev.redkite.stage.Stage;
import java.util.ArrayList;
import java.util.List;

/** Milvus' Helm release, and its workloads as planned; whether they are ready is the probe's question. */
final class MilvusReleaseStage implements Resource<MilvusReleaseSpec, MilvusReleaseFacts> {

    private final ReleaseStage release;
    private final Workloads workloads;

    private MilvusReleaseStage(Platform platform) {
        release = new ReleaseStage(platform);
        workloads = new Workloads(platform);
    }

    /** Namespace, etcd's priority, logins, release; backwards: the load balancers' objects, release, logins, volumes, priority, namespace. */
    static Stage<MilvusReleaseSpec, MilvusReleaseFacts> whole(Platform platform) {
        return new InOrder<>(MilvusReleaseFacts.class, List.of(
                new NamespaceStage(platform),
                new PriorityClassStage(platform),
                new VolumesStage(platform),
                new KafkaSecretStage(platform),
                new RootSecretStage(platform),
                new MilvusReleaseStage(platform),
                new DoorwaysStage(platform)));
    }

    @Override
    public Observation<MilvusReleaseFacts> observe(MilvusReleaseSpec wanted) {
        return switch (release.observe(wanted.release())) {
            case Absent<ReleaseFacts> _ -> Observation.absent();
            case Changing<ReleaseFacts>(String reason) -> Observation.changing(reason);
            case Degraded<ReleaseFacts>(String reason) -> Observation.degraded(reason);
            case Broken<ReleaseFacts>(String reason, OnBroken then) -> new Broken<>(reason, then);
            case Ready<ReleaseFacts>(ReleaseFacts facts) -> Observation.described(milvus(facts), missing(wanted));
            case Drifted<ReleaseFacts> drifted -> {
                List<String> all = new ArrayList<>(drifted.differences());
                all.addAll(missing(wanted));
                yield Observation.described(milvus(drifted.facts()), all);
            }
        };
    }

    private List<String> missing(MilvusReleaseSpec wanted) {
        return wanted.surroundings() == null ? List.of() : workloads.differences(wanted);
    }

    private static MilvusReleaseFacts milvus(ReleaseFacts facts) {
        return new MilvusReleaseFacts(facts.namespace(), facts.release(), facts.chartVersion(), facts.revision(), facts.drift());
    }

    @Override
    public void create(MilvusReleaseSpec wanted) {
        release.create(wanted.release());
    }

    @Override
    public void update(MilvusReleaseSpec wanted, Drifted<MilvusReleaseFacts> drifted) {
        requireFamily(wanted, drifted.facts());
        ReleaseFacts facts = new ReleaseFacts(drifted.facts().namespace(), drifted.facts().release(),
                drifted.facts().chartVersion(), drifted.facts().revision());
        release.update(wanted.release(), new Drifted<>(facts, drifted.changes()));
    }

    /**
     * The door refuses another family of charts, but by the registry, which may have been lost: a Milvus of another shape over
     * the same etcd would not find its data.
     */
    private void requireFamily(MilvusReleaseSpec wanted, MilvusReleaseFacts standing) {
        String planned = wanted.release().chartVersion();
        if (!major(planned).equals(major(standing.chartVersion())) && release.everDeployed(wanted.release())) {
            throw new StageBroken(("Release %s in namespace %s stands with chart milvus %s, and the plan for Milvus %s takes chart %s, whose Milvus is another: it would not find the data. "
                    + "Next: name the Milvus version that stands in milvus.version and send the request again; or recreate the environment.")
                    .formatted(standing.release(), standing.namespace(), standing.chartVersion(), wanted.plan().milvus().version(), planned));
        }
    }

    private static String major(String chartVersion) {
        return chartVersion.substring(0, chartVersion.indexOf('.'));
    }

    @Override
    public void remove(MilvusReleaseSpec wanted) {
        release.remove(wanted.release());
    }
}
