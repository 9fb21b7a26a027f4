package dev.redkite.trigger.http;

import dev.redkite.stage.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

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
 */
@Schema(name = "Accepted")
record Accepted(
        String environment, Operation operation, String execution, String arn, boolean repeated, String progress,
        @LeftOut List<String> warnings) {

    static Accepted of(String environment, Operation operation, String id, String arn, boolean repeated) {
        return new Accepted(environment, operation, id, arn, repeated,
                "/environments/%s/executions/%s".formatted(environment, id), null);
    }

    Accepted with(List<String> known) {
        return new Accepted(environment, operation, execution, arn, repeated, progress, known);
    }
}
