package dev.redkite.sandbox.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * Refuses what the service's published model refuses: missing members, lengths, ranges, patterns, enums. The
 * models' data lies beside, made by {@code sandbox/constraints.py}; an operation without data is refused too.
 */
final class RequestCheck {

    private static final Map<String, RequestCheck> ALL = Stream.of("Acm", "ApplicationAutoScaling", "CloudFormation", "CloudWatchLogs",
                    "DynamoDb", "Ec2", "Eks", "ElasticLoadBalancingV2", "EventBridge", "Iam", "Kafka", "Kms", "Lambda",
                    "ResourceGroupsTaggingApi", "Route53", "S3", "Scheduler", "SecretsManager", "ServiceQuotas", "Sfn", "Sns", "Sqs", "Sts")
            .collect(Collectors.toUnmodifiableMap(service -> service, RequestCheck::load));

    private final String service;
    private final JsonNode operations;
    private final JsonNode shapes;
    private final Map<String, Pattern> patterns;

    private RequestCheck(String service, JsonNode model) {
        this.service = service;
        operations = model.path("operations");
        shapes = model.path("shapes");
        patterns = shapes.findValuesAsText("pattern").stream().distinct()
                .collect(Collectors.toUnmodifiableMap(pattern -> pattern, RequestCheck::compiled));
    }

    static RequestCheck of(String service) {
        return ALL.getOrDefault(service, new RequestCheck(service, Json.object()));
    }

    private static RequestCheck load(String service) {
        InputStream stream = RequestCheck.class.getResourceAsStream("constraints/" + service + ".json");
        return new RequestCheck(service, Json.read(stream, JsonNode.class));
    }

    /** @throws software.amazon.awssdk.awscore.exception.AwsServiceException ValidationException naming every violation */
    void check(String operation, SdkPojo request) {
        String shape = operations.path(operation).asText(null);
        if (shape == null) {
            throw new UnsupportedOperationException(
                    "the sandbox has no model of %s:%s; run sandbox/constraints.py after teaching the fake that operation"
                            .formatted(service, operation));
        }
        List<String> violations = new ArrayList<>();
        structure(shapes.get(shape), request, operation, violations);
        if (!violations.isEmpty()) {
            throw Errors.of(service, 400, "ValidationException", String.join("; ", violations));
        }
    }

    private void value(JsonNode shape, Object value, String path, List<String> violations) {
        switch (value) {
            case SdkPojo pojo -> structure(shape, pojo, path, violations);
            case List<?> list -> list(shape, list, path, violations);
            case Map<?, ?> map -> map(shape, map, path, violations);
            case String text -> text(shape, text, path, violations);
            case Number number -> range(shape, number.longValue(), path, violations);
            default -> { }
        }
    }

    private void structure(JsonNode shape, SdkPojo pojo, String path, List<String> violations) {
        JsonNode members = shape.path("members");
        List<String> required = new ArrayList<>();
        shape.path("required").forEach(name -> required.add(name.asText()));
        for (SdkField<?> field : pojo.sdkFields()) {
            String name = field.memberName();
            Object value = field.getValueOrDefault(pojo);
            boolean given = value != null && !(value instanceof SdkAutoConstructList)
                    && !(value instanceof SdkAutoConstructMap);
            if (given && members.has(name)) {
                value(shapes.get(members.get(name).asText()), value, path + "." + name, violations);
            } else if (!given && required.contains(name)) {
                violations.add(path + "." + name + " is required");
            }
        }
    }

    private void list(JsonNode shape, List<?> list, String path, List<String> violations) {
        range(shape, list.size(), path + "'s length", violations);
        for (int i = 0; i < list.size(); i++) {
            value(shapes.get(shape.path("member").asText()), list.get(i), path + "[" + i + "]", violations);
        }
    }

    private void map(JsonNode shape, Map<?, ?> map, String path, List<String> violations) {
        range(shape, map.size(), path + "'s size", violations);
        map.forEach((key, value) -> {
            value(shapes.get(shape.path("key").asText()), key, path + "'s key " + key, violations);
            value(shapes.get(shape.path("value").asText()), value, path + "." + key, violations);
        });
    }

    private void text(JsonNode shape, String text, String path, List<String> violations) {
        range(shape, text.length(), path + "'s length", violations);
        if (shape.has("pattern") && !patterns.get(shape.get("pattern").asText()).matcher(text).matches()) {
            violations.add("%s does not match %s".formatted(path, shape.get("pattern").asText()));
        }
        if (shape.has("enum") && shape.get("enum").valueStream().noneMatch(value -> value.asText().equals(text))) {
            violations.add("%s is not one of %s".formatted(path, shape.get("enum")));
        }
    }

    /**
     * Models write their patterns in more than one dialect; one that Java cannot read judges nothing. Scheduler's know
     * partitions of two words only, and yet the service is in GovCloud, whose name has three.
     */
    private static Pattern compiled(String pattern) {
        try {
            return Pattern.compile(pattern.replace("(-[a-z]+)?:", "(-[a-z]+)*:"), Pattern.DOTALL);
        } catch (PatternSyntaxException _) {
            return Pattern.compile(".*", Pattern.DOTALL);
        }
    }

    private static void range(JsonNode shape, long size, String path, List<String> violations) {
        if (shape.has("min") && size < shape.get("min").asLong() || shape.has("max") && size > shape.get("max").asLong()) {
            violations.add("%s is %d, allowed are %s to %s".formatted(
                    path, size, shape.path("min").asText("0"), shape.path("max").asText("any")));
        }
    }
}
