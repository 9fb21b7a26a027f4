package dev.redkite.trigger.http;

import dev.redkite.failure.EnvironmentBusy;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.Registry;
import dev.redkite.trigger.LockHolders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/** What was done to an environment, is being done, and how far it has come. */
@Controller("/environments/{name}/executions")
final class ExecutionController {

    /** When an execution started, and its ARN. */
    private static final Pattern STARTED = Pattern.compile("[0-9T:.Z-]{24} arn:\\S{1,300}");

    private final RequestService door;
    private final Registry registry;
    private final Executions executions;

    ExecutionController(RequestService door, Registry registry, Executions executions) {
        this.door = door;
        this.registry = registry;
        this.executions = executions;
    }

    /** Lists an environment's executions. */
    @Get
    @Api.EnvironmentPath
    @Api.Paged
    @Api.WithEntityTag
    @ApiResponse(
            responseCode = "200",
            description = "Some of its executions.",
            headers = @Header(name = "ETag", required = true, schema = @Schema(implementation = String.class)),
            content = @Content(mediaType = Api.JSON, schema = @Schema(implementation = ExecutionPage.class)))
    HttpResponse<ExecutionPage> listExecutions(HttpRequest<?> request, String name) {
        Parameters.only(request, "limit", "next");
        EnvironmentRecord record = door.require(name);
        String after = Cursor.after(Parameters.next(request), STARTED.asMatchPredicate());
        return Conditional.answer(request, executions.list(record, Parameters.limit(request), after));
    }

    /** Tells how far an execution has come, stage by stage. */
    @Get("/{id}")
    @Api.EnvironmentPath
    @Api.ExecutionPath
    @Api.WithEntityTag
    @ApiResponse(
            responseCode = "200",
            description = "The execution.",
            headers = @Header(name = "ETag", required = true, schema = @Schema(implementation = String.class)),
            content = @Content(mediaType = Api.JSON, schema = @Schema(implementation = ExecutionView.class)))
    HttpResponse<ExecutionView> getExecution(HttpRequest<?> request, String name, String id) {
        Parameters.only(request);
        return Conditional.answer(request, executions.view(executions.require(name, id), registry.find(name).orElse(null)));
    }

    /** Goes on with an execution that failed; what is done stays done. */
    @Post("/{id}/redrive")
    @Status(HttpStatus.ACCEPTED)
    @Consumes(MediaType.ALL)
    @Api.EnvironmentPath
    @Api.ExecutionPath
    @Api.StartsExecution
    @Api.ConditionalRequest
    HttpResponse<Accepted> redriveExecution(HttpRequest<?> request, String name, String id) {
        Parameters.only(request);
        Payload.none(request);
        DescribeExecutionResponse execution = executions.require(name, id);
        EnvironmentRecord record = door.require(name);
        refuseBusy(record, execution.executionArn());
        door.requireMatch(request, record);
        Caller caller = Caller.of(request);
        door.claim(caller, execution.name());
        executions.redrive(execution, record, caller.idempotencyKey());
        return RequestService.accepted(Accepted.of(
                name, executions.operation(execution.stateMachineArn()), id, execution.executionArn(), false));
    }

    /**
     * Stops an execution where it is; what it has made stays. It can be led on by a redrive, or by the request sent again.
     * An execution that was stopped before is stopped still.
     */
    @Post("/{id}/stop")
    @Status(HttpStatus.ACCEPTED)
    @Consumes(MediaType.ALL)
    @Api.EnvironmentPath
    @Api.ExecutionPath
    @ApiResponse(
            responseCode = "202",
            description = "It is being stopped, with what it has started.",
            headers = {
                @Header(name = "Location", required = true, description = "Path of its progress.",
                        schema = @Schema(implementation = String.class)),
                @Header(name = "Retry-After", required = true, description = "Seconds after which there is something new to be seen.",
                        schema = @Schema(implementation = Integer.class))},
            content = @Content(mediaType = Api.JSON, schema = @Schema(implementation = Accepted.class)))
    @ApiResponse(responseCode = "409", description = "The execution has ended by itself.")
    HttpResponse<Accepted> stopExecution(HttpRequest<?> request, String name, String id) {
        Parameters.only(request);
        Payload.none(request);
        DescribeExecutionResponse execution = executions.require(name, id);
        boolean stopped = executions.stop(execution, Caller.of(request).name());
        return RequestService.accepted(Accepted.of(
                name, executions.operation(execution.stateMachineArn()), id, execution.executionArn(), stopped));
    }

    /** A failure frees the lock, so whoever holds it is another one at work, or one that was stopped. */
    private void refuseBusy(EnvironmentRecord record, String arn) {
        String holder = record.execution();
        if (holder != null && !holder.equals(arn) && executions.find(holder).filter(LockHolders::works).isPresent()) {
            throw new EnvironmentBusy(
                    "Environment %s is being worked on by %s. Next: wait until it has ended, then send the request again."
                            .formatted(record.environment(), holder),
                    holder);
        }
    }
}
