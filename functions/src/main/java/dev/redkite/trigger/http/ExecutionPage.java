package dev.redkite.trigger.http;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of an environment's executions.
 *
 * @param executions newest first
 * @param next       what to ask the next page with; left out with the last
 */
@Schema(name = "ExecutionPage")
record ExecutionPage(List<ExecutionSummary> executions, @Nullable String next) {}
