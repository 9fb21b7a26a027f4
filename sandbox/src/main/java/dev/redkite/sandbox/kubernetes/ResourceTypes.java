package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything this cluster serves: the built-in types, and those that definitions of custom resources add. */
final class ResourceTypes {

    private static final Set<String> STATUS = Set.of("status");
    /** In the columns of {@code kubectl api-resources}: name, short name, version, namespaced, kind; and their subresources. */
    private static final List<ResourceType> BUILT_IN = """
            namespaces                      ns     v1                              false Namespace                status
            nodes                           -      v1                              false Node                     status
            persistentvolumes               pv     v1                              false PersistentVolume         status
            pods                            po     v1                              true  Pod                      status,eviction
            services                        svc    v1                              true  Service                  status
            persistentvolumeclaims          pvc    v1                              true  PersistentVolumeClaim    status
            replicationcontrollers          -      v1                              true  ReplicationController    status
            resourcequotas                  -      v1                              true  ResourceQuota            status
            endpoints                       -      v1                              true  Endpoints                -
            configmaps                      cm     v1                              true  ConfigMap                -
            secrets                         -      v1                              true  Secret                   -
            serviceaccounts                 -      v1                              true  ServiceAccount           -
            events                          -      v1                              true  Event                    -
            limitranges                     -      v1                              true  LimitRange               -
            podtemplates                    -      v1                              true  PodTemplate              -
            deployments                     deploy apps/v1                         true  Deployment               status,scale
            statefulsets                    sts    apps/v1                         true  StatefulSet              status,scale
            replicasets                     -      apps/v1                         true  ReplicaSet               status,scale
            daemonsets                      -      apps/v1                         true  DaemonSet                status
            controllerrevisions             -      apps/v1                         true  ControllerRevision       status
            jobs                            -      batch/v1                        true  Job                      status
            cronjobs                        -      batch/v1                        true  CronJob                  status
            horizontalpodautoscalers        -      autoscaling/v2                  true  HorizontalPodAutoscaler  status
            poddisruptionbudgets            -      policy/v1                       true  PodDisruptionBudget      status
            leases                          -      coordination.k8s.io/v1          true  Lease                    -
            endpointslices                  -      discovery.k8s.io/v1             true  EndpointSlice            -
            ingresses                       ing    networking.k8s.io/v1            true  Ingress                  status
            networkpolicies                 -      networking.k8s.io/v1            true  NetworkPolicy            status
            ingressclasses                  -      networking.k8s.io/v1            false IngressClass             -
            roles                           -      rbac.authorization.k8s.io/v1    true  Role                     -
            rolebindings                    -      rbac.authorization.k8s.io/v1    true  RoleBinding              -
            clusterroles                    -      rbac.authorization.k8s.io/v1    false ClusterRole              -
            clusterrolebindings             -      rbac.authorization.k8s.io/v1    false ClusterRoleBinding       -
            priorityclasses                 -      scheduling.k8s.io/v1            false PriorityClass            -
            storageclasses                  sc     storage.k8s.io/v1               false StorageClass             -
            csidrivers                      -      storage.k8s.io/v1               false CSIDriver                -
            csinodes                        -      storage.k8s.io/v1               false CSINode                  -
            volumeattachments               -      storage.k8s.io/v1               false VolumeAttachment         -
            mutatingwebhookconfigurations   -      admissionregistration.k8s.io/v1 false MutatingWebhookConfiguration -
            validatingwebhookconfigurations -      admissionregistration.k8s.io/v1 false ValidatingWebhookConfiguration -
            customresourcedefinitions       -      apiextensions.k8s.io/v1         false CustomResourceDefinition status
            """.lines().map(row -> builtIn(row.split(" +"))).toList();
    private static final Map<String, ResourceType> BY_PLURAL =
            BUILT_IN.stream().collect(Collectors.toMap(ResourceType::qualifiedPlural, type -> type));

    private final ObjectStore store;
    private List<KubernetesObject> definitions = List.of();
    private List<ResourceType> all = BUILT_IN;

    ResourceTypes(ObjectStore store) {
        this.store = store;
    }

    static ResourceType of(String qualifiedPlural) {
        return Optional.ofNullable(BY_PLURAL.get(qualifiedPlural))
                .orElseThrow(() -> new IllegalArgumentException("not a built-in type: " + qualifiedPlural));
    }

    /** Every request asks, and definitions change seldom. */
    List<ResourceType> all() {
        List<KubernetesObject> now = store.list("customresourcedefinitions.apiextensions.k8s.io");
        if (now != definitions) {
            all = Stream.concat(BUILT_IN.stream(), now.stream()
                    .filter(definition -> !definition.deleting())
                    .flatMap(definition -> custom(definition).stream())).toList();
            definitions = now;
        }
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

    private static ResourceType builtIn(String[] row) {
        String[] version = row[2].split("/");
        return new ResourceType(
                version.length == 1 ? "" : version[0],
                version[version.length - 1],
                row[0],
                row[4].toLowerCase(Locale.ROOT),
                row[4],
                row[3].equals("true"),
                false,
                listed(row[1]),
                Set.copyOf(listed(row[5])));
    }

    private static List<String> listed(String column) {
        return column.equals("-") ? List.of() : List.of(column.split(","));
    }
}
