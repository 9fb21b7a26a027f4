package dev.redkite.trigger.http;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A list that is given out in pages, for the OpenAPI document. */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
@Parameter(
        name = "limit",
        in = ParameterIn.QUERY,
        description = "How many at most; 20 when left out.")
@Parameter(
        name = "next",
        in = ParameterIn.QUERY,
        description = "What the page before gave as next.")
@interface Paged {}
