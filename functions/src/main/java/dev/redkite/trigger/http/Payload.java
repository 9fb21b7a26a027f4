package dev.redkite.trigger.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.environment.SpecificationReader;
import dev.redkite.failure.Violation;
import dev.redkite.json.Json;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A request's body, unchecked but for its size and its being JSON. */
final class Payload {

    /** A specification at its longest, and room for what may stand around it. */
    static final int MAXIMUM_CHARACTERS = 2 * SpecificationReader.MAXIMUM_CHARACTERS;

    private Payload() {}

    /** Empty when there is none. */
    static Optional<String> text(HttpRequest<?> request) {
        APIGatewayV2HTTPEvent event = Caller.event(request);
        String body = event.getBody();
        if (body == null || body.isBlank()) {
            return Optional.empty();
        }
        if (body.length() > MAXIMUM_CHARACTERS) {
            throw new ProblemException(Problem.of(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", "The request is too large",
                    "The body has more than %,d characters.".formatted(MAXIMUM_CHARACTERS)));
        }
        try {
            return Optional.of(event.getIsBase64Encoded()
                    ? new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8) : body);
        } catch (IllegalArgumentException _) {
            throw Problem.malformed("The body cannot be decoded.");
        }
    }

    /** @throws ProblemException 413 before anything is parsed, 400 when it is not exactly one JSON document */
    static JsonNode of(HttpRequest<?> request) {
        return parse(text(request).orElseThrow(() -> Problem.malformed(
                "The request needs a body: a specification such as {\"name\":\"demo\"}, as JSON.")));
    }

    /**
     * An empty object says nothing; anything else would be passed over in silence.
     *
     * @throws ProblemException when the request has a body, and takes none
     */
    static void none(HttpRequest<?> request) {
        if (text(request).map(String::strip).filter(body -> !body.equals("{}")).isPresent()) {
            throw Problem.malformed("This request takes no body: what it can be told stands in its query, as in ?name=value. Leave the body out.");
        }
    }

    static JsonNode parse(String text) {
        try {
            return Json.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("The body is " + e.getMessage() + ".");
        }
    }

    /** The specification of that environment; one that names none is about it too. */
    static JsonNode naming(String environment, JsonNode document) {
        return document instanceof ObjectNode specification && !specification.has("name")
                ? specification.deepCopy().put("name", environment) : document;
    }

    /** What it would be of the environment that the path is about. */
    static JsonNode renamed(String environment, JsonNode document) {
        return document instanceof ObjectNode specification ? specification.deepCopy().put("name", environment) : document;
    }

    /** @return the violation, if the specification is about another environment than the path */
    static List<Violation> misnamed(String environment, JsonNode document) {
        return !document.isObject() || document.path("name").asText().equals(environment) ? List.of()
                : List.of(new Violation("$.name", "is %s, but the request is about %s; leave it out or as it is"
                        .formatted(document.path("name"), environment)));
    }
}
