package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the API server fills in, so that a client sees more than it sent. */
final class Defaults {

    private static final int FIRST_NODE_PORT = 30_000;
    private static final int NODE_PORTS = 2_768;
    private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

    private Defaults() {}

    static void apply(ResourceType type, ObjectNode json, ClusterState state) {
        switch (type.qualifiedPlural()) {
            case "deployments.apps" -> deployment(Json.objectAt(json, "spec"));
            case "statefulsets.apps" -> statefulSet(Json.objectAt(json, "spec"));
            case "daemonsets.apps", "replicasets.apps" -> pod(Json.objectAt(json, "spec", "template", "spec"));
            case "jobs.batch" -> job(Json.objectAt(json, "spec"));
            case "pods" -> {
                pod(Json.objectAt(json, "spec"));
                PodAdmission.complete(state, json);
            }
            case "services" -> service(json, state);
            case "secrets" -> Json.putIfMissing(json, "type", "Opaque");
            case "ingresses.networking.k8s.io" -> Json.objectAt(json, "status", "loadBalancer");
            case "namespaces" -> namespace(json);
            case "storageclasses.storage.k8s.io" -> {
                Json.putIfMissing(json, "reclaimPolicy", "Delete");
                Json.putIfMissing(json, "volumeBindingMode", "Immediate");
            }
            case "persistentvolumeclaims" -> claim(json, state);
            case "customresourcedefinitions.apiextensions.k8s.io" -> definition(json, state);
            default -> { }
        }
    }

    private static void deployment(ObjectNode spec) {
        Json.putIfMissing(spec, "replicas", 1);
        Json.putIfMissing(spec, "revisionHistoryLimit", 10);
        Json.putIfMissing(spec, "progressDeadlineSeconds", 600);
        ObjectNode strategy = Json.objectAt(spec, "strategy");
        Json.putIfMissing(strategy, "type", "RollingUpdate");
        if (strategy.path("type").asText().equals("RollingUpdate")) {
            ObjectNode rolling = Json.objectAt(strategy, "rollingUpdate");
            Json.putIfMissing(rolling, "maxUnavailable", "25%");
            Json.putIfMissing(rolling, "maxSurge", "25%");
        }
        pod(Json.objectAt(spec, "template", "spec"));
    }

    private static void statefulSet(ObjectNode spec) {
        Json.putIfMissing(spec, "replicas", 1);
        Json.putIfMissing(spec, "revisionHistoryLimit", 10);
        Json.putIfMissing(spec, "podManagementPolicy", "OrderedReady");
        Json.putIfMissing(Json.objectAt(spec, "updateStrategy"), "type", "RollingUpdate");
        ObjectNode claims = Json.objectAt(spec, "persistentVolumeClaimRetentionPolicy");
        Json.putIfMissing(claims, "whenDeleted", "Retain");
        Json.putIfMissing(claims, "whenScaled", "Retain");
        spec.path("volumeClaimTemplates").forEach(template -> {
            ((ObjectNode) template).put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
            Json.putIfMissing(Json.objectAt((ObjectNode) template, "spec"), "volumeMode", "Filesystem");
        });
        pod(Json.objectAt(spec, "template", "spec"));
    }

    private static void job(ObjectNode spec) {
        Json.putIfMissing(spec, "completions", 1);
        Json.putIfMissing(spec, "parallelism", 1);
        Json.putIfMissing(spec, "backoffLimit", 6);
        pod(Json.objectAt(spec, "template", "spec"));
    }

    private static void pod(ObjectNode spec) {
        Json.putIfMissing(spec, "restartPolicy", "Always");
        Json.putIfMissing(spec, "dnsPolicy", "ClusterFirst");
        Json.putIfMissing(spec, "schedulerName", "default-scheduler");
        Json.putIfMissing(spec, "terminationGracePeriodSeconds", 30);
        Json.objectAt(spec, "securityContext");
        spec.path("initContainers").forEach(Defaults::container);
        spec.path("containers").forEach(Defaults::container);
        spec.path("volumes").forEach(volume -> {
            if (volume.size() == 1 && volume.has("name")) {
                ((ObjectNode) volume).putObject("emptyDir");
            }
            for (String source : new String[] {"configMap", "secret"}) {
                if (volume.path(source) instanceof ObjectNode object) {
                    Json.putIfMissing(object, "defaultMode", 420);
                }
            }
        });
    }

