package dev.redkite.sandbox.kubernetes;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One served resource.
 *
 * @param model the class whose fields are the only ones allowed; absent for custom resources
 */
record ResourceType(
        String group,
        String version,
        String plural,
        String singular,
        String kind,
        boolean namespaced,
        Optional<Class<?>> model,
        List<String> shortNames,
        Set<String> subresources) {

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** As error texts name it: {@code deployments.apps}, {@code secrets}. */
    String qualifiedPlural() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    boolean is(String plural) {
        return qualifiedPlural().equals(plural);
    }

    boolean custom() {
        return model.isEmpty();
    }
}
