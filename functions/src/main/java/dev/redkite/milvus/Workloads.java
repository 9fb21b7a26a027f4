package dev.redkite.milvus;

import dev.redkite.environment.Plan;
import dev.redkite.platform.Clusters;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the release made, against the plan: Helm never looks back at what was changed or deleted behind it. */
record Workloads(Clusters clusters) {

    /** On what a pause has stopped: how many replicas it had. */
    private static final String STOPPED = "redkite.dev/replicas";

    private static final String STOP = "{\"metadata\":{\"annotations\":{\"%s\":\"%d\"}},\"spec\":{\"replicas\":0}}";
    private static final String START = "{\"metadata\":{\"annotations\":{\"%s\":null}},\"spec\":{\"replicas\":%s}}";

    static void stopped(KubernetesClient kubernetes, HasMetadata workload, int replicas) {
        kubernetes.resource(workload).patch(PatchContext.of(PatchType.JSON_MERGE), STOP.formatted(STOPPED, replicas));
    }

    /**
     * What a pause has stopped starts again as it was, which takes no revision of the release.
     *
     * @return whether there was any
     */
    boolean started(MilvusReleaseSpec spec) {
        KubernetesClient kubernetes = clusters.kubernetes(spec.cluster());
        List<HasMetadata> stopped = Stream.<HasMetadata>concat(
                        kubernetes.apps().statefulSets().inNamespace(spec.namespace()).list().getItems().stream(),
                        kubernetes.apps().deployments().inNamespace(spec.namespace()).list().getItems().stream())
                .filter(Workloads::isStopped)
                .toList();
        stopped.forEach(workload -> kubernetes.resource(workload).patch(PatchContext.of(PatchType.JSON_MERGE),
                START.formatted(STOPPED, workload.getMetadata().getAnnotations().get(STOPPED))));
        return !stopped.isEmpty();
    }

    static boolean isStopped(HasMetadata workload) {
        return workload.getMetadata().getAnnotations() != null && workload.getMetadata().getAnnotations().containsKey(STOPPED);
    }

    List<String> differences(MilvusReleaseSpec spec) {
        KubernetesClient kubernetes = clusters.kubernetes(spec.cluster());
        List<String> differences = new ArrayList<>();
        List<Deployment> deployments = kubernetes.apps().deployments().inNamespace(spec.namespace()).list().getItems();
        Map<String, Integer> found = deployments.stream().collect(Collectors.toMap(each -> each.getMetadata().getName(), Workloads::replicas));
        deployments.stream().filter(Workloads::isStopped)
                .forEach(each -> differences.add("Deployment %s was stopped by a pause".formatted(each.getMetadata().getName())));
        planned(spec.plan()).forEach((name, replicas) -> {
            if (!replicas.equals(found.get(name))) {
                differences.add("Deployment %s has %s replicas, wanted %d".formatted(name, found.get(name), replicas));
            }
        });
        String etcd = spec.plan().names().release() + "-etcd";
        StatefulSet members = kubernetes.apps().statefulSets().inNamespace(spec.namespace()).withName(etcd).get();
        if (members == null) {
            differences.add("StatefulSet %s is missing".formatted(etcd));
        } else if (isStopped(members)) {
            differences.add("StatefulSet %s was stopped by a pause".formatted(etcd));
        }
        Service service = kubernetes.services().inNamespace(spec.namespace()).withName(spec.plan().names().release()).get();
        if (service == null || !ranges(service).equals(new HashSet<>(spec.plan().exposure().sourceRanges()))) {
            differences.add("Service %s is missing, or has other source ranges".formatted(spec.plan().names().release()));
        }
        return differences;
    }

    boolean ofLaterMilvus(MilvusReleaseSpec spec) {
        return deployments(spec).findLater().isPresent();
    }

    void refuseToGoBack(MilvusReleaseSpec spec) {
        deployments(spec).refuseToGoBack();
    }

    private ComponentDeployments deployments(MilvusReleaseSpec spec) {
        return new ComponentDeployments(clusters.kubernetes(spec.cluster()), spec.plan());
    }

    static int replicas(Deployment deployment) {
        return deployment.getSpec().getReplicas() == null ? 1 : deployment.getSpec().getReplicas();
    }

    private static Set<String> ranges(Service service) {
        List<String> ranges = service.getSpec().getLoadBalancerSourceRanges();
        return ranges == null ? Set.of() : Set.copyOf(ranges);
    }

    private static Map<String, Integer> planned(Plan plan) {
        Map<String, Integer> planned = new TreeMap<>();
        plan.milvus().components().forEach((component, size) -> planned.put(
                plan.names().release() + "-" + ComponentValues.label(component), size.replicas()));
        if (plan.attu().enabled()) {
            planned.put(LoadBalancedObjects.ingress(plan), 1);
        }
        return planned;
    }
}
