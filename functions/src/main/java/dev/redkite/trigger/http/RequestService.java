package dev.redkite.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.admission.Preflight;
import dev.redkite.deployment.Operation;
import dev.redkite.environment.Plan;
import dev.redkite.environment.Preview;
import dev.redkite.json.Json;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.trigger.RequestKeys;
import dev.redkite.trigger.Requests.Request;
import dev.redkite.trigger.Requests.Started;
import dev.redkite.trigger.Requests;
import dev.redkite.trigger.http.Conditional.Version;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/** What every request that takes time has in common: answered before it is asked twice, refused now, or started. */
@Singleton
record RequestService(Requests requests, Preflight preflight, Executions executions, RequestKeys keys) {

    /** Seconds: the machines look at what they wait for every half minute or so. */
    private static final String PROGRESS = "15";

    /** What makes nothing. */
    private static final Set<Operation> WITHOUT_PREVIEW = Set.of(Operation.teardown, Operation.pause, Operation.backup);

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
            if (!inputWithoutRequester(earlier).equals(wanted.input())) {
                throw reused("%s, with another body".formatted(earlier.name()));
            }
            claim(caller, earlier.name());
            return accepted(wanted, earlier.name(), earlier.executionArn(), true);
        });
    }

    /**
     * Notes what the caller's own key is used for; whatever is refused uses none.
     *
     * @throws ProblemException 422 when it was used for something else
     */
    void claim(Caller caller, String started) {
        if (caller.keyed()) {
            String use = caller.method() + " that began " + started;
            String first = keys.claim(caller.idempotencyKey(), use);
            if (!first.equals(use)) {
                throw reused(first);
            }
        }
    }

    private static ProblemException reused(String first) {
        return new ProblemException(Problem.of(HttpStatus.UNPROCESSABLE_ENTITY, "idempotency-key-reused",
                "The key was used for another request",
                "The %s was used before, for %s. Next: send this one with a key of its own.".formatted(Caller.KEY, first)));
    }

    /** Whoever it was that asked. */
    private static JsonNode inputWithoutRequester(DescribeExecutionResponse earlier) {
        ObjectNode input = (ObjectNode) Json.parse(earlier.input());
        input.remove("requester");
        return input;
    }

    /** What is asked of an environment that is there, with nothing else to be looked at before. */
    HttpResponse<Accepted> begun(HttpRequest<?> request, Request wanted) {
        Payload.none(request);
        Caller caller = Caller.of(request);
        return repeated(wanted, caller).orElseGet(() -> {
            requireMatch(request, require(wanted.environment()));
            return start(wanted, caller);
        });
    }

    /** Everything that Admission would refuse now is refused here, while somebody listens. */
    HttpResponse<Accepted> start(Request wanted, Caller caller) {
        Preview preview = preflight.check(wanted.operation(), wanted.input());
        claim(caller, Requests.name(wanted, caller.idempotencyKey()));
        Started started = requests.start(wanted, caller.name(), caller.idempotencyKey());
        Accepted accepted = Accepted.of(
                wanted.environment(), wanted.operation(), started.executionName(), started.executionArn(), started.repeated());
        return accepted(started.repeated() || WITHOUT_PREVIEW.contains(wanted.operation()) ? accepted : accepted.with(preview));
    }

    private static HttpResponse<Accepted> accepted(Request wanted, String id, String arn, boolean repeated) {
        return accepted(Accepted.of(wanted.environment(), wanted.operation(), id, arn, repeated));
    }

    /** @throws ProblemException 412 when the caller has seen another environment than there is now */
    void requireMatch(HttpRequest<?> request, EnvironmentRecord record) {
        if (Conditional.isConditional(request) && !Conditional.matches(request, version(executions.withHolderFailure(record)))) {
            throw Problem.changedMeanwhile(record.environment());
        }
    }

    /**
     * What somebody who changes an environment must have seen of it: which life of it, what was asked of it last, and
     * whether it is gone or has failed. That it becomes ready as it was asked to be is no news.
     *
     * @param told with what is known of the lock's holder
     */
    static Version version(EnvironmentRecord told) {
        String end = switch (told.phase()) {
            case FAILED, REMOVAL_FAILED, REMOVED -> told.phase().name();
            case PROVISIONING, READY, PAUSING, PAUSED, RESUMING, RECREATING, REMOVING -> "";
        };
        return Version.of(Arrays.asList(told.generation(), end, told.specification()));
    }

    static HttpResponse<Accepted> accepted(Accepted accepted) {
        return HttpResponse.<Accepted>status(HttpStatus.ACCEPTED)
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.LOCATION, accepted.progress())
                .header(HttpHeaders.RETRY_AFTER, PROGRESS)
                .body(accepted);
    }
}
