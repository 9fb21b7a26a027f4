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
        Violations.each(path, volumes, (at, volume) -> {
            sources(at, volume, violations);
            String name = volume.path("name").asText();
            violations.requireFormIfGiven(at + ".name", name, Names.LABEL);
            if (!names.add(name)) {
                violations.duplicate(at + ".name", name);
            }
        });
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
