package dev.redkite.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.deployment.Deployment;
import dev.redkite.environment.Names.SchedulePurpose;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import dev.redkite.schedule.ScheduleSpec.When;
import dev.redkite.stage.StageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * @param group     in which they stand, with those of all environments
 * @param prefix    of their names
 * @param schedules all that there can be, those not wanted among them, for they may be left from before
 * @param wake      of them, the one that a pause arms: without a time, which only the pause knows
 * @param resumed   another machine asked, so a pause may have armed that one
 * @param flushed   Milvus ran, and has stored all that was written until just now
 * @param kept      a schedule asked for this teardown, so the next one, and the recreate after it, have to come
 */
record SchedulesSpec(String group, String prefix, List<ScheduleSpec> schedules, ScheduleSpec wake, boolean resumed, boolean flushed, boolean kept) {

    SchedulesSpec {
        schedules = List.copyOf(schedules);
    }

    static SchedulesSpec of(StageRequest request, Deployment deployment) {
        Plan.Schedules wanted = request.plan().schedules();
        Deployment.Scheduling scheduling = deployment.scheduling();
        String environment = request.plan().environment();
        ScheduleSpec wake = spec(request, deployment, SchedulePurpose.WAKE, null, scheduling.resumeMachine(), input(environment));
        return new SchedulesSpec(scheduling.group(), request.plan().names().schedulePrefix(), List.of(
                spec(request, deployment, SchedulePurpose.TEARDOWN, recurring(wanted.teardown(), wanted.timeZone()),
                        scheduling.teardownMachine(), input(environment)),
                spec(request, deployment, SchedulePurpose.RECREATE, recurring(wanted.recreate(), wanted.timeZone()),
                        scheduling.recreateMachine(), input(environment)),
                spec(request, deployment, SchedulePurpose.PAUSE, recurring(wanted.pause(), wanted.timeZone()),
                        scheduling.pauseMachine(), input(environment)),
                spec(request, deployment, SchedulePurpose.RESUME, recurring(wanted.resume(), wanted.timeZone()),
                        scheduling.resumeMachine(), input(environment)),
                spec(request, deployment, SchedulePurpose.BACKUP, recurring(wanted.backup(), wanted.timeZone()),
                        scheduling.backupMachine(), input(environment).put("retain", wanted.retain())),
                // Final: the schedules go too, and whatever has the environment is let finish first, as by any schedule.
                spec(request, deployment, SchedulePurpose.EXPIRY,
                        wanted.expiresAt() == null ? null : When.once(Instant.parse(wanted.expiresAt())),
                        scheduling.teardownMachine(), input(environment).put("final", true)), wake),
                wake, request.ofChild(), request.facts().at("/flush/ran").asBoolean(), request.keepsSchedules());
    }

    private static @Nullable When recurring(@Nullable String expression, @Nullable String timeZone) {
        return expression == null ? null : When.recurring(expression, Objects.requireNonNullElse(timeZone, "UTC"));
    }

    private static ObjectNode input(String environment) {
        return Json.object().put("environment", environment).put("scheduled", true);
    }

    private static ScheduleSpec spec(
            StageRequest request, Deployment deployment, SchedulePurpose purpose, @Nullable When when, String machine, ObjectNode input) {
        Plan plan = request.plan();
        ScheduleSpec.Start start = new ScheduleSpec.Start(
                machine,
                "%s-%s-<aws.scheduler.execution-id>".formatted(plan.environment(), purpose.suffix()),
                Json.text(input));
        return new ScheduleSpec(
                plan.names().schedule(purpose), when, start, deployment.partition(), deployment.scheduling(),
                plan.ownership(), request.execution());
    }
}
