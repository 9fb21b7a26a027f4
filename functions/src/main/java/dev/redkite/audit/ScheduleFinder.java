package dev.redkite.audit;

import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.environment.Ownership;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.StagePending;
import java.util.Objects;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;

/** Schedules of the deployment's group that bear the environment's name; they cannot be tagged, so their description says whose they are. */
record ScheduleFinder(SchedulerClient scheduler, String group) implements ResourceFinder {

    @Override
    public Findings ask(AuditSpec spec) {
        String pattern = spec.names().schedulePrefix() + "(teardown|recreate|pause|resume|backup|expiry|wake)";
        return scheduler.listSchedulesPaginator(request -> request.groupName(group).namePrefix(spec.names().schedulePrefix()))
                .schedules().stream()
                .map(ScheduleSummary::name)
                .filter(name -> name.matches(pattern))
                .map(name -> answer(spec, name))
                .reduce(Findings.absent(), Findings::plus);
    }

    private Findings answer(AuditSpec spec, String name) {
        String description = AwsErrors.findListed(() -> scheduler.getSchedule(request -> request.groupName(group).name(name)))
                .map(found -> Objects.requireNonNullElse(found.description(), ""))
                .orElseThrow(() -> new StagePending("schedule %s is listed and not shown: it comes or goes".formatted(name)));
        if (!description.contains("(%s=%s)".formatted(Ownership.ENVIRONMENT, spec.ownership().environment()))) {
            return Findings.untouched("Schedule %s bears our name, and its description does not say that it is ours.".formatted(name));
        }
        return spec.keepsSchedules()
                ? Findings.retained("schedule %s, for a schedule asked".formatted(name))
                : Findings.left(new Sweepable("schedule " + name, () -> AwsErrors.unlessAbsent(
                        () -> scheduler.deleteSchedule(request -> request.groupName(group).name(name)))));
    }
}
