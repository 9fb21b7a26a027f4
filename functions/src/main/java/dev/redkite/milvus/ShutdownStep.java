package dev.redkite.milvus;

import dev.redkite.platform.Clusters;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Every process of the release at an end, from the clients' side on: who writes goes before who stores, who stores before who
 * coordinates, and etcd, which all of them note their ends in, last. Each round begins once nothing of the one before runs.
 */
record ShutdownStep(Clusters clusters) implements Step<MilvusIdentity, Void> {

    /** How names of Deployments end: of what clients reach, and of what works on their data. */
    private static final List<String> CLIENTS = List.of("-proxy", "-attu");
    private static final String WORKERS = "node";

    /** What makes pods, how many it is to make, and how they are known. */
    private record Workload(HasMetadata object, int replicas, Map<String, String> labels) {

        static Workload of(Deployment deployment) {
            return new Workload(deployment, Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1),
                    deployment.getSpec().getSelector().getMatchLabels());
        }

        static Workload of(StatefulSet set) {
            return new Workload(set, Objects.requireNonNullElse(set.getSpec().getReplicas(), 1), set.getSpec().getSelector().getMatchLabels());
        }

        String name() {
            return object.getMetadata().getName();
        }

        boolean has(Pod pod) {
            return pod.getMetadata().getLabels() != null && pod.getMetadata().getLabels().entrySet().containsAll(labels.entrySet());
        }

        boolean serves() {
            return CLIENTS.stream().anyMatch(name()::endsWith);
        }

        boolean works() {
            return name().endsWith(WORKERS);
        }
    }

    @Override
    public Progress<Void> run(MilvusIdentity identity) {
        KubernetesClient kubernetes = clusters.kubernetes(identity.cluster());
        List<Workload> deployments = kubernetes.apps().deployments().inNamespace(identity.namespace()).list().getItems().stream()
                .map(Workload::of).toList();
        List<Workload> sets = kubernetes.apps().statefulSets().inNamespace(identity.namespace()).list().getItems().stream()
                .map(Workload::of).toList();
        List<Pod> pods = kubernetes.pods().inNamespace(identity.namespace()).list().getItems();
        for (List<Workload> round : rounds(deployments, sets)) {
            round.stream().filter(workload -> workload.replicas() > 0)
                    .forEach(workload -> Workloads.stopped(kubernetes, workload.object(), workload.replicas()));
            List<String> left = round.stream()
                    .filter(workload -> workload.replicas() > 0 || pods.stream().anyMatch(workload::has))
                    .map(Workload::name).sorted().toList();
            if (!left.isEmpty()) {
                return new Pending<>("these are ending: " + String.join(", ", left));
            }
        }
        return Progress.done();
    }

    private static List<List<Workload>> rounds(List<Workload> deployments, List<Workload> sets) {
        List<List<Workload>> rounds = new ArrayList<>();
        rounds.add(among(deployments, Workload::serves));
        rounds.add(among(deployments, Workload::works));
        rounds.add(among(deployments, workload -> !workload.serves() && !workload.works()));
        rounds.add(sets);
        return rounds;
    }

    private static List<Workload> among(List<Workload> workloads, Predicate<Workload> which) {
        return workloads.stream().filter(which).toList();
    }
}
