package dev.redkite.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.redkite.failure.StageBroken;
import dev.redkite.failure.Transient;
import dev.redkite.platform.HttpSender.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdkHttpSenderTest {

    private final List<String> heard = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/taken", exchange -> answer(exchange, 200, "ok"));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/taken");
            answer(exchange, 302, "");
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange, int status, String body) {
        try (exchange) {
            String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            heard.add("%s %s %s %s".formatted(exchange.getRequestMethod(), exchange.getRequestURI(),
                    exchange.getRequestHeaders().getFirst("X-Redkite-Event"), sent));
            exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    @Test
    void posts_body_and_headers_and_tells_the_answer() {
        Answer answer = new JdkHttpSender().post(address("/taken"), Map.of("X-Redkite-Event", "e-1"), "grüße");

        assertThat(answer).isEqualTo(new Answer(200, "ok"));
        assertThat(heard).containsExactly("POST /taken e-1 grüße");
    }

    @Test
    void follows_no_redirection() {
        assertThat(new JdkHttpSender().post(address("/moved"), Map.of(), "x").accepted()).isFalse();
        assertThat(heard).hasSize(1);
    }

    @Test
    void whom_it_cannot_reach_it_names_without_the_path_which_may_be_a_secret() {
        URI address = address("/services/T0/secret");
        server.stop(0);

        assertThatThrownBy(() -> new JdkHttpSender().post(address, Map.of(), "x")).isInstanceOf(Transient.class)
                .satisfies(error -> assertThat(error.getMessage()).contains("localhost").doesNotContain("secret"));
    }

    @Test
    void a_header_that_cannot_be_sent_is_named_without_its_value_which_may_be_a_token() {
        assertThatThrownBy(() -> new JdkHttpSender().post(address("/taken"), Map.of("Authorization", "Bearer xoxb-1\nsecret"), "x"))
                .isInstanceOf(StageBroken.class)
                .hasMessageContaining("Authorization").hasMessageContaining("Next: ")
                .satisfies(error -> assertThat(error.toString()).doesNotContain("xoxb", "secret\""))
                .hasNoCause();
    }
}
