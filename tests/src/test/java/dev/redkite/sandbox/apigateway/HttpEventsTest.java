package dev.redkite.sandbox.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.lambda.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the template's routes takes a request, and what API Gateway asks there. */
class HttpEventsTest {

    private static final Path TEMPLATE = Path.of("..", "template.yaml");
    private static final String ADA = "arn:aws:iam::123456789012:user/ada";

    @TempDir
    private Path directory;

    private Stack stack(String before, String after) throws IOException {
        String template = Files.readString(TEMPLATE);
        assertThat(template).contains(before);
        return Stack.read(Files.writeString(directory.resolve("template.yaml"), template.replace(before, after)), "123456789012", "us-west-2", Map.of());
    }

    private static JsonNode event(Stack stack, String method, String path) {
        return new HttpEvents(stack).of(new HttpEvents.Request(method, path, "", Map.of(), null), "123456789012", ADA, "request", Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, GET /, false",
        "GET, /openapi.yaml, GET /openapi.yaml, false",
        "POST, /openapi.yaml, ANY /{proxy+}, true",
        "GET, /environments, ANY /{proxy+}, true",
        "GET, //, ANY /{proxy+}, true",
        "DELETE, /, ANY /{proxy+}, true"})
    void the_most_specific_route_takes_a_request(String method, String path, String route, boolean signed) throws IOException {
        JsonNode event = event(stack("RouteKey", "RouteKey"), method, path);

        assertThat(event.path("routeKey").asText()).isEqualTo(route);
        assertThat(event.at("/requestContext/routeKey").asText()).isEqualTo(route);
        assertThat(event.at("/requestContext/authorizer/iam/userArn").asText()).isEqualTo(signed ? ADA : "");
    }

    @Test
    void a_route_that_is_opened_in_the_template_names_nobody() throws IOException {
        Stack open = stack("AuthorizationType: !If [HasJwt, JWT, AWS_IAM]", "AuthorizationType: NONE");

        assertThat(event(open, "GET", "/environments").path("requestContext").has("authorizer")).isFalse();
    }

    @Test
    void a_route_that_is_closed_in_the_template_names_who_calls() throws IOException {
        Stack closed = stack("RouteKey: GET /openapi.yaml", "RouteKey: GET /another");

        assertThat(event(closed, "GET", "/openapi.yaml").at("/requestContext/authorizer/iam/userArn").asText()).isEqualTo(ADA);
    }

    @Test
    void what_no_route_takes_is_not_found() throws IOException {
        Stack stack = stack("RouteKey", "RouteKey");

        assertThat(RouteAuthorization.findRefusal(stack, event(stack, "OPTIONS", "*"))).get()
                .satisfies(answer -> assertThat(answer.path("statusCode").asInt()).isEqualTo(404));
    }
}
