package dev.redkite.trigger.http;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.responses.ApiResponses;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An answer with a validator, for the OpenAPI document. */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
@Parameter(
        name = "If-None-Match",
        in = ParameterIn.HEADER,
        description = "The ETag of an earlier answer.")
@ApiResponses(@ApiResponse(
        responseCode = "304",
        description = "Nothing has changed.",
        headers = @Header(name = "ETag", required = true, schema = @Schema(implementation = String.class))))
@interface WithEntityTag {}
