package dev.redkite.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.admission.Preflight;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.Violation;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.trigger.DataChoice;
import dev.redkite.trigger.Requests.Request;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/** Environments: make, look, change, pause, resume, tear down, make again. */
@Controller("/environments")
final class EnvironmentController {

    private final RequestService door;
    private final EnvironmentList list;
    private final Preflight preflight;
    private final Executions executions;

    EnvironmentController(RequestService door, EnvironmentList list, Preflight preflight, Executions executions) {
        this.door = door;
        this.list = list;
        this.preflight = preflight;
        this.executions = executions;
    }

    /** Makes an environment. */
    @Post
    @Status(HttpStatus.ACCEPTED)
    @Api.StartsExecution
    @Api.ReadsBody
    @RequestBody(required = true, content = @Content(mediaType = Api.JSON, schema = @Schema(ref = Api.SPECIFICATION)))
    HttpResponse<Accepted> createEnvironment(HttpRequest<?> request) {
        Parameters.only(request);
        Request wanted = Request.provision(Payload.of(request));
        Caller caller = Caller.of(request);
        return door.repeated(wanted, caller).orElseGet(() -> {
            door.find(wanted.environment()).map(executions::withHolderFailure).filter(record -> record.phase() != Phase.REMOVED).ifPresent(record -> {
                throw Problem.environmentExists(record);
            });
            return door.start(wanted, caller);
        });
    }

    /** Lists environments; behind the last that is registered, those that stand without being so. Removed ones are left out unless asked for. */
    @Get
    @Api.Paged
    @Parameter(
            name = "phase",
            in = ParameterIn.QUERY,
            description = "Only those that stand so: one phase or more, with commas. Left out, all but REMOVED.")
    @Parameter(
            name = "requester",
            in = ParameterIn.QUERY,
            description = "Only those that this caller asked for first.")
    @Parameter(
            name = "tag",
            in = ParameterIn.QUERY,
            description = "Only those with this tag, as key or key=value; with several, separated by commas, those that have all of them.")
    @Api.WithEntityTag
    @ApiResponse(
            responseCode = "200",
            description = "Some of the environments.",
            headers = @Header(name = "ETag", required = true, schema = @Schema(implementation = String.class)),
            content = @Content(mediaType = Api.JSON, schema = @Schema(implementation = EnvironmentPage.class)))
    HttpResponse<EnvironmentPage> listEnvironments(HttpRequest<?> request) {
        Parameters.only(request, "limit", "next", "phase", "requester", "tag");
        return Conditional.answer(request,
                list.page(EnvironmentFilter.of(request), Parameters.limit(request), Parameters.next(request)));
    }

    /** Tells all that is known of an environment, and how far the execution at work on it has come. */
    @Get("/{name}")
    @Api.EnvironmentPath
    @Api.WithEntityTag
    @ApiResponse(
            responseCode = "200",
            description = "The environment.",
            headers = @Header(name = "ETag", required = true, schema = @Schema(implementation = String.class)),
            content = @Content(mediaType = Api.JSON, schema = @Schema(implementation = EnvironmentView.class)))
    HttpResponse<EnvironmentView> getEnvironment(HttpRequest<?> request, String name) {
        Parameters.only(request);
        EnvironmentRecord record = door.require(name);
        Optional<DescribeExecutionResponse> holder = Optional.ofNullable(record.execution()).flatMap(executions::find);
        EnvironmentRecord told = executions.withHolderFailure(record, holder);
        ExecutionView progress = holder.map(execution -> executions.view(execution, record)).orElse(null);
        return Conditional.answer(request, RequestService.version(told), EnvironmentView.of(told, progress));
    }

    /** Changes an environment to what the specification says, or mends it. */
    @Put("/{name}")
    @Status(HttpStatus.ACCEPTED)
    @Api.EnvironmentPath
    @Api.StartsExecution
    @Api.ConditionalRequest
    @Api.ReadsBody
    @RequestBody(required = true, content = @Content(mediaType = Api.JSON, schema = @Schema(ref = Api.UPDATE)))
    HttpResponse<Accepted> updateEnvironment(HttpRequest<?> request, String name) {
        Parameters.only(request);
        Request wanted = Request.provision(named(name, Payload.of(request)));
        Caller caller = Caller.of(request);
        return door.repeated(wanted, caller).orElseGet(() -> {
            EnvironmentRecord record = door.require(name);
            if (record.phase() == Phase.REMOVED) {
                throw Problem.removed(name);
            }
            door.requireMatch(request, record);
            return door.start(wanted, caller);
        });
    }

