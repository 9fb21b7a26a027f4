package dev.redkite.milvus;

import dev.redkite.chart.ReleaseFacts;
import dev.redkite.chart.ReleaseStage;
import dev.redkite.platform.Clusters;
import dev.redkite.stage.PausableStage;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Retirement;
import java.time.InstantSource;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Namespace, etcd's priority, logins, release; backwards: the load balancers' objects, release, logins, volumes, priority, namespace. */
final class MilvusStage implements PausableStage<MilvusReleaseSpec, MilvusIdentity, ReleaseFacts> {

    private final NamespaceStage namespace;
    private final PriorityClassStage priority;
    private final VolumesStep volumes;
    private final KafkaSecretStage kafkaSecret;
    private final RootSecretStage rootSecret;
    private final MilvusReleaseStage release;
    private final PulledImages images;
    private final LoadBalancedObjectsStep loadBalancedObjects;
    private final ShutdownStep shutdown;

    MilvusStage(Clusters clusters, ReleaseStage release, Supplier<SecretsManagerClient> secrets, InstantSource time) {
        namespace = new NamespaceStage(clusters, time);
        priority = new PriorityClassStage(clusters);
        volumes = new VolumesStep(clusters, time);
        kafkaSecret = new KafkaSecretStage(clusters, secrets);
        rootSecret = new RootSecretStage(clusters, new RootLogin(secrets));
        this.release = new MilvusReleaseStage(release, new Workloads(clusters));
        images = new PulledImages(clusters);
        loadBalancedObjects = new LoadBalancedObjectsStep(clusters, time);
        shutdown = new ShutdownStep(clusters);
    }

    @Override
    public Progress<ReleaseFacts> ensure(MilvusReleaseSpec spec) {
        return namespace.ensure(spec.identity())
                .then(_ -> priority.ensure(spec.identity()))
                .then(_ -> kafkaSecret.ensure(spec))
                .then(_ -> rootSecret.ensure(spec))
                .then(_ -> release.ensure(spec))
                .map(facts -> {
                    images.forget(spec.identity());
                    return facts;
                });
    }

    @Override
    public Progress<Void> retire(MilvusIdentity identity) {
        return Retirement.inOrder(
                () -> loadBalancedObjects.run(identity),
                () -> release.retire(identity),
                () -> rootSecret.retire(identity),
                () -> kafkaSecret.retire(identity),
                () -> volumes.run(identity),
                () -> priority.retire(identity),
                () -> namespace.retire(identity));
    }

    /** The release stays, with its volumes and its load balancers: only its processes end. */
    @Override
    public Progress<Void> pause(MilvusIdentity identity) {
        return shutdown.run(identity);
    }
}
