package dev.redkite.contract.judges;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.lambda.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stack that SAM has deployed into somebody else's CloudFormation, beside the sandbox's own reading of the template.
 *
 * @param names the physical name of every resource, by logical id
 */
record DeployedStack(Judge judge, Stack template, Map<String, String> names) {

    static final String JUDGE = "ministack";

    /** Its endpoint. Beside it, {@code REDKITE_DEPLOYED_FUNCTIONS} and {@code REDKITE_DEPLOYED_RESOURCES}, a file of SAM's. */
    static final String VARIABLE = "REDKITE_DEPLOYED";

    static final Path HOME = Path.of("..");

    /** CloudFormation's for a resource that the template leaves nameless: stack, logical id, and what makes it unique. */
    private static final Pattern NAME = Pattern.compile("redkite-([A-Za-z0-9]+)-[0-9A-Z]{12,13}\\b");

    static DeployedStack open() {
        Judge judge = new Judge(JUDGE, URI.create(require(VARIABLE)), URI.create(require("REDKITE_DEPLOYED_FUNCTIONS")));
        return new DeployedStack(judge, ours(), names(Path.of(require("REDKITE_DEPLOYED_RESOURCES"))));
    }

    private static String require(String variable) {
        String value = System.getenv(variable);
        if (value == null) {
            throw new IllegalStateException(variable + " must be set");
        }
        return value;
    }

    /** The template as the sandbox reads it, with the parameters that tests/judges/deploy.sh sets. */
    static Stack ours() {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : read(HOME.resolve("tests/judges/parameters")).lines().toList()) {
            parameters.put(parameter.substring(0, parameter.indexOf('=')), parameter.substring(parameter.indexOf('=') + 1));
        }
        return Stack.read(HOME.resolve("template.yaml"), Judge.ACCOUNT, Judge.REGION.id(), parameters);
    }

    private static Map<String, String> names(Path resources) {
        Map<String, String> names = new LinkedHashMap<>();
        for (JsonNode resource : Json.parse(read(resources))) {
            names.put(resource.path("LogicalResourceId").asText(), resource.path("PhysicalResourceId").asText());
        }
        return names;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String require(String logicalId, String what) {
        if (!names.containsKey(logicalId)) {
            throw new AssertionError("%s %s was not deployed".formatted(what, logicalId));
        }
        return names.get(logicalId);
    }

    /** What was told with CloudFormation's names, with the sandbox's, which come without a random end. */
    String inOurNames(String told) {
        return NAME.matcher(told).replaceAll(name -> names.getOrDefault(name.group(1), "").endsWith(name.group())
                ? "redkite-" + name.group(1) : Matcher.quoteReplacement(name.group()));
    }
}
