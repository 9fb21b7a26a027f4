package dev.redkite.sandbox.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What {@code sam deploy} asks IAM for in the caller's name, by the kinds of resources in the template; deployment.json explains itself. */
public final class DeployerPermissions {

    private static final JsonNode DATA = Json.read(DeployerPermissions.class.getResourceAsStream("deployment.json"), JsonNode.class);

    private DeployerPermissions() {}

    static List<Question> of(Examination examination, String principal) {
        return Stream.concat(Stream.of("sam"), types(Set.copyOf(examination.template().resourceTypes().values())).stream())
                .flatMap(type -> DATA.path(type).path("on").valueStream())
                .map(each -> question(examination, principal, each))
                .toList();
    }

    /** With those that SAM makes besides. */
    private static Set<String> types(Set<String> written) {
        Set<String> types = new TreeSet<>();
        written.stream().map(DeployerPermissions::known).forEach(type -> {
            types.add(type);
            DATA.path(type).path("with").forEach(besides -> types.add(besides.asText()));
        });
        return types;
    }

    /** A custom resource is made by a function of the stack's own. */
    private static String known(String type) {
        return type.startsWith("Custom::") ? "AWS::CloudFormation::CustomResource" : type;
    }

    /** Types of whose making nothing is known here. */
    public static List<String> unknown(Set<String> types) {
        return types(types).stream().filter(type -> !DATA.has(type)).toList();
    }

    private static Question question(Examination examination, String principal, JsonNode entry) {
        List<String> actions = entry.path("actions").valueStream().map(JsonNode::asText).toList();
        Map<String, List<String>> context = new TreeMap<>();
        entry.path("context").properties().forEach(key -> context.put(key.getKey(), List.of(key.getValue().asText())));
        return new Question("sam deploy", principal, actions, arn(examination.identity(), entry.path("service").asText(),
                entry.path("resource").asText().replace("{stack}", examination.template().name())), context);
    }

    /** Some services' ARNs have no account, no region, or neither. */
    private static String arn(Identity identity, String service, String resource) {
        if (resource.equals("*") || resource.startsWith("arn:")) {
            return resource.replace("{partition}", identity.partition().id()).replace("{region}", identity.region());
        }
        return switch (service) {
            case "s3" -> identity.partition().arn(service, resource);
            case "apigateway" -> "arn:%s:apigateway:%s::%s".formatted(identity.partition().id(), identity.region(), resource);
            case "cloudwatch" -> resource.startsWith("dashboard")
                    ? "arn:%s:cloudwatch::%s:%s".formatted(identity.partition().id(), identity.account(), resource) : identity.arn(service, resource);
            default -> identity.arn(service, resource);
        };
    }
}
