package dev.redkite.milvus;

import dev.redkite.chart.ReleaseFacts;
import dev.redkite.chart.ReleaseStage;
import dev.redkite.platform.Clusters;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.time.InstantSource;

/**
 * What needs no broker: namespace, etcd's priority, and the release without Milvus' processes, so that etcd forms, load balancers
 * are made and images are pulled while MSK takes its time. {@link MilvusStage} upgrades the release to the whole one.
 *
 * <p>Only a release of which nothing was ever deployed is this step's. From then on it is left as it is: at its first half until
 * the upgrade, and as the last execution made it in an update.
 */
final class MilvusFoundationStep implements Step<MilvusReleaseSpec, ReleaseFacts> {

    private final NamespaceStage namespace;
    private final PriorityClassStage priority;
    private final FirstRelease release;
    private final PulledImages images;

    MilvusFoundationStep(Clusters clusters, ReleaseStage release, InstantSource time) {
        namespace = new NamespaceStage(clusters, time);
        priority = new PriorityClassStage(clusters);
        this.release = new FirstRelease(release);
        images = new PulledImages(clusters);
    }

    @Override
    public Progress<ReleaseFacts> run(MilvusReleaseSpec spec) {
        return namespace.ensure(spec.identity())
                .then(_ -> priority.ensure(spec.identity()))
                .then(_ -> release.ensure(spec))
                .map(facts -> {
                    images.pull(spec.identity(), facts);
                    return facts;
                });
    }

    /** The release up to its first deployment. */
    private record FirstRelease(ReleaseStage release) implements MilvusReleaseResource {

        @Override
        public Observation<ReleaseFacts> observe(MilvusReleaseSpec spec) {
            return release.observeUntilDeployed(spec.foundation());
        }

        @Override
        public void create(MilvusReleaseSpec spec) {
            release.create(spec.foundation());
        }
    }
}
