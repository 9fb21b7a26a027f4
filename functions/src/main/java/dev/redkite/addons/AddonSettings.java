package dev.redkite.addons;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.redkite.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An add-on's settings: EKS takes JSON and YAML, keeps the text as it was given, and replaces all of it at once
 * (https://docs.aws.amazon.com/eks/latest/eksctl/addons.html has them in YAML).
 */
final class AddonSettings {

    /** What is JSON is YAML too. */
    private static final YAMLMapper YAML = new YAMLMapper();

    private AddonSettings() {}

    /** What EKS keeps, by whomever it was given; empty when nothing, or nothing that could be read. */
    private static Optional<ObjectNode> read(@Nullable String text) {
        try {
            return text != null && YAML.readTree(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /** With those variables of ours, and everything else as it was found: JSON. */
    static String with(@Nullable String found, Map<String, String> variables) {
        ObjectNode all = read(found).orElseGet(Json::object);
        ObjectNode environment = all.path("env") instanceof ObjectNode theirs ? theirs : all.putObject("env");
        new TreeMap<>(variables).forEach(environment::put);
        return Json.text(all);
    }

    /** Whether they say the same, in whatever form. */
    static boolean same(String wanted, @Nullable String found) {
        return read(found).filter(read(wanted).orElseThrow()::equals).isPresent();
    }
}
