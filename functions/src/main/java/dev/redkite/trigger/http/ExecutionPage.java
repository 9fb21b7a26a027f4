package dev.redkite.trigger.http;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of an environment's executions.
 *
 * @param executions newest first
 * @param next       what to ask the next page with; left out with the last
 * @param note       with the last page, that there were earlier ones which are not listed, and where they are found; left out where
 *                   nothing speaks for that
 */
@Schema(name = "ExecutionPage")
record ExecutionPage(List<ExecutionSummary> executions, @Nullable String next, @Nullable String note) {

    /** What was begun before Redkite had a table of executions is in none. */
    static String earlier(String environment, String machine) {
        return ("Earlier executions are not listed: nothing is noted of the one that began this environment, as of those that ended before an"
                + " upgrade of Redkite. Next: ask Step Functions, which has them for 90 days, by machine: aws stepfunctions list-executions"
                + " --state-machine-arn %1$s --query \"executions[?starts_with(name, 'provision-%2$s-')]\"; one begun over the bus bears its"
                + " event's id as its name.").formatted(machine, environment);
    }
}
