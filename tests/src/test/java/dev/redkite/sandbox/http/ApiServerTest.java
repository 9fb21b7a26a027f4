package dev.redkite.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sandbox behind real HTTP on the loopback address. */
class ApiServerTest {

    private final Sandbox sandbox = Sandbox.open(TestSettings.of(Json.object()));
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<Throwable> broken = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private ApiServer server;

    @BeforeEach
    void open() throws IOException {
        server = ApiServer.open(sandbox, 0, 600, log::add, broken::add);
    }

    @AfterEach
    void close() {
        server.close();
        sandbox.close();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void requests_are_answered_and_time_passes_between_them() throws Exception {
        HttpResponse<String> accepted = send("POST", "/environments", "{\"name\":\"demo\"}");
        assertThat(accepted.statusCode()).isEqualTo(202);
        String path = accepted.headers().firstValue("location").orElseThrow();

        String progress = send("GET", path, null).body();
        while (!Json.parse(progress).path("stages").toString().contains("\"DONE\"")) {
            progress = send("GET", path, null).body();
        }

        assertThat(Json.parse(progress).path("requester").asText()).isEqualTo("arn:aws:iam::123456789012:user/sandbox");
        assertThat(log).anyMatch(line -> line.endsWith("POST /environments 202"));
    }

    @Test
    void a_sandbox_that_breaks_is_told_once_and_answers_no_request_any_more() throws Exception {
        sandbox.world().clock().after(Duration.ofMinutes(1), () -> {
            throw new IllegalStateException("planted");
        });
        int status = 200;
        while (status == 200) {
            status = send("GET", "/environments", null).statusCode();
        }

        assertThat(status).isEqualTo(503);
        assertThat(broken).singleElement().asString().contains("planted");
        assertThat(log).anyMatch(line -> line.contains("The sandbox broke, and stands still"));
    }

    @Test
    void queries_headers_and_answers_without_a_body_pass_as_they_are() throws Exception {
        assertThat(send("GET", "/environments?limit=x%20y", null).statusCode()).isEqualTo(400);
        HttpResponse<String> list = send("GET", "/environments?limit=5", null);
        String tag = list.headers().firstValue("etag").orElseThrow();
        HttpResponse<String> same = send("GET", "/environments?limit=5", null, "If-None-Match", tag);

        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(send("HEAD", "/environments", null).statusCode()).isEqualTo(200);
        assertThat(send("GET", "/openapi.yaml", null).body()).startsWith("---\nopenapi: \"3.1.0\"");
    }

    @Test
    void a_body_beyond_what_api_gateway_takes_is_refused_by_it() throws Exception {
        assertThat(send("POST", "/plans", " ".repeat(11 * 1024 * 1024)).statusCode()).isEqualTo(413);
    }
}
