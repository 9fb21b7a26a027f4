package dev.redkite.trigger.http;

import dev.redkite.trigger.Requests.Request;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;

/** Restores of backups into an environment. */
@Controller("/environments/{name}/restores")
final class RestoreController {

    private final RequestService door;

    RestoreController(RequestService door) {
        this.door = door;
    }

    /**
     * Restores a backup into an environment, which serves meanwhile. Collections have their names once they are proven. Those that
     * stand are left as they are, and nothing is restored then, unless the request says otherwise.
     */
    @Post
    @Status(HttpStatus.ACCEPTED)
    @Api.EnvironmentPath
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "The environment whose backup it is. Left out, it is this one.")
    @Parameter(name = "backup", in = ParameterIn.QUERY, description = "The backup's name. Left out, it is the newest.")
    @Parameter(
            name = "overwrite",
            in = ParameterIn.QUERY,
            description = "Whether collections that stand are replaced, each once what comes in its place is proven.")
    @Api.StartsExecution
    @Api.ConditionalRequest
    HttpResponse<Accepted> restoreEnvironment(HttpRequest<?> request, String name) {
        Parameters.only(request, "from", "backup", "overwrite");
        return door.begun(request, Request.restore(
                name, Parameters.find(request, "from"), Parameters.find(request, "backup"), Parameters.flag(request, "overwrite")));
    }
}
