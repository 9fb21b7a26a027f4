package dev.redkite.trigger.http;

import dev.redkite.deployment.Operation;
import dev.redkite.environment.PlannedChange;
import dev.redkite.environment.Preview;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was started; where to look is in the header Location too.
 *
 * @param environment which environment it is about
 * @param operation   what was started
 * @param execution   the execution's id
 * @param arn         its ARN
 * @param repeated    an earlier request of the same key has started it
 * @param progress    path of its progress
 * @param warnings    what to know of what will be made, each a sentence; left out when nothing is made, or was asked before
 * @param changes     what becomes different of what stands; left out when it is made anew, or nothing was planned before that is known
 */
@Schema(name = "Accepted")
record Accepted(
        String environment, Operation operation, String execution, String arn, boolean repeated, String progress,
        @Nullable List<String> warnings, @Nullable List<PlannedChange> changes) {

    static Accepted of(String environment, Operation operation, String id, String arn, boolean repeated) {
        return new Accepted(environment, operation, id, arn, repeated,
                "/environments/%s/executions/%s".formatted(environment, id), null, null);
    }

    Accepted with(Preview preview) {
        return new Accepted(environment, operation, execution, arn, repeated, progress, preview.plan().warnings(), preview.changes());
    }
}
