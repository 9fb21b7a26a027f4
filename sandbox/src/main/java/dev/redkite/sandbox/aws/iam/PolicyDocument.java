package dev.redkite.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.Errors;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.PartitionMetadata;

/** The grammar of policies, as far as IAM itself checks it (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html). */
record PolicyDocument(PartitionMetadata partition) {

    /** A role's trust: says who, never on what. */
    void requireTrust(String document) {
        for (JsonNode statement : statements(document)) {
            require(statement.has("Principal"), "Missing required field Principal");
            require(!statement.has("Resource"), "Has prohibited field Resource");
            for (JsonNode action : list(statement.get("Action"))) {
                require(action.asText().startsWith("sts:"), "AssumeRole policy may only specify STS AssumeRole actions.");
            }
            statement.get("Principal").properties().forEach(kind -> list(kind.getValue())
                    .forEach(principal -> requirePrincipal(kind.getKey(), principal.asText())));
        }
    }

    /** What a role may do: says on what, never who. */
    void requirePermissions(String document) {
        Set<String> identifiers = new HashSet<>();
        for (JsonNode statement : statements(document)) {
            require(!statement.has("Principal"), "Policy document should not specify a principal.");
            require(statement.has("Resource"), "Policy statement must contain resources.");
            list(statement.get("Resource")).forEach(resource -> requirePartition(resource.asText()));
            String identifier = statement.path("Sid").asText("");
            require(identifier.matches("[A-Za-z0-9]*"), "Statement IDs (SID) must be alpha-numeric.");
            require(identifier.isEmpty() || identifiers.add(identifier), "Statement IDs (SID) in a single policy must be unique.");
        }
    }

    private void requirePartition(String resource) {
        require(!resource.startsWith("arn:") || resource.split(":")[1].equals(partition.id()),
                "Partition \"%s\" is not valid for resource \"%s\".".formatted(resource.replaceAll("^arn:([^:]*):.*", "$1"), resource));
    }

    /**
     * Of services whose principal differs by partition only EC2's is met here, and it alone may have the partition's
     * suffix (https://github.com/terraform-aws-modules/terraform-aws-eks/issues/1904).
     */
    private void requirePrincipal(String kind, String principal) {
        boolean known = kind.equals("Service")
                ? principal.endsWith(".amazonaws.com") || principal.equals("ec2." + partition.dnsSuffix())
                : !principal.startsWith("arn:") || principal.split(":")[1].equals(partition.id());
        require(known, "Invalid principal in policy: \"%s\":\"%s\"".formatted(kind.toUpperCase(Locale.ROOT), principal));
    }

    /** As IAM hands documents out. */
    static String encoded(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Iterable<JsonNode> statements(String document) {
        JsonNode policy = parsed(document);
        require(policy.isObject(), "Syntax errors in policy.");
        require("2012-10-17".equals(policy.path("Version").asText()), "The policy must contain a valid version string");
        require(policy.path("Statement").size() > 0, "Syntax errors in policy.");
        for (JsonNode statement : list(policy.get("Statement"))) {
            require(statement.path("Effect").asText().matches("Allow|Deny"), "Syntax error: Effect");
            require(statement.has("Action"), "Policy statement must contain actions.");
        }
        return list(policy.get("Statement"));
    }

    private static JsonNode parsed(String document) {
        try {
            return Json.parse(document);
        } catch (IllegalArgumentException _) {
            throw malformed("Syntax errors in policy.");
        }
    }

    /** Where the grammar lets a single value stand for a list of one. */
    private static Iterable<JsonNode> list(JsonNode value) {
        return value.isArray() || value.isMissingNode() ? value : List.of(value);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw malformed(message);
        }
    }

    private static AwsServiceException malformed(String message) {
        return Errors.of("Iam", 400, "MalformedPolicyDocument", message);
    }
}
