package dev.redkite.trigger.http;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.responses.ApiResponses;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the OpenAPI document says of the API as a whole; the rest it reads off the controllers when they are
 * compiled, and off the annotations here that say what several of their requests have in common.
 */
@OpenAPIDefinition(info = @Info(
        title = "Redkite",
        version = "0.1.0",
        description = "Milvus on AWS, on request. What takes time is answered with 202 and the path of its progress; what is"
                + " refused, with a problem (RFC 9457) that lists everything wrong. A request with an Idempotency-Key may be"
                + " sent again: it starts nothing twice. With another method, path or body the key is refused for 90 days."))
final class Api {

    /** The specification's own schema, which {@link DocumentController} puts in. */
    static final String SPECIFICATION = "#/components/schemas/Specification";

    /** The same, in which the name may be left out because the path says it. */
    static final String UPDATE = "#/components/schemas/Update";

    static final String JSON = "application/json";

    private Api() {}

    /** A request about one environment, which must be there. */
    @Retention(RetentionPolicy.SOURCE)
    @Target(ElementType.METHOD)
    @Parameter(name = "name", in = ParameterIn.PATH, required = true, description = "The environment's name.")
    @ApiResponse(responseCode = "404", description = "There is no such environment, or no such execution or backup of it.")
    @interface EnvironmentPath {}

    /** A request about one execution. */
    @Retention(RetentionPolicy.SOURCE)
    @Target(ElementType.METHOD)
    @Parameter(name = "id", in = ParameterIn.PATH, required = true, description = "The execution's id.")
    @interface ExecutionPath {}

    /** A request about one backup. */
    @Retention(RetentionPolicy.SOURCE)
    @Target(ElementType.METHOD)
    @Parameter(name = "backup", in = ParameterIn.PATH, required = true, description = "The backup's name.")
    @interface BackupPath {}

    /** A list that is given out in pages. */
    @Retention(RetentionPolicy.SOURCE)
    @Target(ElementType.METHOD)
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "How many at most; 20 when left out.")
    @Parameter(name = "next", in = ParameterIn.QUERY, description = "What the page before gave as next.")
    @interface Paged {}

    /** An answer with a validator. */
    @Retention(RetentionPolicy.SOURCE)
    @Target(ElementType.METHOD)
    @Parameter(name = "If-None-Match", in = ParameterIn.HEADER, description = "The ETag of an earlier answer.")
    @ApiResponses(@ApiResponse(
            responseCode = "304",
            description = "Nothing has changed.",
            headers = @Header(name = "ETag", required = true, schema = @Schema(implementation = String.class))))
    @interface WithEntityTag {}

    /** A change that may be made on condition that nobody made another one meanwhile. */
    @Retention(RetentionPolicy.SOURCE)
    @Target(ElementType.METHOD)
    @Parameter(
            name = "If-Match",
            in = ParameterIn.HEADER,
            description = "The ETag of GET /environments/{name}: refused if the environment was changed, removed or made again since, has"
                    + " failed, or was mended. How far an execution has come makes no difference.")
    @ApiResponses(@ApiResponse(responseCode = "412", description = "The environment is no longer what If-Match was given for."))
    @interface ConditionalRequest {}

    /** A request with a body of JSON. */
    @Retention(RetentionPolicy.SOURCE)
    @Target(ElementType.METHOD)
    @ApiResponse(responseCode = "413", description = "The body is too large.")
    @ApiResponse(responseCode = "415", description = "The body is not said to be JSON.")
    @ApiResponse(responseCode = "422", description = "The request cannot be carried out; everything wrong with it is listed.")
    @interface ReadsBody {}

    /** A request that starts an execution. */
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
}
