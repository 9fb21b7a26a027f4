package dev.redkite.sandbox.charts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.redkite.catalog.ChartRelease;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Charts as their repositories give them out: {@code index.yaml} names each archive's address, which may be elsewhere and
 * lead on to somewhere else (https://helm.sh/docs/topics/chart_repository/). From https never to http.
 */
public final class ChartRepository implements ChartSource {

    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

    /** Characters; indices of grown repositories are a few million, and the YAML library's own limit is three. */
    private static final int LONGEST_INDEX = 64 << 20;

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder().loaderOptions(options()).build());

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).followRedirects(Redirect.NORMAL).build();

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LONGEST_INDEX);
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
        String address = StreamSupport.stream(entries.spliterator(), false)
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
            throw new IOException("%s answered %d".formatted(answer.uri(), answer.statusCode()));
        }
        return answer.body();
    }

    private HttpResponse<byte[]> answer(URI address) throws IOException {
        try {
            return http.send(HttpRequest.newBuilder(address).timeout(LONGEST_ANSWER).build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(address + " was given up", e);
        } catch (IOException e) {
            throw new IOException("%s cannot be reached: %s".formatted(address, e), e);
        }
    }
}
