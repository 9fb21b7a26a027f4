package dev.redkite.trigger.http;

import dev.redkite.stage.Operation;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What was started; where to look is in the header Location too.
 *
 * @param environment which environment it is about
 * @param operation   what was started
 * @param execution   the execution's id
 * @param arn         its ARN
 * @param repeated    an earlier request of the same key has started it
 * @param progress    path of its progress
 */
@Schema(name = "Accepted")
record Accepted(
        String environment, Operation operation, String execution, String arn, boolean repeated, String progress) {

    static Accepted of(String environment, Operation operation, String id, String arn, boolean repeated) {
        return new Accepted(environment, operation, id, arn, repeated,
                "/environments/%s/executions/%s".formatted(environment, id));
    }
}
