package dev.redkite.trigger.http;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;

/** What the OpenAPI document says of the API as a whole; the rest it reads off the controllers when they are compiled. */
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
}
