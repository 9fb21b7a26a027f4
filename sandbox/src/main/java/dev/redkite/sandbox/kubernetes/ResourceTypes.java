package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.kubernetes.api.model.storage.CSIDriver;
import io.fabric8.kubernetes.api.model.storage.CSINode;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything this cluster serves: the built-in types, and those that definitions of custom resources add. */
record ResourceTypes(ObjectStore store) {

    private static final Set<String> STATUS = Set.of("status");
    private static final Set<String> SCALE = Set.of("status", "scale");
    private static final Map<String, List<String>> SHORT_NAMES = Map.of(
            "Namespace", List.of("ns"), "Pod", List.of("po"), "Service", List.of("svc"), "ConfigMap", List.of("cm"),
            "PersistentVolumeClaim", List.of("pvc"), "PersistentVolume", List.of("pv"), "Deployment", List.of("deploy"),
            "StatefulSet", List.of("sts"), "Ingress", List.of("ing"), "StorageClass", List.of("sc"));
    private static final List<ResourceType> BUILT_IN = builtIn();

    static ResourceType of(String qualifiedPlural) {
        return BUILT_IN.stream()
                .filter(type -> type.is(qualifiedPlural))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a built-in type: " + qualifiedPlural));
    }

    List<ResourceType> all() {
        List<ResourceType> all = new ArrayList<>(BUILT_IN);
        store.list("customresourcedefinitions.apiextensions.k8s.io").stream()
                .filter(definition -> !definition.deleting())
                .forEach(definition -> all.addAll(custom(definition)));
        return all;
    }

    Optional<ResourceType> find(String group, String version, String plural) {
        return all().stream()
                .filter(type -> type.group().equals(group)
                        && type.version().equals(version)
                        && type.plural().equals(plural))
                .findFirst();
    }

    Optional<ResourceType> findKind(String apiVersion, String kind) {
        return all().stream()
                .filter(type -> type.apiVersion().equals(apiVersion) && type.kind().equals(kind))
                .findFirst();
    }

    static List<ResourceType> custom(KubernetesObject definition) {
        List<ResourceType> types = new ArrayList<>();
        JsonNode names = definition.at("spec", "names");
        for (JsonNode version : definition.at("spec", "versions")) {
            if (version.path("served").asBoolean()) {
                types.add(new ResourceType(
                        definition.text("spec", "group"),
                        version.path("name").asText(),
                        names.path("plural").asText(),
                        names.path("singular").asText(names.path("kind").asText().toLowerCase(Locale.ROOT)),
                        names.path("kind").asText(),
                        definition.text("spec", "scope").equals("Namespaced"),
                        true,
                        Json.texts(names.path("shortNames")),
                        version.path("subresources").has("status") ? STATUS : Set.of()));
            }
        }
        return types;
    }

    private static List<ResourceType> builtIn() {
        List<ResourceType> types = new ArrayList<>();
        types.addAll(core());
        types.addAll(group("apps", "v1", Map.of(), SCALE, Deployment.class, StatefulSet.class, ReplicaSet.class));
        types.addAll(group("apps", "v1", Map.of(), STATUS, DaemonSet.class, ControllerRevision.class));
        types.addAll(group("batch", "v1", Map.of(), STATUS, Job.class, CronJob.class));
        types.addAll(group("autoscaling", "v2", Map.of(), STATUS, HorizontalPodAutoscaler.class));
        types.addAll(group("policy", "v1", Map.of(), STATUS, PodDisruptionBudget.class));
        types.addAll(group("coordination.k8s.io", "v1", Map.of(), Set.of(), Lease.class));
        types.addAll(group("discovery.k8s.io", "v1", Map.of(), Set.of(), EndpointSlice.class));
        types.addAll(group("networking.k8s.io", "v1", Map.of("Ingress", "ingresses", "NetworkPolicy", "networkpolicies"), STATUS, Ingress.class, NetworkPolicy.class));
        types.addAll(clusterWide(group("networking.k8s.io", "v1", Map.of("IngressClass", "ingressclasses"), Set.of(),
                IngressClass.class)));
        types.addAll(group("rbac.authorization.k8s.io", "v1", Map.of(), Set.of(), Role.class, RoleBinding.class));
        types.addAll(clusterWide(group("rbac.authorization.k8s.io", "v1", Map.of(), Set.of(), ClusterRole.class,
                ClusterRoleBinding.class)));
        types.addAll(clusterWide(group("scheduling.k8s.io", "v1", Map.of("PriorityClass", "priorityclasses"), Set.of(),
                PriorityClass.class)));
        types.addAll(clusterWide(group("storage.k8s.io", "v1", Map.of("StorageClass", "storageclasses"), Set.of(),
                StorageClass.class, CSIDriver.class, CSINode.class, VolumeAttachment.class)));
        types.addAll(clusterWide(group("admissionregistration.k8s.io", "v1", Map.of(), Set.of(),
                MutatingWebhookConfiguration.class, ValidatingWebhookConfiguration.class)));
        types.addAll(clusterWide(group("apiextensions.k8s.io", "v1", Map.of(), STATUS, CustomResourceDefinition.class)));
        return List.copyOf(types);
    }

    private static List<ResourceType> core() {
        List<ResourceType> types = new ArrayList<>();
        types.addAll(clusterWide(group("", "v1", Map.of(), STATUS, Namespace.class, Node.class, PersistentVolume.class)));
        types.addAll(group("", "v1", Map.of(), Set.of("status", "eviction"), Pod.class));
        types.addAll(group("", "v1", Map.of(), STATUS, Service.class,
                PersistentVolumeClaim.class, ReplicationController.class, ResourceQuota.class));
        types.addAll(group("", "v1", Map.of("Endpoints", "endpoints"), Set.of(), Endpoints.class, ConfigMap.class,
                Secret.class, ServiceAccount.class, Event.class, LimitRange.class, PodTemplate.class));
        return types;
    }

    private static List<ResourceType> group(String group, String version, Map<String, String> plurals,
            Set<String> subresources, Class<?>... models) {
        List<ResourceType> types = new ArrayList<>();
        for (Class<?> model : models) {
            String kind = model.getSimpleName();
            String singular = kind.toLowerCase(Locale.ROOT);
            types.add(new ResourceType(group, version, plurals.getOrDefault(kind, singular + "s"), singular, kind, true,
                    false, SHORT_NAMES.getOrDefault(kind, List.of()), subresources));
        }
        return types;
    }

    private static List<ResourceType> clusterWide(List<ResourceType> types) {
        return types.stream()
                .map(type -> new ResourceType(type.group(), type.version(), type.plural(), type.singular(), type.kind(),
                        false, type.custom(), type.shortNames(), type.subresources()))
                .toList();
    }
}
