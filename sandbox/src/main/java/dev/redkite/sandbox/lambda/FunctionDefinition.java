package dev.redkite.sandbox.lambda;

import java.time.Duration;
import java.util.Map;

/**
 * A function as the template wants it.
 *
 * @param roleArn     as whom it speaks
 * @param environment its variables, and the AWS_REGION that Lambda itself sets
 */
public record FunctionDefinition(String logicalId, String arn, String handlerClass, String handlerMethod,
        Duration timeout, String roleArn, Map<String, String> environment) {}
