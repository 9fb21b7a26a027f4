package dev.redkite.trigger.http;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A request about one execution, for the OpenAPI document. */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
@Parameter(
        name = "id",
        in = ParameterIn.PATH,
        required = true,
        description = "The execution's id.")
@interface ExecutionPath {}
