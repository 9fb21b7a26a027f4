package dev.redkite.trigger.http;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The API about itself. None of it is about an environment, so that everybody may read it. */
@Controller
final class DocumentController {

    static final String YAML = "application/yaml";

    /** The page has a style of its own and nothing else, from nowhere else. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    /** The OpenAPI document. */
    @Hidden
    @Get("/openapi.yaml")
    @Produces(YAML)
    String yaml() {
        return Document.yaml();
    }

    /** The same as JSON. */
    @Hidden
    @Get("/openapi.json")
    @Produces(MediaType.APPLICATION_JSON)
    String json() {
        return Document.json();
    }

    /** Where somebody ends up who opens the address in a browser. */
    @Hidden
    @Get
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<String> page() {
        try (InputStream page = DocumentController.class.getResourceAsStream("index.html")) {
            return HttpResponse.ok(new String(page.readAllBytes(), StandardCharsets.UTF_8))
                    .contentType(MediaType.TEXT_HTML_TYPE)
                    .header("content-security-policy", POLICY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
