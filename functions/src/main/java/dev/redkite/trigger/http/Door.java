package dev.redkite.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.admission.Preflight;
import dev.redkite.environment.Plan;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.stage.Json;
import dev.redkite.trigger.Requests;
import dev.redkite.trigger.Requests.Request;
import dev.redkite.trigger.Requests.Started;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/** What every request that takes time has in common: answered before it is asked twice, refused now, or started. */
@Singleton
final class Door {

    private final Requests requests;
    private final Preflight preflight;

    Door(Requests requests, Preflight preflight) {
        this.requests = requests;
        this.preflight = preflight;
    }

    /** Empty, too, for what could be no environment's name. */
    Optional<EnvironmentRecord> find(String environment) {
        return Plan.isName(environment) ? preflight.find(environment) : Optional.empty();
    }

    EnvironmentRecord require(String environment) {
        return find(environment).orElseThrow(() -> Problem.noSuchEnvironment(environment));
    }

    /** 202 for what an earlier request of that key started; empty when there was none. */
    Optional<HttpResponse<Accepted>> repeated(Request wanted, Caller caller) {
        return requests.find(wanted, caller.idempotencyKey()).map(earlier -> {
            if (!asked(earlier).equals(wanted.input())) {
                throw new ProblemException(Problem.of(HttpStatus.UNPROCESSABLE_ENTITY, "idempotency-key-reused",
                        "The key was used for another request",
                        "The %s has started %s with another request. Next: send this one with a key of its own."
                                .formatted(Caller.KEY, earlier.name())));
            }
            return accepted(wanted, earlier.name(), earlier.executionArn(), true);
        });
    }

    /** Whoever it was that asked. */
    private static JsonNode asked(DescribeExecutionResponse earlier) {
        ObjectNode input = (ObjectNode) Json.parse(earlier.input());
        input.remove("requester");
        return input;
    }

    /** Everything that Admission would refuse now is refused here, while somebody listens. */
    HttpResponse<Accepted> start(Request wanted, Caller caller) {
        preflight.check(wanted.operation(), wanted.input());
        Started started = requests.start(wanted, caller.name(), caller.idempotencyKey());
        return accepted(wanted, started.executionName(), started.executionArn(), started.repeated());
    }

    private static HttpResponse<Accepted> accepted(Request wanted, String id, String arn, boolean repeated) {
        return accepted(Accepted.of(wanted.environment(), wanted.operation(), id, arn, repeated));
    }

    static HttpResponse<Accepted> accepted(Accepted accepted) {
        return HttpResponse.<Accepted>status(HttpStatus.ACCEPTED)
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.LOCATION, accepted.progress())
                .body(accepted);
    }
}
