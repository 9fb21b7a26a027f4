package dev.redkite.milvus;

import dev.redkite.chart.ReleaseFacts;
import dev.redkite.platform.Platform;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Retirement;
import dev.redkite.stage.Stage;

/** Namespace, etcd's priority, logins, release; backwards: the load balancers' objects, release, logins, volumes, priority, namespace. */
final class MilvusStage implements Stage<MilvusReleaseSpec, ReleaseFacts> {

    private final NamespaceStage namespace;
    private final PriorityClassStage priority;
    private final VolumesStep volumes;
    private final KafkaSecretStage kafkaSecret;
    private final RootSecretStage rootSecret;
    private final MilvusReleaseStage release;
    private final DoorwaysStep doorways;

    MilvusStage(Platform platform) {
        namespace = new NamespaceStage(platform);
        priority = new PriorityClassStage(platform);
        volumes = new VolumesStep(platform);
        kafkaSecret = new KafkaSecretStage(platform);
        rootSecret = new RootSecretStage(platform);
        release = new MilvusReleaseStage(platform);
        doorways = new DoorwaysStep(platform);
    }

    @Override
    public Progress<ReleaseFacts> ensure(MilvusReleaseSpec wanted) {
        return namespace.ensure(wanted)
                .then(_ -> priority.ensure(wanted))
                .then(_ -> kafkaSecret.ensure(wanted))
                .then(_ -> rootSecret.ensure(wanted))
                .then(_ -> release.ensure(wanted));
    }

    @Override
    public Progress<Void> retire(MilvusReleaseSpec wanted) {
        return Retirement.inOrder(
                () -> doorways.run(wanted),
                () -> release.retire(wanted),
                () -> rootSecret.retire(wanted),
                () -> kafkaSecret.retire(wanted),
                () -> volumes.run(wanted),
                () -> priority.retire(wanted),
                () -> namespace.retire(wanted));
    }
}
