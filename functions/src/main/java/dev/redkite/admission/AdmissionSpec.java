package dev.redkite.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Operation;
import dev.redkite.environment.Plan;
import dev.redkite.stage.StageRequest;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came in, unchecked.
 *
 * @param input     what the machine was started with; perhaps not even an object
 * @param execution who is to hold the lock: this execution, or the parent that started it
 */
record AdmissionSpec(Operation operation, JsonNode input, String execution) {

    static AdmissionSpec of(StageRequest request) {
        return new AdmissionSpec(
                Objects.requireNonNull(request.operation(), "the state machine did not say what for"), request.request(), request.execution());
    }

    /** Which environment it is about; empty when it does not say, or says what could not be one's name. */
    Optional<String> environment() {
        JsonNode name = input.path("specification").path("name");
        return Optional.ofNullable(input.path("environment").textValue())
                .or(() -> Optional.ofNullable(name.textValue()))
                .filter(Plan::isName);
    }

    /** What the user wants, if the request does not leave it to the registry. */
    @Nullable JsonNode specification() {
        return input.get("specification");
    }

    @Nullable String requester() {
        return input.path("requester").textValue();
    }

    /** The parent holds the lock, and goes on holding it. */
    boolean inherited() {
        return input.has(StageRequest.PARENT);
    }

    /** A schedule asks, so nobody is there to be turned away: it waits its turn. */
    boolean scheduled() {
        return input.path("scheduled").asBoolean();
    }

    boolean removesData() {
        return input.path("removeData").asBoolean();
    }

    /** Whether what Milvus holds is to come back; null where nothing is said of it. */
    @Nullable Boolean keepsData() {
        return input.path("keepData").isBoolean() ? input.path("keepData").booleanValue() : null;
    }

    /** Whether no schedule is to follow. */
    boolean endsForGood() {
        return input.path("final").asBoolean();
    }
}
