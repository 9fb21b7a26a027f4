package dev.redkite.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.contract.wire.Loopback.Arrived;
import dev.redkite.contract.wire.Models.Operation;
import dev.redkite.json.Json;
import dev.redkite.lambda.LambdaPlatform;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;

/**
 * Every operation that Redkite calls leaves {@link LambdaPlatform} as its service's published model has it. Here alone are
 * the SDK, its HTTP client and our settings at work as on Lambda: everywhere else fakes stand in for the client.
 */
class OperationsContractTest {

    private static Loopback loopback;
    private static LambdaPlatform platform;

    @BeforeAll
    static void start() throws IOException {
        loopback = new Loopback();
        platform = loopback.platform();
    }

    @AfterAll
    static void stop() {
        loopback.close();
    }

    static Stream<Operation> operations() {
        return Models.operations();
    }

    private static Arrived sent(Operation operation) {
        loopback.answer(operation.protocol().empty());
        Wire.call(platform.aws(Wire.client(operation)), operation, Sample.filled(Wire.request(operation)));
        return loopback.next();
    }

    /** By what names what is given stands there. */
    private static List<String> members(Operation operation, String location) {
        return fields(operation, location).map(SdkField::memberName).map(operation::as).toList();
    }

    private static Stream<SdkField<?>> fields(Operation operation, String location) {
        return Sample.fields(Wire.request(operation)).stream()
                .filter(field -> operation.location(field.memberName()).equals(location));
    }

    @Test
    void no_operation_that_is_called_is_left_out() {
        assertThat(Models.operations()).extracting(Operation::toString).containsExactlyInAnyOrderElementsOf(Models.permitted());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void leaves_by_the_method_and_path_of_its_model(Operation operation) {
        Arrived arrived = sent(operation);

        assertThat(arrived.method() + " " + arrived.path())
                .isEqualTo(operation.model().get("method").asText() + " " + path(operation));
    }

    /** What stands before the question mark, with the members that stand in it encoded. */
    private static String path(Operation operation) {
        String path = operation.model().get("uri").asText().replaceFirst("\\?.*", "");
        for (SdkField<?> field : fields(operation, "uri").toList()) {
            String text = Sample.text(field);
            String name = operation.as(field.memberName());
            path = path.replace("{" + name + "}", encoded(text)).replace("{" + name + "+}",
                    Stream.of(text.split("/")).map(OperationsContractTest::encoded).collect(Collectors.joining("/")));
        }
        return path;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void says_in_query_and_headers_what_its_model_says_there(Operation operation) {
        Arrived arrived = sent(operation);

        assertThat(names(arrived.query())).containsAll(questions(operation));
        assertThat(arrived.headers().keySet()).containsAll(
                members(operation, "header").stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
    }

    private static Set<String> names(String parameters) {
        return parameters == null ? Set.of() : Arrays.stream(parameters.split("&"))
                .map(each -> each.split("=")[0].split("\\.")[0]).collect(Collectors.toSet());
    }

    private static List<String> questions(Operation operation) {
        String[] uri = operation.model().get("uri").asText().split("\\?");
        Stream<String> fixed = uri.length == 1 ? Stream.of() : names(uri[1]).stream();
        return Stream.concat(fixed, members(operation, "querystring").stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void says_in_its_body_what_its_model_says_there_and_who_is_meant(Operation operation) {
        Arrived arrived = sent(operation);
        String body = new String(arrived.body(), StandardCharsets.UTF_8);
        String payload = operation.model().get("payload").asText();

        switch (operation.protocol()) {
            case JSON -> {
                assertThat(arrived.headers()).containsEntry("x-amz-target", operation.of().get("target").asText() + "." + operation.own());
                assertThat(keys(body)).containsExactlyInAnyOrderElementsOf(members(operation, "body"));
            }
            case REST_JSON -> assertThat(payload.isEmpty() ? keys(body) : List.of())
                    .containsExactlyInAnyOrderElementsOf(payload.isEmpty() ? members(operation, "body") : List.of());
            // An object's body is whatever somebody stores.
            case REST_XML -> assertThat(body).contains(payload.isEmpty() || payload.equals("Body") ? "" : operation.as(payload));
            case QUERY, EC2 -> {
                assertThat(body).contains("Action=" + operation.own() + "&").contains("Version=" + operation.of().get("version").asText());
                assertThat(names(body)).containsAll(members(operation, "body")).hasSize(members(operation, "body").size() + 2);
            }
        }
    }

    private static List<String> keys(String body) {
        return body.isEmpty() ? List.of() : Json.parse(body).properties().stream().map(each -> each.getKey()).toList();
    }
}
