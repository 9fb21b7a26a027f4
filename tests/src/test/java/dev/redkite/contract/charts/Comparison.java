package dev.redkite.contract.charts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A stand-in's objects beside the published chart's. What is known to differ stands in {@code differences.json}: by chart, a
 * pattern of {@code <kind> <name> <path>}, or of {@code <kind> <name>} where only one makes the object, and why.
 */
final class Comparison {

    private final String chart;
    private final Map<String, String> known;

    Comparison(String chart) {
        this(chart, new LinkedHashMap<>());
        differences().path(chart).properties().forEach(entry -> known.put(entry.getKey(), entry.getValue().asText()));
    }

    /** @param known by pattern, why */
    Comparison(String chart, Map<String, String> known) {
        this.chart = chart;
        this.known = known;
    }

    /** By chart; then by pattern, the reason. */
    static JsonNode differences() {
        try (InputStream stream = Comparison.class.getResourceAsStream("differences.json")) {
            return Json.read(stream, JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What was found out of one object.
     *
     * @param unknown differences that nothing explains, a sentence each
     * @param reasons why the others are there, by pattern
     */
    record Verdict(String object, List<String> unknown, Map<String, String> reasons) {}

    List<Verdict> of(Map<String, Map<String, String>> published, Map<String, Map<String, String>> standIn) {
        Set<String> objects = new TreeSet<>(published.keySet());
        objects.addAll(standIn.keySet());
        return objects.stream().map(object -> verdict(object, differences(object, published.get(object), standIn.get(object)))).toList();
    }

    private Verdict verdict(String object, Map<String, String> differences) {
        List<String> unknown = new ArrayList<>();
        Map<String, String> reasons = new TreeMap<>();
        differences.forEach((where, how) -> pattern(where).ifPresentOrElse(
                pattern -> reasons.put(pattern, known.get(pattern)), () -> unknown.add("%s: %s: %s".formatted(chart, where, how))));
        return new Verdict(object, unknown, reasons);
    }

    private Optional<String> pattern(String where) {
        return known.keySet().stream().filter(where::matches).findFirst();
    }

    private static Map<String, String> differences(String object, Map<String, String> published, Map<String, String> standIn) {
        Map<String, String> differences = new TreeMap<>();
        if (published == null || standIn == null) {
            differences.put(object, published == null ? "only the stand-in makes it" : "the stand-in does not make it");
            return differences;
        }
        Set<String> paths = new TreeSet<>(published.keySet());
        paths.addAll(standIn.keySet());
        paths.stream().filter(path -> !Objects.equals(published.get(path), standIn.get(path))).forEach(path -> differences.put(
                object + " " + path, "the published chart says %s, the stand-in %s".formatted(published.get(path), standIn.get(path))));
        return differences;
    }
}
