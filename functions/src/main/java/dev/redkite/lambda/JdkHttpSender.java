package dev.redkite.lambda;

import dev.redkite.failure.StageBroken;
import dev.redkite.failure.Transient;
import dev.redkite.platform.HttpSender;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The JDK's own client, which follows no redirection unless told to. */
public final class JdkHttpSender implements HttpSender {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();

    @Override
    public Answer post(URI address, Map<String, String> headers, String body) {
        return send("POST", address, headers, body);
    }

    @Override
    public Answer put(URI address, Map<String, String> headers, String body) {
        return send("PUT", address, headers, body);
    }

    private Answer send(String method, URI address, Map<String, String> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(ANSWER).method(method, BodyPublishers.ofString(body));
        headers.forEach((name, value) -> header(request, name, value));
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new Transient("%s gave no answer: %s".formatted(address.getHost(), e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Transient(address.getHost() + ": interrupted while it was to answer", e);
        }
    }

    /** The JDK repeats a value that it refuses, and this one may be a token. */
    private static void header(HttpRequest.Builder request, String name, String value) {
        try {
            request.header(name, value);
        } catch (IllegalArgumentException _) {
            throw new StageBroken(("The header %s would have characters that HTTP does not allow."
                    + " Next: look for a line end or the like in the secret that it is made of.").formatted(name));
        }
    }
}
