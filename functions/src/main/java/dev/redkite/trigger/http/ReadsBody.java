package dev.redkite.trigger.http;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A request with a body of JSON, for the OpenAPI document. */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
@ApiResponse(responseCode = "413", description = "The body is too large.")
@ApiResponse(responseCode = "415", description = "The body is not said to be JSON.")
@ApiResponse(responseCode = "422", description = "The request cannot be carried out; everything wrong with it is listed.")
@interface ReadsBody {}