    /**
     * Tears an environment down. The data stays unless the request says otherwise. One that is removed already stays so, and
     * its data too unless the request says otherwise.
     */
    @Delete("/{name}")
    @Status(HttpStatus.ACCEPTED)
    @Api.EnvironmentPath
    @Parameter(
            name = "removeData",
            in = ParameterIn.QUERY,
            description = "Whether the bucket goes too, if Redkite made it.")
    @Parameter(
            name = "keepData",
            in = ParameterIn.QUERY,
            description = "Whether what Milvus holds is backed up before, to come back when the environment is recreated.")
    @Api.StartsExecution
    @Api.ConditionalRequest
    @ApiResponse(responseCode = "204", description = "It is removed already, and nothing was started.")
    HttpResponse<Accepted> removeEnvironment(HttpRequest<?> request, String name) {
        Parameters.only(request, "removeData", "keepData");
        Payload.none(request);
        boolean removeData = Parameters.flag(request, "removeData");
        Request wanted = Request.teardown(name, new DataChoice(removeData, Parameters.findFlag(request, "keepData")));
        Caller caller = Caller.of(request);
        return door.repeated(wanted, caller).orElseGet(() -> {
            EnvironmentRecord record = door.require(name);
            door.requireMatch(request, record);
            if (record.phase() == Phase.REMOVED && !removeData) {
                return HttpResponse.noContent();
            }
            return door.start(wanted, caller);
        });
    }

    /**
     * Tears an environment down and makes it again, with what Milvus held: as it was, or as the body says, which is a specification as
     * everywhere. An empty object says nothing.
     */
    @Post("/{name}/recreate")
    @Status(HttpStatus.ACCEPTED)
    @Api.EnvironmentPath
    @Parameter(
            name = "removeData",
            in = ParameterIn.QUERY,
            description = "Whether the bucket goes too, if Redkite made it.")
    @Parameter(
            name = "keepData",
            in = ParameterIn.QUERY,
            description = "Whether what Milvus holds is backed up before and comes back. It does unless the bucket goes.")
    @Api.StartsExecution
    @Api.ConditionalRequest
    @Api.ReadsBody
    @RequestBody(content = @Content(mediaType = Api.JSON, schema = @Schema(implementation = Recreation.class)))
    HttpResponse<Accepted> recreateEnvironment(HttpRequest<?> request, String name) {
        Parameters.only(request, "removeData", "keepData");
        Recreation recreation = Recreation.of(request);
        JsonNode specification = recreation.specification() == null ? null : named(name, recreation.specification());
        Request wanted = Request.recreate(name, specification, recreation.data());
        Caller caller = Caller.of(request);
        return door.repeated(wanted, caller).orElseGet(() -> {
            door.requireMatch(request, door.require(name));
            return door.start(wanted, caller);
        });
    }

    /**
     * Pauses an environment: all that it holds stays, and what costs by the hour and can be had again goes until it is resumed. After six
     * days it resumes by itself.
     */
    @Post("/{name}/pause")
    @Status(HttpStatus.ACCEPTED)
    @Api.EnvironmentPath
    @Api.StartsExecution
    @Api.ConditionalRequest
    HttpResponse<Accepted> pauseEnvironment(HttpRequest<?> request, String name) {
        Parameters.only(request);
        return door.begun(request, Request.pause(name));
    }

    /** Resumes a paused environment, as it was; one that runs is looked through and mended. */
    @Post("/{name}/resume")
    @Status(HttpStatus.ACCEPTED)
    @Api.EnvironmentPath
    @Api.StartsExecution
    @Api.ConditionalRequest
    HttpResponse<Accepted> resumeEnvironment(HttpRequest<?> request, String name) {
        Parameters.only(request);
        return door.begun(request, Request.resume(name));
    }

    /** Tells how to reach an environment. */
    @Get("/{name}/connection")
    @Api.EnvironmentPath
    @Api.WithEntityTag
    @ApiResponse(
            responseCode = "200",
            description = "How to reach it.",
            headers = @Header(name = "ETag", required = true, schema = @Schema(implementation = String.class)),
            content = @Content(mediaType = Api.JSON, schema = @Schema(implementation = ConnectionView.class)))
    @ApiResponse(responseCode = "409", description = "The environment is not ready.")
    HttpResponse<ConnectionView> getConnection(HttpRequest<?> request, String name) {
        Parameters.only(request);
        EnvironmentRecord record = door.require(name);
        if (record.endpoints() == null || record.phase() == Phase.PAUSED) {
            throw Problem.notReady(executions.withHolderFailure(record));
        }
        return Conditional.answer(request, ConnectionView.of(record));
    }

    /** A name that differs is one violation among all others, which are those of the environment that was asked about. */
    private JsonNode named(String name, JsonNode document) {
        JsonNode specification = Payload.naming(name, document);
        List<Violation> violations = new ArrayList<>(Payload.misnamed(name, specification));
        if (violations.isEmpty()) {
            return specification;
        }
        try {
            preflight.plan(Payload.renamed(name, specification));
        } catch (InvalidRequest e) {
            violations.addAll(e.violations());
        }
        throw Problem.invalid(violations);
    }
}
