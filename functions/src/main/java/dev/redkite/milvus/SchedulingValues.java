package dev.redkite.milvus;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.BiConsumer;

/**
 * Values that keep pods from nodes, wherever in the chart's values they stand. All nodes are of one group and alike but for
 * their zones, which the pods are spread over: such a demand is met by every node or by none.
 */
final class SchedulingValues {

    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
    private static final String ALIKE = "nothing: all nodes are of one group and alike, which nodes.instanceType decides";

    private SchedulingValues() {}

    /** @param violations is told each path, and what to use instead */
    static void find(JsonNode values, String path, BiConsumer<String, String> violations) {
        values.properties().forEach(member -> {
            String reached = path + "." + member.getKey();
            JsonNode value = member.getValue();
            if (member.getKey().equals("nodeSelector") && !value.isEmpty()) {
                violations.accept(reached, "nodes");
            } else if (member.getKey().equals("nodeAffinity") && value.hasNonNull(REQUIRED)) {
                violations.accept(reached + "." + REQUIRED, ALIKE);
            } else {
                find(value, reached, violations);
            }
        });
    }
}
