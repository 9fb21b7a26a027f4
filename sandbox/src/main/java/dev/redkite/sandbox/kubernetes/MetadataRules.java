package dev.redkite.sandbox.kubernetes;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** What holds of the metadata of every object (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/). */
final class MetadataRules {

    private static final int MOST_ANNOTATIONS = 256 << 10;
    private static final Set<String> LABEL_NAMED = Set.of("namespaces", "services");
    private static final Set<String> KNOWN_FINALIZERS = Set.of("kubernetes", "orphan", "foregroundDeletion");

    /** Their names may hold nearly anything, such as "system:node". */
    private static final String ROLES = "rbac.authorization.k8s.io";

    private MetadataRules() {}

    static void check(ResourceType type, KubernetesObject object, Violations violations) {
        name(type, object, violations);
        Names.labels("metadata.labels", object.labels(), violations);
        int size = 0;
        for (var annotation : Json.strings(object.at("metadata", "annotations")).entrySet()) {
            Names.qualified(annotation.getKey().toLowerCase(java.util.Locale.ROOT))
                    .forEach(wrong -> violations.invalid("metadata.annotations", annotation.getKey(), wrong));
            size += bytes(annotation.getKey()) + bytes(annotation.getValue());
        }
        if (size > MOST_ANNOTATIONS) {
            violations.tooLong("metadata.annotations", MOST_ANNOTATIONS);
        }
        if (!type.is("namespaces")) {
            object.finalizers().forEach(finalizer -> finalizer(finalizer, violations));
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void name(ResourceType type, KubernetesObject object, Violations violations) {
        String name = object.name();
        if (name.isEmpty()) {
            if (object.text("metadata", "generateName").isEmpty()) {
                violations.required("metadata.name", "name or generateName is required");
            }
            return;
        }
        wrong(type, name).forEach(wrong -> violations.invalid("metadata.name", name, wrong));
    }

    private static List<String> wrong(ResourceType type, String name) {
        if (type.group().equals(ROLES)) {
            return name.contains("/") || name.contains("%") ? List.of("may not contain '" + (name.contains("/") ? "/" : "%") + "'") : List.of();
        }
        return LABEL_NAMED.contains(type.qualifiedPlural()) ? Names.LABEL.apply(name) : Names.SUBDOMAIN.apply(name);
    }

    private static void finalizer(String finalizer, Violations violations) {
        List<String> wrong = Names.qualified(finalizer);
        wrong.forEach(each -> violations.invalid("metadata.finalizers", finalizer, each));
        if (wrong.isEmpty() && !finalizer.contains("/") && !KNOWN_FINALIZERS.contains(finalizer)) {
            violations.invalid("metadata.finalizers", finalizer,
                    "name is neither a standard finalizer name nor is it fully qualified");
        }
    }
}
