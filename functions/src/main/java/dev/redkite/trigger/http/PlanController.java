package dev.redkite.trigger.http;

import dev.redkite.admission.Preflight;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/** Dry runs. */
@Controller("/plans")
final class PlanController {

    private final Preflight preflight;

    PlanController(Preflight preflight) {
        this.preflight = preflight;
    }

    /** Tells what a specification would become and cost; makes nothing. */
    @Post
    @Api.ReadsBody
    @ApiResponse(
            responseCode = "200",
            description = "What it would become.",
            content = @Content(mediaType = Api.JSON, schema = @Schema(implementation = PlanView.class)))
    @RequestBody(required = true, content = @Content(mediaType = Api.JSON, schema = @Schema(ref = Api.SPECIFICATION)))
    HttpResponse<PlanView> plan(HttpRequest<?> request) {
        Parameters.only(request);
        return HttpResponse.ok(PlanView.of(preflight.preview(Payload.of(request)))).contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}
