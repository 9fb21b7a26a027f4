package dev.redkite.milvus;

import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.failure.NotOurs;
import dev.redkite.platform.Clusters;
import dev.redkite.stage.Change;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Resource;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;

/**
 * etcd's pods go before Milvus': a volume ties each of them to one zone, where a pod of Milvus, which could run anywhere,
 * may have taken the room while etcd's was away. The scheduler then sends that one elsewhere.
 */
final class PriorityClassStage implements Resource<MilvusIdentity, Void> {

    /** Above 0, which every other pod of the release has, and far below the system's 2,000,000,000. */
    private static final int VALUE = 1_000_000;

    private final Clusters clusters;

    PriorityClassStage(Clusters clusters) {
        this.clusters = clusters;
    }

    static String name(Plan plan) {
        return plan.names().release() + "-etcd";
    }

    @Override
    public Observation<Void> observe(MilvusIdentity wanted) {
        PriorityClass found = cluster(wanted).scheduling().v1().priorityClasses().withName(name(wanted.plan())).get();
        if (found == null) {
            return Observation.absent();
        }
        Map<String, String> labels = found.getMetadata().getLabels();
        if (!wanted.plan().environment().equals(labels.get(Ownership.ENVIRONMENT_LABEL))) {
            throw new NotOurs("PriorityClass %s in cluster %s exists and is not labelled %s=%s. Next: remove it, or label it if it is yours, then redrive the execution."
                    .formatted(name(wanted.plan()), wanted.cluster().name(), Ownership.ENVIRONMENT_LABEL, wanted.plan().environment()));
        }
        boolean same = Integer.valueOf(VALUE).equals(found.getValue()) && !"Never".equals(found.getPreemptionPolicy())
                && labels.entrySet().containsAll(wanted.plan().ownership().labels().entrySet());
        return Observation.compared(null, same ? List.of()
                : List.of(new Change("PriorityClass %s differs".formatted(name(wanted.plan())), () -> replace(wanted))));
    }

    @Override
    public void create(MilvusIdentity wanted) {
        cluster(wanted).resource(priorityClass(wanted)).fieldManager("redkite").forceConflicts().serverSideApply();
    }

    /** Its value cannot be changed; the pods that were made by it keep theirs. */
    private void replace(MilvusIdentity wanted) {
        remove(wanted);
        create(wanted);
    }

    @Override
    public void remove(MilvusIdentity wanted) {
        cluster(wanted).scheduling().v1().priorityClasses().withName(name(wanted.plan())).delete();
    }

    private KubernetesClient cluster(MilvusIdentity wanted) {
        return clusters.kubernetes(wanted.cluster());
    }

    private static PriorityClass priorityClass(MilvusIdentity wanted) {
        return new PriorityClassBuilder()
                .withNewMetadata()
                .withName(name(wanted.plan()))
                .withLabels(wanted.plan().ownership().labels())
                .endMetadata()
                .withValue(VALUE)
                .withGlobalDefault(false)
                .withPreemptionPolicy("PreemptLowerPriority")
                .withDescription("etcd's volumes tie it to a zone, so it goes before Milvus' pods")
                .build();
    }
}
