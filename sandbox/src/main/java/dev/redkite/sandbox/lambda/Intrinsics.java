package dev.redkite.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** CloudFormation's functions, those that Redkite's template uses: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
record Intrinsics(JsonNode template, ResourceNames names) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String ALIAS = "AutoPublishAlias";

    String region() {
        return names.region();
    }

    /** The value with every function within it applied; what comes to AWS::NoValue is left out. */
    JsonNode resolve(JsonNode value) {
        if (value.isArray()) {
            ArrayNode array = NODES.arrayNode();
            value.forEach(element -> present(resolve(element)).ifPresent(array::add));
            return array;
        }
        if (!value.isObject()) {
            return value;
        }
        if (value.size() == 1) {
            String name = value.fieldNames().next();
            if (name.equals("Ref") || name.startsWith("Fn::")) {
                return apply(name, value.get(name));
            }
        }
        ObjectNode object = Json.object();
        value.properties().forEach(field ->
                present(resolve(field.getValue())).ifPresent(resolved -> object.set(field.getKey(), resolved)));
        return object;
    }

    private static Optional<JsonNode> present(JsonNode value) {
        return value.isMissingNode() ? Optional.empty() : Optional.of(value);
    }

    private JsonNode apply(String function, JsonNode argument) {
        return switch (function) {
            case "Ref" -> reference(argument.asText());
            case "Fn::GetAtt" -> NODES.textNode(attribute(argument));
            case "Fn::Sub" -> NODES.textNode(substitute(argument));
            case "Fn::Join" -> NODES.textNode(join(argument));
            case "Fn::If" -> resolve(argument.get(condition(argument.get(0).asText()) ? 1 : 2));
            case "Fn::Equals" -> NODES.booleanNode(resolve(argument.get(0)).equals(resolve(argument.get(1))));
            case "Fn::And" -> NODES.booleanNode(argument.valueStream().allMatch(each -> resolve(each).booleanValue()));
            case "Fn::Not" -> NODES.booleanNode(!resolve(argument.get(0)).booleanValue());
            default -> throw new TemplateException("the sandbox does not know " + function);
        };
    }

    boolean condition(String name) {
        JsonNode condition = template.path("Conditions").path(name);
        if (condition.isMissingNode()) {
            throw new TemplateException("there is no condition " + name);
        }
        return resolve(condition).booleanValue();
    }

    private JsonNode reference(String name) {
        return switch (name) {
            case "AWS::AccountId" -> NODES.textNode(names.account());
            case "AWS::Region" -> NODES.textNode(names.region());
            case "AWS::Partition" -> NODES.textNode(names.partition());
            case "AWS::URLSuffix" -> NODES.textNode(names.suffix());
            case "AWS::StackName" -> NODES.textNode(names.stack());
            case "AWS::NoValue" -> NODES.missingNode();
            default -> {
                if (name.contains(".")) {
                    yield NODES.textNode(published(name));
                }
                JsonNode parameter = template.path("Parameters").path(name);
                yield parameter.isMissingNode()
                        ? NODES.textNode(names.reference(name, type(name), givenName(name)))
                        : parameter.path("Default");
            }
        };
    }

    /** SAM's: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/automating-updates-to-serverless-apps.html */
    private String published(String name) {
        String[] parts = name.split("\\.", 2);
        String alias = alias(parts[0]);
        if (!type(parts[0]).equals("AWS::Serverless::Function") || alias.isEmpty()) {
            throw new TemplateException(name + ": only a function with AutoPublishAlias has versions");
        }
        return switch (parts[1]) {
            case "Version" -> attribute(parts[0], "Arn") + ":" + FunctionDefinition.VERSION;
            case "Alias" -> attribute(parts[0], "Arn") + ":" + alias;
            default -> throw new TemplateException("the sandbox does not know " + name);
        };
    }

    /** Empty when the template publishes no versions of the function. */
    String alias(String function) {
        JsonNode resource = template.path("Resources").path(function);
        JsonNode own = resource.path("Properties").path(ALIAS);
        boolean globally = own.isMissingNode() && resource.path("IgnoreGlobals").valueStream().noneMatch(each -> each.asText().equals(ALIAS));
        return (globally ? template.path("Globals").path("Function").path(ALIAS) : own).asText();
    }

    String attribute(String id, String attribute) {
        if (!template.path("Resources").has(id) && id.endsWith("Role") && attribute.equals("Arn")) {
            String owner = id.substring(0, id.length() - "Role".length());
            if (type(owner).startsWith("AWS::Serverless::")) {
                return names.roleArn(owner);
            }
        }
        return names.attribute(id, type(id), givenName(id), attribute);
    }

    private String attribute(JsonNode argument) {
        if (argument.isArray()) {
            return attribute(argument.get(0).asText(), argument.get(1).asText());
        }
        String[] parts = argument.asText().split("\\.", 2);
        if (parts.length != 2) {
            throw new TemplateException("Fn::GetAtt " + argument.asText() + " names no attribute");
        }
        return attribute(parts[0], parts[1]);
    }

    private String type(String id) {
        JsonNode type = template.path("Resources").path(id).path("Type");
        if (!type.isTextual()) {
            throw new TemplateException("the template has no resource or parameter " + id);
        }
        return type.textValue();
    }

    private String givenName(String id) {
        JsonNode name = ResourceNames.nameIn(template.path("Resources").path(id).path("Properties"), type(id));
        return name.isMissingNode() ? null : resolve(name).asText();
    }

    private String substitute(JsonNode argument) {
        JsonNode own = argument.isArray() ? argument.get(1) : Json.object();
        Matcher variables = VARIABLE.matcher(argument.isArray() ? argument.get(0).asText() : argument.asText());
        return variables.replaceAll(found -> {
            String name = found.group(1);
            if (own.has(name)) {
                return Matcher.quoteReplacement(resolve(own.get(name)).asText());
            }
            return Matcher.quoteReplacement(
                    name.contains(".") ? attribute(NODES.textNode(name)) : reference(name).asText());
        });
    }

    private String join(JsonNode argument) {
        return resolve(argument.get(1)).valueStream().map(JsonNode::asText).collect(Collectors.joining(argument.get(0).asText()));
    }
}
