package dev.redkite.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** template.yaml as CloudFormation would have made it: parameters at their defaults, every reference resolved. */
public final class Stack {

    private static final String FUNCTION = "AWS::Serverless::Function";
    private static final String MACHINE = "AWS::Serverless::StateMachine";
    private static final String ROLE = "AWS::IAM::Role";
    private static final String RULE = "AWS::Events::Rule";

    /** What SAM makes of its own types. */
    private static final Map<String, String> TRANSFORMED = Map.of(FUNCTION, "AWS::Lambda::Function", MACHINE, "AWS::StepFunctions::StateMachine",
            "AWS::Serverless::LayerVersion", "AWS::Lambda::LayerVersion");

    /** Lambda's own default: https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html */
    private static final int DEFAULT_TIMEOUT_SECONDS = 3;

    private final JsonNode template;
    private final Intrinsics intrinsics;
    private final Path directory;
    private final ResourceNames names;

    private Stack(JsonNode template, Path directory, ResourceNames names) {
        this.template = template;
        this.directory = directory;
        this.names = names;
        this.intrinsics = new Intrinsics(template, names);
    }

    /**
     * Reads a template; the stack's name is {@code redkite}.
     *
     * @throws TemplateException if it is not understood
     */
    public static Stack read(Path file, String account, String region) {
        return read(file, account, region, Map.of());
    }

    /**
     * The same under another name of the stack.
     *
     * @param standing parameters of a stack that may be older than the template; those that this does not know are left out
     */
    public static Stack read(Path file, String name, String account, String region, Map<String, String> standing) {
        ResourceNames names = ResourceNames.of(name, account, region);
        Templates templates = new Templates();
        Map<String, String> known = new LinkedHashMap<>(standing);
        known.keySet().retainAll(read(file, names, Map.of(), templates).parameters().keySet());
        return read(file, names, known, templates);
    }

    /** @param parameters those that are not left at their defaults */
    public static Stack read(Path file, String account, String region, Map<String, String> parameters) {
        return read(file, account, region, parameters, new Templates());
    }

    /** @param templates that were read before, this one perhaps among them */
    public static Stack read(Path file, String account, String region, Map<String, String> parameters, Templates templates) {
        return read(file, ResourceNames.of("redkite", account, region), parameters, templates);
    }

