package dev.redkite.milvus;

import dev.redkite.environment.Ownership;
import dev.redkite.failure.NotOurs;
import dev.redkite.platform.Clusters;
import dev.redkite.stage.Change;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Resource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Milvus' namespace, which carries the ownership labels for all that is in it. */
record NamespaceStage(Clusters clusters, InstantSource time) implements Resource<MilvusIdentity, Void> {

    @Override
    public Observation<Void> observe(MilvusIdentity identity) {
        Namespace found = clusters.kubernetes(identity.cluster()).namespaces().withName(identity.namespace()).get();
        if (found == null) {
            return Observation.absent();
        }
        if (found.getMetadata().getDeletionTimestamp() != null) {
            return leaving(identity, found);
        }
        Map<String, String> labels = found.getMetadata().getLabels() == null ? Map.of() : found.getMetadata().getLabels();
        Map<String, String> ours = identity.plan().ownership().labels();
        if (!identity.plan().environment().equals(labels.get(Ownership.ENVIRONMENT_LABEL))) {
            throw new NotOurs("Namespace %s in cluster %s exists and is not labelled %s=%s. Next: remove it, or label it if it is yours, then redrive the execution."
                    .formatted(identity.namespace(), identity.cluster().name(), Ownership.ENVIRONMENT_LABEL, identity.plan().environment()));
        }
        return Observation.compared(labels.entrySet().containsAll(ours.entrySet()) ? List.of()
                : List.of(new Change("labels of namespace %s".formatted(identity.namespace()), () -> clusters.kubernetes(identity.cluster())
                        .resource(namespace(identity)).fieldManager("redkite").forceConflicts().serverSideApply())));
    }

    /** Deleted by somebody else: it is made anew once it is gone, and who keeps it from going is named as in a teardown. */
    private Observation<Void> leaving(MilvusIdentity identity, Namespace found) {
        HeldNamespace held = new HeldNamespace(clusters.kubernetes(identity.cluster()), found, identity.cluster().name());
        if (held.overdue(time.instant())) {
            held.progress();
        }
        return Observation.changing("namespace %s is being deleted%s".formatted(identity.namespace(), held.conditions()));
    }

    @Override
    public Progress<Void> retire(MilvusIdentity identity) {
        KubernetesClient kubernetes = clusters.kubernetes(identity.cluster());
        Optional<HeldNamespace> held = Optional.ofNullable(kubernetes.namespaces().withName(identity.namespace()).get())
                .filter(found -> found.getMetadata().getDeletionTimestamp() != null)
                .map(found -> new HeldNamespace(kubernetes, found, identity.cluster().name()))
                .filter(found -> found.overdue(time.instant()));
        return held.isPresent() ? held.get().progress() : Resource.super.retire(identity);
    }

    @Override
    public void create(MilvusIdentity identity) {
        clusters.kubernetes(identity.cluster()).resource(namespace(identity)).create();
    }

    @Override
    public void remove(MilvusIdentity identity) {
        clusters.kubernetes(identity.cluster()).namespaces().withName(identity.namespace()).delete();
    }

    private static Namespace namespace(MilvusIdentity identity) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(identity.namespace())
                .withLabels(identity.plan().ownership().labels())
                .endMetadata()
                .build();
    }
}
