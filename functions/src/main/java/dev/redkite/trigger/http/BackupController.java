package dev.redkite.trigger.http;

import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.trigger.BackupList;
import dev.redkite.trigger.Requests.Request;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.regex.Pattern;

/** Backups of what is in an environment: make, look, give up. */
@Controller("/environments/{name}/backups")
final class BackupController {

    /** When a backup was made, and its name. */
    private static final Pattern LISTED = Pattern.compile("[0-9T:-]{19}Z \\w{1,63}");

    private final RequestService door;
    private final BackupList backups;

    BackupController(RequestService door, BackupList backups) {
        this.door = door;
        this.backups = backups;
    }

    /** Backs up what is in an environment, which serves meanwhile. */
    @Post
    @Status(HttpStatus.ACCEPTED)
    @Api.EnvironmentPath
    @Parameter(
            name = "backup",
            in = ParameterIn.QUERY,
            description = "What the backup is to be called: letters, digits and underscores. Left out, it is given a name.")
    @Api.StartsExecution
    @Api.ConditionalRequest
    HttpResponse<Accepted> backUpEnvironment(HttpRequest<?> request, String name) {
        Parameters.only(request, "backup");
        return door.begun(request, Request.backup(name, Parameters.find(request, "backup")));
    }

    /** Lists an environment's backups: those that are proven. */
    @Get
    @Api.EnvironmentPath
    @Api.Paged
    @Api.WithEntityTag
    @ApiResponse(
            responseCode = "200",
            description = "Some of its backups.",
            headers = @Header(name = "ETag", required = true, schema = @Schema(implementation = String.class)),
            content = @Content(mediaType = Api.JSON, schema = @Schema(implementation = BackupPage.class)))
    HttpResponse<BackupPage> listBackups(HttpRequest<?> request, String name) {
        Parameters.only(request, "limit", "next");
        EnvironmentRecord record = door.require(name);
        String after = Cursor.after(Parameters.next(request), LISTED.asMatchPredicate());
        return Conditional.answer(request, BackupPage.of(backups.list(record, Parameters.limit(request), after)));
    }

    /** Tells all that is known of a backup. */
    @Get("/{backup}")
    @Api.EnvironmentPath
    @Api.BackupPath
    @Api.WithEntityTag
    @ApiResponse(
            responseCode = "200",
            description = "The backup.",
            headers = @Header(name = "ETag", required = true, schema = @Schema(implementation = String.class)),
            content = @Content(mediaType = Api.JSON, schema = @Schema(implementation = BackupView.class)))
    HttpResponse<BackupView> getBackup(HttpRequest<?> request, String name, String backup) {
        Parameters.only(request);
        return Conditional.answer(request, backups.find(door.require(name), backup).map(BackupView::of)
                .orElseThrow(() -> Problem.noSuchBackup(name, backup)));
    }

    /** Gives a backup up, and all that belongs to it; nothing else is touched. None is while one is being made. */
    @Delete("/{backup}")
    @Status(HttpStatus.ACCEPTED)
    @Api.EnvironmentPath
    @Api.BackupPath
    @Api.StartsExecution
    @Api.ConditionalRequest
    HttpResponse<Accepted> removeBackup(HttpRequest<?> request, String name, String backup) {
        Parameters.only(request);
        Payload.none(request);
        Request wanted = Request.backupRemoval(name, backup);
        Caller caller = Caller.of(request);
        return door.repeated(wanted, caller).orElseGet(() -> {
            EnvironmentRecord record = door.require(name);
            door.requireMatch(request, record);
            if (record.execution() == null && !backups.knows(record, backup)) {
                throw Problem.noSuchBackup(name, backup);
            }
            return door.start(wanted, caller);
        });
    }
}
