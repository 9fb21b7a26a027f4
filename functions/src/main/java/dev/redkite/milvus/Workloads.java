package dev.redkite.milvus;

import dev.redkite.environment.Plan;
import dev.redkite.platform.Clusters;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the release made, against the plan: Helm never looks back at what was changed or deleted behind it. */
record Workloads(Clusters clusters) {

    List<String> differences(MilvusReleaseSpec spec) {
        KubernetesClient kubernetes = clusters.kubernetes(spec.cluster());
        List<String> differences = new ArrayList<>();
        Map<String, Integer> found = kubernetes.apps().deployments().inNamespace(spec.namespace()).list().getItems().stream()
                .collect(Collectors.toMap(each -> each.getMetadata().getName(), Workloads::replicas));
        planned(spec.plan()).forEach((name, replicas) -> {
            if (!replicas.equals(found.get(name))) {
                differences.add("Deployment %s has %s replicas, wanted %d".formatted(name, found.get(name), replicas));
            }
        });
        String etcd = spec.plan().names().release() + "-etcd";
        StatefulSet members = kubernetes.apps().statefulSets().inNamespace(spec.namespace()).withName(etcd).get();
        if (members == null) {
            differences.add("StatefulSet %s is missing".formatted(etcd));
        } else if (Integer.valueOf(0).equals(members.getSpec().getReplicas())) {
            differences.add("StatefulSet %s has no members".formatted(etcd));
        }
        Service service = kubernetes.services().inNamespace(spec.namespace()).withName(spec.plan().names().release()).get();
        if (service == null || !ranges(service).equals(new HashSet<>(spec.plan().exposure().sourceRanges()))) {
            differences.add("Service %s is missing, or has other source ranges".formatted(spec.plan().names().release()));
        }
        return differences;
    }

    private static int replicas(Deployment deployment) {
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
