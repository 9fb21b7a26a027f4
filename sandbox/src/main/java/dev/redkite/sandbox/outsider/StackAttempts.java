package dev.redkite.sandbox.outsider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.policy.ResourcePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The stack's own doors: its HTTP API, its functions, their roles, its queues and topics. */
record StackAttempts(Stack stack, Strangers strangers) {

    /** Slack signs what it sends, and the function checks that before it reads anything. */
    private static final String SIGNED = "POST /slack";

    /** What tells how to ask, and nothing of any environment. */
    private static final Set<String> TOLD_TO_ANYBODY = Set.of("GET /", "GET /openapi.yaml", "GET /openapi.json");

    /** What others may be asked to do, by kind of policy. */
    private static final Map<String, List<String>> ACTIONS = Map.of(
            "AWS::SQS::QueuePolicy", List.of("sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage"),
            "AWS::SNS::TopicPolicy", List.of("sns:Publish", "sns:Subscribe"));

    List<String> all() {
        return Stream.of(routes(), permissions(), addresses(), roles(), policies()).flatMap(List::stream).toList();
    }

    private List<String> routes() {
        List<String> got = new ArrayList<>();
        stack.resources("AWS::ApiGatewayV2::Route").forEach((id, route) -> {
            String how = route.path("AuthorizationType").asText("NONE");
            boolean asks = how.equals("AWS_IAM") || how.equals("JWT") && route.hasNonNull("AuthorizerId");
            String key = route.path("RouteKey").asText();
            if (!asks && !key.equals(SIGNED) && !TOLD_TO_ANYBODY.contains(key)) {
                got.add("API authorizer: anybody may call %s (%s)".formatted(key, id));
            }
        });
        return got;
    }

    /** Whose events may call a function: an API's, a rule's, a topic's of this account, never anybody's. */
    private List<String> permissions() {
        List<String> got = new ArrayList<>();
        stack.resources("AWS::Lambda::Permission").forEach((id, permission) -> {
            boolean service = permission.path("Principal").asText().endsWith(".amazonaws.com");
            if (!service || !permission.has("SourceArn") && !permission.has("SourceAccount")) {
                got.add("function's permission %s: %s of any account may invoke %s".formatted(
                        id, permission.path("Principal").asText(), permission.path("FunctionName").asText()));
            }
        });
        return got;
    }

    private List<String> addresses() {
        List<String> got = new ArrayList<>();
        stack.resources("AWS::Lambda::Url").forEach((id, address) -> {
            if (!address.path("AuthType").asText().equals("AWS_IAM")) {
                got.add("function's URL %s: anybody may call it".formatted(id));
            }
        });
        stack.functions().keySet().stream()
                .filter(id -> stack.properties(id).path("FunctionUrlConfig").path("AuthType").asText("AWS_IAM").equals("NONE"))
                .forEach(id -> got.add("function's URL of %s: anybody may call it".formatted(id)));
        return got;
    }

    private List<String> roles() {
        List<String> got = new ArrayList<>();
        stack.trustPolicies().forEach((role, trust) -> got.addAll(assumed(role, trust)));
        stack.functions().keySet().forEach(id ->
                got.addAll(assumed("of " + id, stack.properties(id).path("AssumeRolePolicyDocument"))));
        return got;
    }

    private List<String> assumed(String role, JsonNode trust) {
        return strangers.opened("function roles", ResourcePolicy.of(trust), List.of("sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"), "role " + role);
    }

    private List<String> policies() {
        List<String> got = new ArrayList<>();
        ACTIONS.forEach((kind, actions) -> stack.resources(kind).forEach((id, properties) -> got.addAll(
                strangers.opened("policy " + id, ResourcePolicy.of(properties.path("PolicyDocument")).aboutItself(), actions, "what it is of"))));
        return got;
    }
}
