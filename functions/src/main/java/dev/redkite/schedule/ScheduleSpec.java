package dev.redkite.schedule;

import dev.redkite.deployment.Deployment.Scheduling;
import dev.redkite.deployment.Partition;
import dev.redkite.environment.Ownership;
import dev.redkite.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.Target;

/**
 * One schedule.
 *
 * @param when      if it is wanted
 * @param execution ARN of the execution that asks
 */
record ScheduleSpec(
        String name, @Nullable When when, Start start, Partition partition, Scheduling scheduling, Ownership ownership, String execution) {

    ScheduleSpec at(Instant once) {
        return new ScheduleSpec(name, When.once(once), start, partition, scheduling, ownership, execution);
    }

    When requireWhen() {
        return Objects.requireNonNull(when, "only a schedule that is wanted is made");
    }

    /**
     * Scheduler's own defaults, stated: about a day of tries
     * (https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html).
     */
    private static final int RETRY_ATTEMPTS = 185;
    private static final int RETRY_SECONDS = 86_400;

    /** @param once if it does not recur */
    record When(String expression, String timeZone, @Nullable Instant once) {

        private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

        static When recurring(String expression, String timeZone) {
            return new When(expression, timeZone, null);
        }

        static When once(Instant at) {
            return new When("at(" + TO_THE_SECOND.format(LocalDateTime.ofInstant(at, ZoneOffset.UTC)) + ")", "UTC", at);
        }

        /** A one-time schedule is gone after its time, as it should be, and Scheduler takes none for a time that has passed. */
        boolean passed(Instant now) {
            return once != null && !once.isAfter(now);
        }

        ActionAfterCompletion afterCompletion() {
            return once == null ? ActionAfterCompletion.NONE : ActionAfterCompletion.DELETE;
        }
    }

    /**
     * The execution to start.
     *
     * @param name with the attribute that Scheduler replaces by an id of its own, so that an invocation delivered twice
     *             starts one execution: {@code <aws.scheduler.scheduled-time>} has colons, which names may not have
     *             (https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html,
     *             https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html)
     */
    record Start(String machine, String name, String input) {

        /** The request's members as a universal target writes them. */
        String text() {
            return Json.text(Json.object().put("StateMachineArn", machine).put("Name", name).put("Input", input));
        }
    }

    /**
     * Universal, since the target made for Step Functions cannot name its executions
     * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html).
     */
    Target target() {
        return Target.builder()
                .arn(partition.arn("scheduler", "aws-sdk:sfn:startExecution"))
                .roleArn(scheduling.role())
                .input(start.text())
                .retryPolicy(retry -> retry.maximumRetryAttempts(RETRY_ATTEMPTS).maximumEventAgeInSeconds(RETRY_SECONDS))
                .deadLetterConfig(queue -> queue.arn(scheduling.deadLetterQueue()))
                .build();
    }

    /** Schedules cannot be tagged, only their group can, so the environment's tag stands in the description. */
    String description() {
        return ownership.description("Of a Milvus environment");
    }

    /** The same for the same request of one execution, so that a create whose answer was lost is not another one. */
    String clientToken() {
        String request = String.join("\n", String.valueOf(execution), name, requireWhen().expression(), requireWhen().timeZone(), start.text());
        return UUID.nameUUIDFromBytes(request.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
