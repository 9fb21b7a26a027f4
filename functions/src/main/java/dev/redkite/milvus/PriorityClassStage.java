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
record PriorityClassStage(Clusters clusters) implements Resource<MilvusIdentity, Void> {

    /** Above 0, which every other pod of the release has, and far below the system's 2,000,000,000. */
    private static final int VALUE = 1_000_000;

    static String name(Plan plan) {
        return plan.names().release() + "-etcd";
    }

    @Override
    public Observation<Void> observe(MilvusIdentity identity) {
        PriorityClass found = cluster(identity).scheduling().v1().priorityClasses().withName(name(identity.plan())).get();
        if (found == null) {
            return Observation.absent();
        }
        Map<String, String> labels = found.getMetadata().getLabels();
        if (!identity.plan().environment().equals(labels.get(Ownership.ENVIRONMENT_LABEL))) {
            throw new NotOurs("PriorityClass %s in cluster %s exists and is not labelled %s=%s. Next: remove it, or label it if it is yours, then redrive the execution."
                    .formatted(name(identity.plan()), identity.cluster().name(), Ownership.ENVIRONMENT_LABEL, identity.plan().environment()));
        }
        boolean same = Integer.valueOf(VALUE).equals(found.getValue()) && !"Never".equals(found.getPreemptionPolicy())
                && labels.entrySet().containsAll(identity.plan().ownership().labels().entrySet());
        return Observation.compared(same ? List.of()
                : List.of(new Change("PriorityClass %s differs".formatted(name(identity.plan())), () -> replace(identity))));
    }

    @Override
    public void create(MilvusIdentity identity) {
        cluster(identity).resource(priorityClass(identity)).fieldManager("redkite").forceConflicts().serverSideApply();
    }

    /** Its value cannot be changed; the pods that were made by it keep theirs. */
    private void replace(MilvusIdentity identity) {
        remove(identity);
        create(identity);
    }

    @Override
    public void remove(MilvusIdentity identity) {
        cluster(identity).scheduling().v1().priorityClasses().withName(name(identity.plan())).delete();
    }

    private KubernetesClient cluster(MilvusIdentity identity) {
        return clusters.kubernetes(identity.cluster());
    }

    private static PriorityClass priorityClass(MilvusIdentity identity) {
        return new PriorityClassBuilder()
                .withNewMetadata()
                .withName(name(identity.plan()))
                .withLabels(identity.plan().ownership().labels())
                .endMetadata()
                .withValue(VALUE)
                .withGlobalDefault(false)
                .withPreemptionPolicy("PreemptLowerPriority")
                .withDescription("etcd's volumes tie it to a zone, so it goes before Milvus' pods")
                .build();
    }
}