    private static Stack read(Path file, ResourceNames names, Map<String, String> parameters, Templates templates) {
        try {
            JsonNode template = templates.read(Files.readString(file));
            parameters.forEach((name, value) -> {
                if (!(template.path("Parameters").path(name) instanceof ObjectNode parameter)) {
                    throw new TemplateException("the template has no parameter " + name);
                }
                parameter.put("Default", value);
            });
            return new Stack(template, file.toAbsolutePath().getParent(), names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every function by its logical id, in the order of the template. */
    public Map<String, FunctionDefinition> functions() {
        Map<String, FunctionDefinition> functions = new LinkedHashMap<>();
        ofType(FUNCTION).forEach((id, properties) -> functions.put(id, function(id, properties)));
        return functions;
    }

    private FunctionDefinition function(String id, JsonNode properties) {
        JsonNode globals = template.path("Globals").path("Function");
        String[] handler = text(either(properties, globals, "Handler")).split("::");
        if (handler.length != 2) {
            throw new TemplateException(id + ": Handler must be <class>::<method>");
        }
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("AWS_REGION", intrinsics.region());
        Stream.of(globals, properties).flatMap(each -> each.path("Environment").path("Variables").propertyStream())
                .forEach(variable -> environment.put(variable.getKey(), text(variable.getValue())));
        JsonNode timeout = either(properties, globals, "Timeout");
        return new FunctionDefinition(
                id,
                intrinsics.attribute(id, "Arn"),
                intrinsics.alias(id),
                handler[0],
                handler[1],
                Duration.ofSeconds(timeout.isMissingNode() ? DEFAULT_TIMEOUT_SECONDS : timeout.intValue()),
                intrinsics.attribute(id + "Role", "Arn"),
                environment);
    }

    /** Every parameter with its value. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        template.path("Parameters").properties().forEach(parameter ->
                parameters.put(parameter.getKey(), parameter.getValue().path("Default").asText()));
        return parameters;
    }

    /** The statements of a function's policies, its own and those it refers to, in the order of the template. */
    public List<JsonNode> statements(String functionId) {
        List<JsonNode> statements = new ArrayList<>();
        JsonNode properties = template.path("Resources").path(functionId).path("Properties");
        properties.path("Policies").forEach(policy ->
                intrinsics.resolve(document(policy).path("Statement")).forEach(statements::add));
        return statements;
    }

    private JsonNode document(JsonNode policy) {
        return policy.has("Ref")
                ? template.path("Resources").path(policy.get("Ref").asText()).path("Properties").path("PolicyDocument")
                : policy;
    }

    private static JsonNode either(JsonNode properties, JsonNode globals, String field) {
        return properties.has(field) ? properties.get(field) : globals.path(field);
    }

    /** Every state machine by its logical id. */
    public Map<String, MachineDefinition> machines() {
        Map<String, MachineDefinition> machines = new LinkedHashMap<>();
        ofType(MACHINE).forEach((id, properties) -> {
            Map<String, String> substitutions = new LinkedHashMap<>();
            properties.path("DefinitionSubstitutions").properties().forEach(substitution ->
                    substitutions.put(substitution.getKey(), text(substitution.getValue())));
            Path file = directory.resolve(text(properties.path("DefinitionUri")));
            machines.put(id, new MachineDefinition(id, intrinsics.attribute(id, "Arn"), file, substitutions));
        });
        return machines;
    }

    /** Every rule of an event bus. */
    public List<EventRule> rules() {
        List<EventRule> rules = new ArrayList<>();
        ofType(RULE).forEach((id, properties) -> {
            List<EventRule.Target> targets = new ArrayList<>();
            properties.path("Targets").forEach(target -> targets.add(new EventRule.Target(
                    text(target.path("Arn")), target.path("InputPath").asText("$"))));
            String bus = properties.has("EventBusName") ? text(properties.get("EventBusName")) : "default";
            rules.add(new EventRule(
                    id, bus, EventPattern.read(intrinsics.resolve(properties.path("EventPattern")), id), targets));
        });
        return rules;
    }

    /** Who may assume the roles that the template itself makes: trust policies by role name. */
    public Map<String, JsonNode> trustPolicies() {
        Map<String, JsonNode> policies = new LinkedHashMap<>();
        ofType(ROLE).forEach((id, properties) ->
                policies.put(reference(id), intrinsics.resolve(properties.path("AssumeRolePolicyDocument"))));
        return policies;
    }

    /** What {@code !Ref} of a resource or parameter gives, such as the registry table's name. */
    public String reference(String logicalId) {
        return text(intrinsics.resolve(Json.object().put("Ref", logicalId)));
    }

    /** The stack's. */
    public String name() {
        return names.stack();
    }

    /** The same of whatever may be asked for; empty for what SAM adds, and for what the template does not have. */
    public Optional<String> findReference(String logicalId) {
        return template.path("Resources").has(logicalId) ? Optional.of(reference(logicalId)) : Optional.empty();
    }

    /** What CloudFormation is left with once SAM has read the template: every resource's type by its logical id, roles that SAM adds among them. */
    public Map<String, String> resourceTypes() {
        Map<String, String> types = new LinkedHashMap<>();
        template.path("Resources").properties().forEach(resource -> {
            String type = resource.getValue().path("Type").asText();
            if (ofType(type).containsKey(resource.getKey())) {
                types.put(resource.getKey(), TRANSFORMED.getOrDefault(type, type));
                if (type.equals(FUNCTION)) {
                    types.put(resource.getKey() + "Role", ROLE);
                }
            }
        });
        return types;
    }

    /** ARN of where events go that a function failed at for good; empty when the template names no place. */
    public Optional<String> failureDestination(String functionId) {
        JsonNode destination = template.path("Resources").path(functionId).path("Properties")
                .path("EventInvokeConfig").path("DestinationConfig").path("OnFailure").path("Destination");
        return destination.isMissingNode() ? Optional.empty() : Optional.of(text(destination));
    }

    /** A resource's properties, with every function within them applied. */
    public JsonNode properties(String logicalId) {
        return intrinsics.resolve(template.path("Resources").path(logicalId).path("Properties"));
    }

    /** What {@code !GetAtt} of a resource gives. */
    public String attribute(String logicalId, String attribute) {
        return intrinsics.attribute(logicalId, attribute);
    }

    /** The properties of every resource of a type, e.g. {@code AWS::SQS::QueuePolicy}, by logical id, with every function within them applied. */
    public Map<String, JsonNode> resources(String type) {
        Map<String, JsonNode> resources = new LinkedHashMap<>();
        ofType(type).forEach((id, properties) -> resources.put(id, intrinsics.resolve(properties)));
        return resources;
    }

    private Map<String, JsonNode> ofType(String type) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        template.path("Resources").properties().forEach(resource -> {
            JsonNode condition = resource.getValue().path("Condition");
            if (resource.getValue().path("Type").asText().equals(type)
                    && (condition.isMissingNode() || intrinsics.condition(condition.asText()))) {
                found.put(resource.getKey(), resource.getValue().path("Properties"));
            }
        });
        return found;
    }

    private String text(JsonNode value) {
        JsonNode resolved = intrinsics.resolve(value);
        if (!resolved.isValueNode()) {
            throw new TemplateException("a single value was expected, not " + resolved);
        }
        return resolved.asText();
    }
}
