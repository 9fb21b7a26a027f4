package dev.redkite.sandbox.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.stage.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What {@code sam deploy} asks IAM for in the caller's name, by the kinds of resources in the template. */
public final class DeployerPermissions {

    private static final JsonNode DATA = data();

    /** Parts of what stands beside them, made with the same permissions. */
    private static final Map<String, String> WITH = Map.of(
            "AWS::ApiGatewayV2::Authorizer", "AWS::ApiGatewayV2::Api", "AWS::ApiGatewayV2::Integration", "AWS::ApiGatewayV2::Api",
            "AWS::ApiGatewayV2::Route", "AWS::ApiGatewayV2::Api", "AWS::ApiGatewayV2::Stage", "AWS::ApiGatewayV2::Api",
            "AWS::Lambda::Permission", "AWS::Lambda::Function", "AWS::SQS::QueuePolicy", "AWS::SQS::Queue");

    private DeployerPermissions() {}

    private static JsonNode data() {
        try (InputStream stream = DeployerPermissions.class.getResourceAsStream("deployment.json")) {
            return Json.read(stream, JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Question> of(Examination examination, String principal) {
        Set<String> types = new TreeSet<>();
        examination.template().resourceTypes().values().forEach(type -> types.add(known(type)));
        return Stream.concat(elements(DATA.path("sam")), types.stream().filter(DATA::has).map(DATA::get))
                .map(each -> question(examination, principal, each))
                .toList();
    }

    /** A custom resource is made by a function of the stack's own. */
    private static String known(String type) {
        return type.startsWith("Custom::") ? "AWS::Lambda::Function" : WITH.getOrDefault(type, type);
    }

    /** Types of whose making nothing is known here. */
    public static List<String> unknown(Set<String> types) {
        return types.stream().map(DeployerPermissions::known).filter(type -> !DATA.has(type)).distinct().sorted().toList();
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        return elements.stream();
    }

    private static Question question(Examination examination, String principal, JsonNode entry) {
        List<String> actions = new ArrayList<>();
        entry.path("actions").forEach(action -> actions.add(action.asText()));
        return new Question("sam deploy", principal, actions, arn(examination.identity(), entry.path("service").asText(),
                entry.path("resource").asText().replace("{stack}", examination.template().name())), Map.of());
    }

    /** Some services' ARNs have no account, no region, or neither. */
    private static String arn(Identity identity, String service, String resource) {
        return switch (service) {
            case "s3" -> identity.partition().arn(service, resource);
            case "apigateway" -> "arn:%s:apigateway:%s::%s".formatted(identity.partition().id(), identity.region(), resource);
            case "cloudwatch" -> resource.startsWith("dashboard")
                    ? "arn:%s:cloudwatch::%s:%s".formatted(identity.partition().id(), identity.account(), resource) : identity.arn(service, resource);
            default -> identity.arn(service, resource);
        };
    }
}
