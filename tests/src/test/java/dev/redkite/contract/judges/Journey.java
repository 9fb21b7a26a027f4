package dev.redkite.contract.judges;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/**
 * What an execution came to, as Step Functions' own API tells it.
 *
 * @param entered  the states entered, in order, by the branch that they belong to
 * @param failures the errors that functions ended with, in order, by branch
 */
record Journey(String status, JsonNode output, Map<String, List<String>> entered, Map<String, List<String>> failures) {

    static Journey of(SfnClient states, String execution, JsonNode definition) {
        DescribeExecutionResponse described = states.describeExecution(request -> request.executionArn(execution));
        Map<String, String> branches = new TreeMap<>();
        branches(definition, "", branches);
        Map<String, List<String>> entered = new TreeMap<>();
        Map<String, List<String>> failures = new TreeMap<>();
        Map<Long, String> stateOf = new TreeMap<>();
        for (HistoryEvent event : states.getExecutionHistoryPaginator(request ->
                request.executionArn(execution).maxResults(1000)).events()) {
            if (event.stateEnteredEventDetails() != null) {
                String state = event.stateEnteredEventDetails().name();
                stateOf.put(event.id(), state);
                entered.computeIfAbsent(branches.get(state), _ -> new ArrayList<>()).add(state);
            } else {
                stateOf.put(event.id(), stateOf.getOrDefault(event.previousEventId(), ""));
            }
            if (event.lambdaFunctionFailedEventDetails() != null) {
                failures.computeIfAbsent(stateOf.get(event.id()), _ -> new ArrayList<>())
                        .add(event.lambdaFunctionFailedEventDetails().error());
            }
        }
        return new Journey(described.statusAsString(), described.output() == null ? null : byValue(Json.parse(described.output())),
                entered, failures);
    }

    /** JSON and JSONata know one kind of number: 1 and 1.0 are the same, and interpreters write either. */
    static JsonNode byValue(JsonNode node) {
        return switch (node) {
            case NumericNode number -> DecimalNode.valueOf(new BigDecimal(number.decimalValue().stripTrailingZeros().toPlainString()));
            case ObjectNode object -> {
                ObjectNode copy = Json.object();
                object.properties().forEach(member -> copy.set(member.getKey(), byValue(member.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = array.arrayNode();
                array.forEach(element -> copy.add(byValue(element)));
                yield copy;
            }
            default -> node;
        };
    }

    private static void branches(JsonNode flow, String branch, Map<String, String> branches) {
        flow.path("States").properties().forEach(state -> {
            branches.put(state.getKey(), branch);
            int number = 0;
            for (JsonNode inner : state.getValue().path("Branches")) {
                branches(inner, branch + "/" + state.getKey() + "[" + number++ + "]", branches);
            }
        });
    }
}
