package dev.redkite.trigger.http;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;

/** The API about itself. */
@Controller
final class DocumentController {

    static final String YAML = "application/yaml";

    /** The OpenAPI document. */
    @Hidden
    @Get("/openapi.yaml")
    @Produces(YAML)
    String document() {
        return Document.text();
    }
}
