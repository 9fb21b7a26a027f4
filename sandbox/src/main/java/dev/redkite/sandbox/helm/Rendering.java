package dev.redkite.sandbox.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * What the real Helm makes of a chart.
 *
 * @param chart    metadata of the chart
 * @param manifest all objects but hooks, as YAML
 * @param definitions of custom resources, which come first and are neither upgraded nor removed
 * @param lookups  what templates asked for, and what they were told
 */
record Rendering(JsonNode chart, String manifest, List<Manifest> definitions, Map<String, ObjectNode> lookups) {}
