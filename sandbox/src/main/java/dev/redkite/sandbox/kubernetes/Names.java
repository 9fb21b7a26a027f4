package dev.redkite.sandbox.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What names, labels and annotations may look like (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/). */
final class Names {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern SERVICE = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern QUALIFIED = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
    private static final Set<String> LABEL_NAMED = Set.of("namespaces");
    /** Their names may hold nearly anything, such as "system:node". */
    private static final String ROLES = "rbac.authorization.k8s.io";

    private Names() {}

    static void check(ResourceType type, KubernetesObject object, List<String> violations) {
        String name = object.name();
        boolean valid = name.isEmpty()
                ? !object.text("metadata", "generateName").isEmpty()
                : valid(type, name);
        if (!valid) {
            violations.add("metadata.name: Invalid value: \"" + name + "\": a lowercase RFC 1123 name must consist of"
                    + " lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric"
                    + " character");
        }
        labels("metadata.labels", object.labels(), violations);
        object.at("metadata", "annotations").fieldNames().forEachRemaining(key -> key("metadata.annotations", key, violations));
    }

    private static boolean valid(ResourceType type, String name) {
        if (type.group().equals(ROLES)) {
            return !name.contains("/") && !name.contains("%");
        }
        if (type.is("services")) {
            return name.length() <= 63 && SERVICE.matcher(name).matches();
        }
        return LABEL_NAMED.contains(type.qualifiedPlural())
                ? name.length() <= 63 && LABEL.matcher(name).matches()
                : name.length() <= 253 && SUBDOMAIN.matcher(name).matches();
    }

    static boolean isLabel(String name) {
        return name.length() <= 63 && LABEL.matcher(name).matches();
    }

    static void labels(String path, Map<String, String> labels, List<String> violations) {
        labels.forEach((key, value) -> {
            key(path, key, violations);
            if (value.length() > 63 || !value.isEmpty() && !QUALIFIED.matcher(value).matches()) {
                violations.add(path + ": Invalid value: \"" + value + "\": a valid label must be an empty string or"
                        + " consist of at most 63 alphanumeric characters, '-', '_' or '.'");
            }
        });
    }

    private static void key(String path, String key, List<String> violations) {
        int slash = key.indexOf('/');
        String prefix = slash < 0 ? "a" : key.substring(0, slash);
        String name = key.substring(slash + 1);
        if (prefix.length() > 253 || !SUBDOMAIN.matcher(prefix).matches()
                || name.length() > 63 || !QUALIFIED.matcher(name).matches()) {
            violations.add(path + ": Invalid value: \"" + key + "\": name part must consist of alphanumeric characters,"
                    + " '-', '_' or '.', at most 63, after an optional DNS prefix and a slash");
        }
    }
}
