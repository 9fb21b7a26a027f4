package dev.redkite.trigger.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.redkite.json.Json;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventHandler;
import io.micronaut.http.exceptions.UriSyntaxException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * The HTTP API: one Lambda behind API Gateway's HTTP API, payload format 2.0, in which Micronaut routes to the
 * controllers of this package. Lambda knows it as a stream handler, because that is what the sandbox can call too.
 */
public final class ApiFunction implements RequestStreamHandler {

    /**
     * JSON as everywhere in Redkite: absent means null, empty lists stay, times are ISO 8601. API Gateway dates answers, and
     * knows who asks, so there are no drive-by requests that Micronaut would have to turn away for their Origin
     * (https://docs.micronaut.io/4.10.x/guide/#localhostCors). Jackson is to look at a type when the first of it is read or written, not
     * at every type of every route when the function starts.
     */
    private static final Map<String, Object> SETTINGS = Map.of(
            "micronaut.server.date-header", false,
            "micronaut.server.cors.localhost-pass-through", true,
            "jackson.serialization-inclusion", "NON_NULL",
            "jackson.deserialization.eagerDeserializerFetch", false,
            "jackson.serialization.eagerSerializerFetch", false,
            "jackson.serialization.writeDatesAsTimestamps", false,
            "jackson.serialization.writeDurationsAsTimestamps", false);

    private final APIGatewayV2HTTPEventHandler handler;

    public ApiFunction() {
        this(new LambdaPlatform());
    }

    /** What the function knows comes from {@code platform} alone, so Micronaut is not to look around by itself. */
    public ApiFunction(Platform platform) {
        handler = new APIGatewayV2HTTPEventHandler(ApplicationContext.builder()
                .singletons(platform)
                .properties(SETTINGS)
                .environmentPropertySource(false)
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .enableDefaultPropertySources(false)
                .bootstrapEnvironment(false)
                .banner(false)
                .start());
    }

    /**
     * Blanks around a header's value are no part of it (https://www.rfc-editor.org/rfc/rfc9110#section-5.5), and Micronaut
     * would answer them with 500 and nothing else.
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        APIGatewayV2HTTPEvent event = Json.read(input, APIGatewayV2HTTPEvent.class);
        if (event.getHeaders() != null) {
            event.getHeaders().replaceAll((_, value) -> value.strip());
        }
        Json.write(output, answer(event));
    }

    /** So that a terminal's prompt begins on a line of its own. */
    private static APIGatewayV2HTTPResponse ended(APIGatewayV2HTTPResponse answer) {
        String body = answer.getBody();
        if (body != null && !body.isEmpty() && !body.endsWith("\n") && !answer.getIsBase64Encoded()) {
            answer.setBody(body + "\n");
        }
        return answer;
    }

    /** A path such as {@code //} passes API Gateway, but Micronaut cannot even begin with it. */
    private APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event) {
        try {
            APIGatewayV2HTTPResponse answer = handler.exchange(event, new APIGatewayV2HTTPResponse()).getResponse().getNativeResponse();
            return ended(answer);
        } catch (UriSyntaxException | IllegalArgumentException _) {
            Problem problem = Problem.malformed("The path or a header of the request cannot be read.").problem();
            return APIGatewayV2HTTPResponse.builder()
                    .withStatusCode(problem.status())
                    .withHeaders(Map.of("content-type", Problem.MEDIA_TYPE))
                    .withBody(Json.text(problem) + "\n")
                    .build();
        }
    }
}
