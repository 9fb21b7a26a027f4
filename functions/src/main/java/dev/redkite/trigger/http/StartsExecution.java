package dev.redkite.trigger.http;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A request that starts an execution, for the OpenAPI document. */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
@Parameter(
        name = Caller.KEY,
        in = ParameterIn.HEADER,
        description = "Of the caller's choice, a new one for every new wish: a request of the same key starts nothing twice.")
@ApiResponse(
        responseCode = "202",
        description = "It was started, or had been by an earlier request of the same key.",
        headers = {
            @Header(
                    name = "Location",
                    description = "Path of its progress.",
                    required = true,
                    schema = @Schema(implementation = String.class)),
            @Header(
                    name = "Retry-After",
                    description = "Seconds after which there is something new to be seen.",
                    required = true,
                    schema = @Schema(implementation = Integer.class))
        },
        content = @Content(mediaType = Api.JSON, schema = @Schema(implementation = Accepted.class)))
@ApiResponse(
        responseCode = "409",
        description = "The environment does not allow it as it stands; an execution that is in the way is named.",
        headers = @Header(
                name = "Retry-After",
                description = "Seconds; left out where waiting alone helps nothing.",
                schema = @Schema(implementation = Integer.class)),
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@ApiResponse(responseCode = "422", description = "The request cannot be carried out; everything wrong with it is listed.")
@interface StartsExecution {}
