package dev.redkite.report;

import dev.redkite.announcement.EventPublisher;
import dev.redkite.environment.Names.SchedulePurpose;
import dev.redkite.environment.Plan;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.Registry;
import dev.redkite.schedule.SchedulesFacts.Schedule;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.util.Map;
import java.util.Optional;

/** A pause's last stage: the registry says PAUSED and is free again, and the bus hears what goes on costing. */
record SuspensionStep(Registry registry, EventPublisher publisher) implements Step<SuspensionSpec, SuspensionFacts> {

    /** The event comes before the registry: should the answer to either be lost, both are simply said again. */
    @Override
    public Progress<SuspensionFacts> run(SuspensionSpec spec) {
        SuspensionFacts facts = facts(spec);
        publisher.announce("Environment Paused",
                Map.of("environment", facts.environment(), "execution", spec.execution(), "pause", facts));
        if (!registry.pause(facts.environment(), spec.execution(), facts) && !paused(spec)) {
            throw Overtaken.by(registry.find(facts.environment()));
        }
        return new Done<>(facts);
    }

    private boolean paused(SuspensionSpec spec) {
        return registry.find(spec.plan().environment())
                .map(record -> record.phase() == Phase.PAUSED && record.execution() == null
                        && record.generation() == spec.plan().generation())
                .orElse(false);
    }

    private static SuspensionFacts facts(SuspensionSpec spec) {
        Plan plan = spec.plan();
        String wake = plan.names().schedule(SchedulePurpose.WAKE);
        Optional<String> resumesAt = spec.schedules().schedules().stream()
                .filter(schedule -> schedule.name().equals(wake)).findFirst().flatMap(Schedule::once);
        return new SuspensionFacts(plan.environment(), plan.generation(), spec.flush().collections(), resumesAt.orElse(null),
                plan.cost().whilePaused(), plan.cost());
    }
}
