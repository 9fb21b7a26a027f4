package dev.redkite.sandbox.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.platform.Platform;
import dev.redkite.sandbox.lambda.Stack;
import java.util.Optional;

/**
 * What all checks go by.
 *
 * @param platform       in that account, at the stack where there is one
 * @param stack         that was named and found, and is Redkite's
 * @param template      as it would be deployed there under the name of the stack
 * @param specification to judge the account by
 */
record Examination(Platform platform, Identity identity, Optional<DeployedStack> stack, Stack template, JsonNode specification) {}
