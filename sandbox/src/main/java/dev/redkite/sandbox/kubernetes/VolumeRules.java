package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Volumes of a pod. */
final class VolumeRules {

    /** What a source has to name. */
    private static final Map<String, String> NAMES = Map.of("configMap", "name", "secret", "secretName");

    private VolumeRules() {}

    /** @return their names */
    static Set<String> check(String path, JsonNode volumes, Violations violations) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < volumes.size(); i++) {
            String at = "%s[%d]".formatted(path, i);
            sources(at, volumes.get(i), violations);
            String name = volumes.get(i).path("name").asText();
            if (!name.isEmpty()) {
                Names.label(name).forEach(wrong -> violations.invalid(at + ".name", name, wrong));
            }
            if (!names.add(name)) {
                violations.duplicate(at + ".name", name);
            }
        }
        return names;
    }

    private static void sources(String at, JsonNode volume, Violations violations) {
        List<String> sources = new ArrayList<>();
        volume.fieldNames().forEachRemaining(sources::add);
        sources.remove("name");
        sources.stream().skip(1).forEach(source -> violations.forbidden(at + "." + source, "may not specify more than 1 volume type"));
        NAMES.forEach((source, member) -> {
            if (volume.has(source)) {
                violations.requireText(volume.path(source), at + "." + source, member);
            }
        });
    }
}
