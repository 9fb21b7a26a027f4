package dev.redkite.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.admission.Preflight;
import dev.redkite.environment.Plan;
import dev.redkite.environment.Violation;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.Registry;
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
import java.util.stream.Stream;

/** Environments: make, look, change, tear down, make again. */
@Controller("/environments")
final class EnvironmentController {

    private final Door door;
    private final Registry registry;
    private final Preflight preflight;
    private final Executions executions;

    EnvironmentController(Door door, Registry registry, Preflight preflight, Executions executions) {
        this.door = door;
        this.registry = registry;
        this.preflight = preflight;
        this.executions = executions;
    }

    /** Makes an environment. */
    @Post
    @Status(HttpStatus.ACCEPTED)
    @Starts
    @ReadsBody
    @Refusals
    @RequestBody(required = true, content = @Content(mediaType = Api.JSON, schema = @Schema(ref = Api.SPECIFICATION)))
    HttpResponse<Accepted> createEnvironment(HttpRequest<?> request) {
        Request wanted = Request.provision(Payload.of(request));
        Caller caller = Caller.of(request);
        return door.repeated(wanted, caller).orElseGet(() -> {
            door.find(wanted.environment()).filter(record -> record.phase() != Phase.REMOVED).ifPresent(record -> {
                throw Problem.conflict("environment-exists", "The environment exists", (record.execution() == null
                        ? "Environment %s is %s. Next: change it with PUT /environments/%1$s."
                        : "Environment %s is %s, and %s is at work on it. Next: wait until that has ended, then send the request again if it removes the environment, and PUT /environments/%1$s to change it otherwise.")
                        .formatted(record.environment(), record.phase(), record.execution()));
            });
            return door.start(wanted, caller);
        });
    }

    /** Lists environments; behind the last that is registered, those that stand without being so. */
    @Get
    @Paged
    @Validated
    @Refusals
    @ApiResponse(
            responseCode = "200",
            description = "Some of the environments.",
            headers = @Header(name = "ETag", required = true, schema = @Schema(implementation = String.class)),
            content = @Content(mediaType = Api.JSON, schema = @Schema(implementation = EnvironmentPage.class)))
    HttpResponse<EnvironmentPage> listEnvironments(HttpRequest<?> request) {
        String next = Parameters.next(request);
        if (next != null && !Plan.isName(next)) {
            throw Cursor.malformed();
        }
        Registry.Page page = registry.list(Parameters.limit(request), next);
        Stream<EnvironmentRecord> unregistered = page.next() == null ? preflight.unregistered().stream() : Stream.empty();
        return Conditional.answer(request, new EnvironmentPage(
                Stream.concat(page.records().stream(), unregistered).map(EnvironmentSummary::of).toList(), page.next()));
    }

    /** Tells all that is known of an environment, and how far the execution at work on it has come. */
    @Get("/{name}")
    @Named
    @Validated
    @Refusals
    @ApiResponse(
            responseCode = "200",
            description = "The environment.",
            headers = @Header(name = "ETag", required = true, schema = @Schema(implementation = String.class)),
            content = @Content(mediaType = Api.JSON, schema = @Schema(implementation = EnvironmentView.class)))
    HttpResponse<EnvironmentView> getEnvironment(HttpRequest<?> request, String name) {
        EnvironmentRecord record = door.require(name);
        ExecutionView progress = Optional.ofNullable(record.execution())
                .flatMap(executions::find)
                .map(executions::view)
                .orElse(null);
        return Conditional.answer(request, EnvironmentView.of(record, progress));
    }

    /** Changes an environment to what the specification says, or mends it. */
    @Put("/{name}")
    @Status(HttpStatus.ACCEPTED)
    @Named
    @Starts
    @ReadsBody
    @Refusals
    @RequestBody(required = true, content = @Content(mediaType = Api.JSON, schema = @Schema(ref = Api.UPDATE)))
    HttpResponse<Accepted> updateEnvironment(HttpRequest<?> request, String name) {
        Request wanted = Request.provision(named(name, Payload.of(request)));
        Caller caller = Caller.of(request);
        return door.repeated(wanted, caller).orElseGet(() -> {
            requireStanding(name);
            return door.start(wanted, caller);
        });
    }

    /** Tears an environment down. The data stays unless the request says otherwise. */
    @Delete("/{name}")
    @Status(HttpStatus.ACCEPTED)
    @Named
    @Parameter(
            name = "removeData",
            in = ParameterIn.QUERY,
            description = "Whether the bucket goes too, if Redkite made it.")
    @Starts
    @Refusals
    HttpResponse<Accepted> removeEnvironment(HttpRequest<?> request, String name) {
        Request wanted = Request.teardown(name, Parameters.flag(request, "removeData"));
        Caller caller = Caller.of(request);
        return door.repeated(wanted, caller).orElseGet(() -> {
            requireStanding(name);
            return door.start(wanted, caller);
        });
    }

    /** Tears an environment down and makes it again, as it was or as the body says. */
    @Post("/{name}/recreate")
    @Status(HttpStatus.ACCEPTED)
    @Named
    @Starts
    @ReadsBody
    @Refusals
    @RequestBody(content = @Content(mediaType = Api.JSON, schema = @Schema(implementation = Recreation.class)))
    HttpResponse<Accepted> recreateEnvironment(HttpRequest<?> request, String name) {
        Recreation recreation = Recreation.of(request);
        JsonNode specification = recreation.specification() == null ? null : named(name, recreation.specification());
        Request wanted = Request.recreate(name, specification, recreation.removesData());
        Caller caller = Caller.of(request);
        return door.repeated(wanted, caller).orElseGet(() -> {
            door.require(name);
            return door.start(wanted, caller);
        });
    }

    /** Tells how to reach an environment. */
    @Get("/{name}/connection")
    @Named
    @Validated
    @Refusals
    @ApiResponse(
            responseCode = "200",
            description = "How to reach it.",
            headers = @Header(name = "ETag", required = true, schema = @Schema(implementation = String.class)),
            content = @Content(mediaType = Api.JSON, schema = @Schema(implementation = ConnectionView.class)))
    @ApiResponse(
            responseCode = "409",
            description = "The environment is not ready.",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    HttpResponse<ConnectionView> getConnection(HttpRequest<?> request, String name) {
        EnvironmentRecord record = door.require(name);
        if (record.endpoints() == null) {
            throw Problem.conflict("not-ready", "The environment cannot be reached",
                    "Environment %s is %s. Next: look at GET /environments/%1$s.".formatted(name, record.phase()));
        }
        return Conditional.answer(request, ConnectionView.of(record));
    }

    private void requireStanding(String name) {
        if (door.require(name).phase() == Phase.REMOVED) {
            throw Problem.noSuchEnvironment(name);
        }
    }

    /** A name that differs is one violation among all others. */
    private JsonNode named(String name, JsonNode document) {
        JsonNode specification = Payload.naming(name, document);
        List<Violation> violations = new ArrayList<>(Payload.misnamed(name, specification));
        if (violations.isEmpty()) {
            return specification;
        }
        try {
            preflight.plan(specification);
        } catch (InvalidRequest e) {
            violations.addAll(e.violations());
        }
        throw Problem.invalid(violations);
    }
}
