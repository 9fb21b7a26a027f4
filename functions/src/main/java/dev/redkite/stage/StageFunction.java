package dev.redkite.stage;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.Failures;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.StageBegun;
import dev.redkite.failure.StagePending;
import dev.redkite.json.Json;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one adapter between AWS Lambda and a stage or a step: JSON in, facts out.
 *
 * <p>{@link Pending} leaves as the exception {@link StagePending} or {@link StageBegun}, so that pace and ceiling stand in the state
 * machine's Retry. Every other exception leaves as one of the classes in {@code dev.redkite.failure}, whose
 * names the machines quote. Subclasses have a public constructor without arguments for Lambda and one that takes
 * {@link dev.redkite.platform.Platform} for everything else.
 */
public abstract class StageFunction<F extends @Nullable Object> implements RequestStreamHandler {

    /** A machine passes by this when the execution came to a stage that is told of. */
    private static final String ENTERED = "entered";

    private final Function<StageRequest, Progress<?>> call;

    /**
     * A stage, brought up or taken away as the machine says by its {@code action}.
     *
     * @param spec     what it wants, taken from the plan and from what the stages before found
     * @param identity what it is taken away by
     */
    protected <S, I> StageFunction(Stage<S, I, F> stage, Function<StageRequest, S> spec, Function<StageRequest, I> identity) {
        call = request -> switch (request.action()) {
            case ensure -> stage.ensure(spec.apply(request));
            case retire -> retired(stage, identity.apply(request));
            case pause -> paused(stage, identity.apply(request));
        };
    }

    protected <S> StageFunction(Stage<S, S, F> stage, Function<StageRequest, S> spec) {
        this(stage, spec, spec);
    }

    /** A step, which is the same whatever the machine does, unless its spec tells it what is done. */
    protected <S> StageFunction(Step<S, F> step, Function<StageRequest, S> spec) {
        call = request -> step.run(spec.apply(request));
    }

    /** Somebody else's resource ends nothing: it stays, all of ours is gone, and the execution says so. */
    private static <I> Progress<?> retired(Stage<?, I, ?> stage, I identity) {
        try {
            return stage.retire(identity);
        } catch (NotOurs e) {
            return new Done<>(new Untouched(e.getMessage()));
        }
    }

    /** @throws IllegalArgumentException where the machine asks for what no stage of that kind knows: a fault of the machine */
    private static <S, I, F extends @Nullable Object> Progress<?> paused(Stage<S, I, F> stage, I identity) {
        if (stage instanceof PausableStage<S, I, F> pausable) {
            return pausable.pause(identity);
        }
        throw new IllegalArgumentException("the state machine pauses what cannot be paused");
    }

    @Override
    public final void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        JsonNode told = read(input);
        StageRequest request = Json.convert(told, StageRequest.class);
        switch (translated(request)) {
            case Done<?>(Object facts) -> {
                output.write(Json.bytes(facts == null ? Json.object() : facts));
                done(request, told.path(ENTERED), context.getLogger());
            }
            case Pending<?>(String reason, boolean begun) -> {
                context.getLogger().log("pending: " + reason);
                throw (begun ? new StageBegun(reason) : new StagePending(reason)).at(name());
            }
        }
    }

    /** What a machine passes has the request in it as it came in, and that need not be what everybody reads. */
    private JsonNode read(InputStream input) throws IOException {
        try {
            return Json.parse(new String(input.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequest("The request is %s. Next: correct it and send it again.".formatted(e.getMessage())).at(name());
        }
    }

    /**
     * Called when the stage was done; most say nothing.
     *
     * @param entered when the execution came to this stage, ISO 8601; missing when the machine does not say
     */
    protected void done(StageRequest request, JsonNode entered, LambdaLogger log) {}

    private Progress<?> translated(StageRequest request) {
        try {
            return call.apply(request);
        } catch (RuntimeException e) {
            throw Failures.translate(e, request.cluster()).at(name());
        }
    }

    /** The stage's name, which is also its state's: {@code KafkaCluster} for {@code KafkaClusterFunction}. */
    protected final String name() {
        return getClass().getSimpleName().replaceAll("Function$", "");
    }
}
