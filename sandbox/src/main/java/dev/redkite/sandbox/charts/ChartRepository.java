package dev.redkite.sandbox.charts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.redkite.catalog.ChartRelease;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Charts as their repositories give them out: {@code index.yaml} names each archive's address, which may be elsewhere and
 * lead on to somewhere else (https://helm.sh/docs/topics/chart_repository/). From https never to http.
 */
public final class ChartRepository implements ChartSource {

    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

    /** Bytes; indices of grown repositories are a few million, and the YAML library's own limit is three. */
    private static final int LARGEST_ANSWER = 64 << 20;

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder().loaderOptions(options()).build());

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).followRedirects(Redirect.NORMAL).build();

    private final Duration longestAnswer;

    public ChartRepository() {
        this(LONGEST_ANSWER);
    }

    /** @param longestAnswer until its last byte */
    ChartRepository(Duration longestAnswer) {
        this.longestAnswer = longestAnswer;
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST_ANSWER);
        return options;
    }

    @Override
    public String place(ChartRelease chart) {
        return chart.repository();
    }

    @Override
    public byte[] archive(ChartRelease chart) throws IOException {
        URI repository = URI.create(chart.repository().replaceFirst("/*$", "/"));
        URI index = repository.resolve("index.yaml");
        JsonNode entries = read(index).path("entries").path(chart.name());
        String address = entries.valueStream()
                .filter(entry -> entry.path("version").asText().equals(chart.version()))
                .map(entry -> entry.at("/urls/0").asText())
                .findFirst()
                .orElseThrow(() -> new NoSuchFileException("%s lists no %s %s".formatted(index, chart.name(), chart.version())));
        return get(repository.resolve(address));
    }

    private JsonNode read(URI index) throws IOException {
        byte[] found = get(index);
        try {
            return YAML.readTree(found);
        } catch (JsonProcessingException e) {
            throw new IOException("%s is no index of charts: %s".formatted(index, e.getOriginalMessage().lines().findFirst().orElse("")), e);
        }
    }

    private byte[] get(URI address) throws IOException {
        HttpResponse<byte[]> answer = answer(address);
        if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
            String leads = answer.headers().firstValue("Location").map(", leading to %s, which is not followed"::formatted).orElse("");
            throw new IOException("%s answered %d%s".formatted(answer.uri(), answer.statusCode(), leads));
        }
        return answer.body();
    }

    /** The client's own limit ends with the headers, and a body may stand still in its middle. */
    private HttpResponse<byte[]> answer(URI address) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> asked = http.sendAsync(
                HttpRequest.newBuilder(address).build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
        try {
            return asked.get(longestAnswer.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(address + " was given up", e);
        } catch (TimeoutException e) {
            throw new IOException("%s did not come to its end within %d seconds".formatted(address, longestAnswer.toSeconds()), e);
        } catch (ExecutionException e) {
            throw new IOException(reason(address, e.getCause()), e);
        } finally {
            asked.cancel(true);
        }
    }

    private static String reason(URI address, Throwable cause) {
        return cause instanceof ConnectException
                ? "%s cannot be reached: %s".formatted(address, cause)
                : "%s did not answer as a whole: %s".formatted(address, cause.getMessage() == null ? cause : cause.getMessage());
    }
}
