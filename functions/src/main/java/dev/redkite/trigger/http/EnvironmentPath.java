package dev.redkite.trigger.http;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A request about one environment, which must be there, for the OpenAPI document. */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
@Parameter(
        name = "name",
        in = ParameterIn.PATH,
        required = true,
        description = "The environment's name.")
@ApiResponse(responseCode = "404", description = "There is no such environment, or no such execution of it.")
@interface EnvironmentPath {}