    private static void container(JsonNode node) {
        ObjectNode container = (ObjectNode) node;
        String image = container.path("image").asText();
        boolean floating = !image.contains("@") && (image.endsWith(":latest") || image.lastIndexOf(':') <= image.lastIndexOf('/'));
        Json.putIfMissing(container, "imagePullPolicy", floating ? "Always" : "IfNotPresent");
        Json.putIfMissing(container, "terminationMessagePath", "/dev/termination-log");
        Json.putIfMissing(container, "terminationMessagePolicy", "File");
        Json.objectAt(container, "resources");
        container.path("ports").forEach(port -> Json.putIfMissing((ObjectNode) port, "protocol", "TCP"));
    }

    private static void service(ObjectNode json, ClusterState state) {
        Json.objectAt(json, "status", "loadBalancer");
        ObjectNode spec = Json.objectAt(json, "spec");
        Json.putIfMissing(spec, "type", "ClusterIP");
        Json.putIfMissing(spec, "sessionAffinity", "None");
        String type = spec.path("type").asText();
        boolean nodePorts = type.equals("LoadBalancer") || type.equals("NodePort");
        if (!type.equals("ExternalName") && Json.text(spec, "clusterIP").isEmpty()) {
            spec.put("clusterIP", state.nextAddress("172.20"));
        }
        if (spec.has("clusterIP")) {
            spec.putArray("clusterIPs").add(spec.path("clusterIP").asText());
            Json.putIfMissing(spec, "internalTrafficPolicy", "Cluster");
            Json.putIfMissing(spec, "ipFamilyPolicy", "SingleStack");
            if (!spec.has("ipFamilies")) {
                spec.putArray("ipFamilies").add("IPv4");
            }
        }
        if (nodePorts) {
            Json.putIfMissing(spec, "externalTrafficPolicy", "Cluster");
        }
        boolean allocate = nodePorts && spec.path("allocateLoadBalancerNodePorts").asBoolean(true);
        spec.path("ports").forEach(port -> port((ObjectNode) port, allocate, state));
    }

    private static void port(ObjectNode port, boolean allocate, ClusterState state) {
        Json.putIfMissing(port, "protocol", "TCP");
        if (!port.has("targetPort") || port.path("targetPort").asText().matches("0?")) {
            port.set("targetPort", port.path("port"));
        }
        if (allocate) {
            int spread = (int) (state.store.resourceVersion() + port.path("port").asInt()) % NODE_PORTS;
            Json.putIfMissing(port, "nodePort", FIRST_NODE_PORT + spread);
        }
    }

    private static void namespace(ObjectNode json) {
        ObjectNode metadata = Json.objectAt(json, "metadata");
        Json.objectAt(metadata, "labels").put("kubernetes.io/metadata.name", Json.text(metadata, "name"));
        json.putObject("spec").putArray("finalizers").add("kubernetes");
        Json.putIfMissing(Json.objectAt(json, "status"), "phase", "Active");
    }

    /** The default class is set by an admission plug-in, and only when the claim says nothing of a class. */
    private static void claim(ObjectNode json, ClusterState state) {
        ObjectNode spec = Json.objectAt(json, "spec");
        Json.putIfMissing(spec, "volumeMode", "Filesystem");
        Json.putIfMissing(Json.objectAt(json, "status"), "phase", "Pending");
        if (!Json.objectAt(json, "metadata").has("uid")) {
            Deletion.addFinalizer(json, "kubernetes.io/pvc-protection");
        }
        if (!spec.has("storageClassName")) {
            state.store.list("storageclasses.storage.k8s.io").stream()
                    .filter(storageClass -> storageClass.annotation(DEFAULT_CLASS).equals("true"))
                    .map(KubernetesObject::name)
                    .findFirst()
                    .ifPresent(name -> spec.put("storageClassName", name));
        }
    }

    private static void definition(ObjectNode json, ClusterState state) {
        ObjectNode status = Json.objectAt(json, "status");
        status.set("acceptedNames", Json.at(json, "spec", "names").deepCopy());
        if (!status.has("conditions")) {
            for (String condition : new String[] {"NamesAccepted", "Established"}) {
                Json.arrayAt(status, "conditions").addObject()
                        .put("type", condition)
                        .put("status", "True")
                        .put("reason", "NoConflicts")
                        .put("lastTransitionTime", state.store.timestamp());
            }
        }
        if (!status.has("storedVersions")) {
            Json.at(json, "spec", "versions").forEach(version -> {
                if (version.path("storage").asBoolean()) {
                    Json.arrayAt(status, "storedVersions").add(version.path("name").asText());
                }
            });
        }
    }
}
