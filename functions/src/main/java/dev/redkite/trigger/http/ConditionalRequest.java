package dev.redkite.trigger.http;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.responses.ApiResponses;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A change that may be made on condition that nobody made another one meanwhile, for the OpenAPI document. */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
@Parameter(
        name = "If-Match",
        in = ParameterIn.HEADER,
        description = "The ETag of GET /environments/{name}: refused if the environment was changed, removed or made again since, has"
                + " failed, or was mended. How far an execution has come makes no difference.")
@ApiResponses(@ApiResponse(responseCode = "412", description = "The environment is no longer what If-Match was given for."))
@interface ConditionalRequest {}
