package dev.redkite.announcement;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.platform.Platform;
import dev.redkite.stage.Stage;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;
import dev.redkite.stage.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * A stage that may take long, so that people who look on are told when it is done. It says nothing when there was nothing
 * to do, and for a word that does not get through no stage fails.
 */
public abstract class LongStageFunction<F> extends StageFunction<F> {

    /** What took less, nobody was waiting for. */
    static final Duration LONG = Duration.ofMinutes(1);

    private final Platform platform;

    protected <S, I> LongStageFunction(
            Stage<S, I, F> stage, Function<StageRequest, S> spec, Function<StageRequest, I> identity, Platform platform) {
        super(stage, spec, identity);
        this.platform = platform;
    }

    protected <S> LongStageFunction(Step<S, F> step, Function<StageRequest, S> spec, Platform platform) {
        super(step, spec);
        this.platform = platform;
    }

    @Override
    protected final void done(StageRequest request, JsonNode entered, LambdaLogger log) {
        if (!entered.isTextual()) {
            return;
        }
        Duration took = Duration.between(Instant.parse(entered.textValue()), platform.time().instant());
        if (took.compareTo(LONG) >= 0) {
            announce(request, took, log);
        }
    }

    private void announce(StageRequest request, Duration took, LambdaLogger log) {
        try {
            EventPublisher.of(platform).announce("Stage Done", Json.object()
                    .put("environment", request.plan().environment())
                    .put("execution", request.execution())
                    .put("action", request.action().name())
                    .put("stage", name())
                    .put("seconds", took.toSeconds()));
        } catch (RuntimeException e) {
            log.log("Stage Done was not announced: " + e.getMessage());
        }
    }
}
