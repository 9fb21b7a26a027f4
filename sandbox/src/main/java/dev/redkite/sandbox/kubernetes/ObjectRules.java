package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What must hold of an object beyond what the published schema says, kind by kind. */
final class ObjectRules {

    private ObjectRules() {}

    /** @param kubernetesVersion such as "1.35" */
    static void check(ResourceType type, ObjectNode json, String kubernetesVersion, Violations violations) {
        KubernetesObject object = new KubernetesObject(type, json);
        MetadataRules.check(type, object, violations);
        JsonNode template = object.at("spec", "template", "spec");
        switch (type.qualifiedPlural()) {
            case "deployments.apps", "statefulsets.apps", "daemonsets.apps", "replicasets.apps" -> {
                WorkloadRules.check(object, violations);
                PodRules.check("spec.template.spec", template, WorkloadRules.claimed(object), violations);
            }
            case "jobs.batch" -> PodRules.check("spec.template.spec", template, violations);
            case "cronjobs.batch" -> PodRules.check("spec.jobTemplate.spec.template.spec",
                    object.at("spec", "jobTemplate", "spec", "template", "spec"), violations);
            case "pods" -> PodRules.check("spec", object.at("spec"), violations);
            case "services" -> ServiceRules.check(object, kubernetesVersion, violations);
            case "secrets" -> DataRules.secret(object, violations);
            case "configmaps" -> DataRules.configMap(object, violations);
            case "persistentvolumeclaims" -> StorageRules.claim("spec", object.at("spec"), violations);
            case "storageclasses.storage.k8s.io" -> StorageRules.storageClass(json, violations);
            case "ingresses.networking.k8s.io" -> IngressRules.check(object, violations);
            case "mutatingwebhookconfigurations.admissionregistration.k8s.io",
                    "validatingwebhookconfigurations.admissionregistration.k8s.io" -> WebhookRules.check(object, violations);
            case "poddisruptionbudgets.policy" -> WorkloadRules.disruptionBudget(object, violations);
            case "priorityclasses.scheduling.k8s.io" -> Priorities.check(object, violations);
            case "roles.rbac.authorization.k8s.io", "clusterroles.rbac.authorization.k8s.io" -> RoleRules.role(object, violations);
            case "rolebindings.rbac.authorization.k8s.io", "clusterrolebindings.rbac.authorization.k8s.io" ->
                    RoleRules.binding(object, violations);
            default -> { }
        }
    }
}
