package dev.redkite.trigger.http;

import dev.redkite.failure.EnvironmentBusy;
import dev.redkite.failure.Failures;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.StageException;
import dev.redkite.failure.StagePending;
import dev.redkite.failure.Transient;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.http.server.exceptions.response.HateoasErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every answer that is no success, whoever found out: the router, Admission, AWS or a controller. */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private static final int CONFLICT = 409;
    private static final int SERVICE_UNAVAILABLE = 503;

    /** Seconds: executions take minutes, and AWS' clients have tried for some already. */
    private static final String BUSY = "60";
    private static final String NO_ANSWER = "5";

    private Problems() {}

    private static HttpResponse<Problem> answer(Problem problem) {
        MutableHttpResponse<Problem> answer = HttpResponse.<Problem>status(HttpStatus.valueOf(problem.status()))
                .contentType(Problem.MEDIA_TYPE)
                .body(problem);
        return switch (problem.status()) {
            case SERVICE_UNAVAILABLE -> answer.header(HttpHeaders.RETRY_AFTER, NO_ANSWER);
            case CONFLICT -> problem.execution() == null ? answer : answer.header(HttpHeaders.RETRY_AFTER, BUSY);
            default -> answer;
        };
    }

    @Singleton
    static final class OfControllers implements ExceptionHandler<ProblemException, HttpResponse<Problem>> {
        @Override
        @SuppressWarnings("rawtypes")
        public HttpResponse<Problem> handle(HttpRequest request, ProblemException refused) {
            return answer(refused.problem());
        }
    }

    /** What stages and AWS' clients throw; anything else is a defect, and says so. */
    @Singleton
    static final class OfServices implements ExceptionHandler<RuntimeException, HttpResponse<Problem>> {
        @Override
        @SuppressWarnings("rawtypes")
        public HttpResponse<Problem> handle(HttpRequest request, RuntimeException thrown) {
            StageException translated = Failures.translate(thrown);
            Problem problem = problem(translated);
            if (problem.status() >= HttpStatus.INTERNAL_SERVER_ERROR.getCode()) {
                LOG.error("{} {}", request.getMethod(), request.getPath(), translated);
            }
            return answer(problem);
        }
    }

    private static Problem problem(StageException refused) {
        String detail = refused.getMessage();
        return switch (refused) {
            case EnvironmentBusy busy ->
                Problem.of(HttpStatus.CONFLICT, "environment-busy", "An execution is at work on the environment", detail)
                        .heldBy(busy.holder());
            case InvalidRequest invalid when invalid.violations().isEmpty() ->
                Problem.of(HttpStatus.CONFLICT, "not-allowed-now", "The environment does not allow it as it stands", detail);
            case InvalidRequest invalid -> Problem.ofViolations(invalid.violations());
            case Transient _, StagePending _ ->
                Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "no-answer", "AWS did not answer in time; send it again", detail);
            default -> Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "broken", "Redkite could not answer", detail);
        };
    }

    /** What Micronaut refuses by itself: no route, no such method, another media type, a parameter of another type. */
    @Singleton
    @SuppressWarnings("removal") // it is what stands until Micronaut takes it away
    @Replaces(HateoasErrorResponseProcessor.class)
    static final class OfTheRouter implements ErrorResponseProcessor<Problem> {
        @Override
        public MutableHttpResponse<Problem> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
            String detail = context.getErrors().stream().map(error -> error.getMessage()).collect(Collectors.joining(" "));
            return response.contentType(Problem.MEDIA_TYPE).body(Problem.of(response.status(), detail));
        }
    }
}
