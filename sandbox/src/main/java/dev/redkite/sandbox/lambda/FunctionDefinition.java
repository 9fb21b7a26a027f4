package dev.redkite.sandbox.lambda;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A function as the template wants it.
 *
 * @param alias       the name under which its newest version goes; empty when the template publishes none
 * @param roleArn     as whom it speaks
 * @param environment its variables, and the AWS_REGION that Lambda itself sets
 */
public record FunctionDefinition(String logicalId, String arn, String alias, String handlerClass, String handlerMethod,
        Duration timeout, String roleArn, Map<String, String> environment) {

    /** By which it is called: as what was deployed last, as the only version that this stack has had, and as the newest one. */
    public List<String> arns() {
        return alias.isEmpty() ? List.of(arn) : List.of(arn, arn + ":" + VERSION, arn + ":" + alias);
    }

    /** Where the template says what becomes of events that it failed at: at its alias, once it has one, and not beside it. */
    public String queued() {
        return arns().getLast();
    }

    static final String VERSION = "1";
}
