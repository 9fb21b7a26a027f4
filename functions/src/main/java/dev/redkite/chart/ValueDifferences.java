package dev.redkite.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Names the paths at which two trees of chart values differ, never the values themselves. */
final class ValueDifferences {

    private ValueDifferences() {}

    static List<String> between(JsonNode found, JsonNode wanted) {
        List<String> differences = new ArrayList<>();
        compare("", found, wanted, differences);
        return differences;
    }

    private static void compare(String path, JsonNode found, JsonNode wanted, List<String> differences) {
        if (!found.isObject() || !wanted.isObject()) {
            if (!same(found, wanted)) {
                differences.add("value %s differs".formatted(path));
            }
            return;
        }
        Stream.of(found, wanted).flatMap(JsonNode::propertyStream).map(Map.Entry::getKey).distinct().sorted().forEach(name ->
                compare(path.isEmpty() ? name : path + "." + name, found.path(name), wanted.path(name), differences));
    }

    /** Helm's JSON writes 2.0 as 2, so numbers are compared by what they mean. */
    private static boolean same(JsonNode found, JsonNode wanted) {
        return found.equals(
                (left, right) -> left.isNumber() && right.isNumber()
                        ? left.decimalValue().compareTo(right.decimalValue())
                        : left.equals(right) ? 0 : 1,
                wanted);
    }
}
