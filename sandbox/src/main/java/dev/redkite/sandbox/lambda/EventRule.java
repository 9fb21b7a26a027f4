package dev.redkite.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A rule on an event bus. */
public record EventRule(String logicalId, String bus, EventPattern pattern, List<Target> targets) {

    /** @param inputPath which part of the event the target gets; {@code $} for all of it */
    public record Target(String arn, String inputPath) {

        public Target {
            if (!inputPath.matches("\\$(\\.[A-Za-z0-9_-]+)*")) {
                throw new TemplateException("the sandbox does not know the input path " + inputPath);
            }
        }

        /** What the target is started with. */
        public JsonNode input(JsonNode event) {
            JsonNode input = event;
            for (String step : inputPath.substring(1).split("\\.")) {
                input = step.isEmpty() ? input : input.path(step);
            }
            return input;
        }
    }
}
