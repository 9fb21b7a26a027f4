package dev.redkite.milvus;

import dev.redkite.failure.StageBroken;
import dev.redkite.kubernetes.NamespaceContents;
import dev.redkite.kubernetes.OwnObjects;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Pending;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceCondition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Milvus' namespace on its way out, when something holds it: nothing of it is left in the account, so what is ours goes with
 * the cluster. What somebody else put in and has not let go of may stand for something outside, and is named.
 */
record HeldNamespace(KubernetesClient kubernetes, Namespace namespace, String cluster) {

    /** Its controller comes to it within seconds, and whoever has set a finalizer and lives has taken it off by then. */
    private static final Duration USUAL = Duration.ofMinutes(1);

    boolean overdue(Instant now) {
        return !now.isBefore(Instant.parse(namespace.getMetadata().getDeletionTimestamp()).plus(USUAL));
    }

    /** @throws StageBroken when somebody else's object holds it, with what takes it off */
    Progress<Void> progress() {
        String name = namespace.getMetadata().getName();
        List<Pod> pods = kubernetes.pods().inNamespace(name).list().getItems();
        if (!pods.isEmpty()) {
            return new Pending<>("namespace %s is being deleted, and its pods are not gone: %s".formatted(name,
                    pods.stream().map(pod -> pod.getMetadata().getName()).collect(Collectors.joining(", "))));
        }
        OwnObjects ours = new OwnObjects(name);
        List<GenericKubernetesResource> theirs = new NamespaceContents(kubernetes, name).held().stream()
                .filter(object -> !ours.contain(object))
                .toList();
        if (!theirs.isEmpty()) {
            HeldObjects held = new HeldObjects(theirs);
            throw new StageBroken("Namespace %s of %s is being deleted and does not go%s. It is held by %s, which Redkite did not make. Next: %s"
                    .formatted(name, cluster, conditions(), held.sentence(), held.next()));
        }
        return Progress.done();
    }

    /** In the API server's own words; while pods are left it says nothing yet. */
    String conditions() {
        return namespace.getStatus() == null ? "" : namespace.getStatus().getConditions().stream()
                .filter(condition -> "True".equals(condition.getStatus()))
                .map(NamespaceCondition::getMessage)
                .collect(Collectors.collectingAndThen(Collectors.joining("; "), said -> said.isEmpty() ? "" : ": " + said));
    }
}
