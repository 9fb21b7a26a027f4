package dev.redkite.report;

import dev.redkite.announcement.EventPublisher;
import dev.redkite.environment.Plan;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.Registry;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.util.Map;

/** A teardown's last stage: the registry says REMOVED with the audit's answer and is free again, and the bus hears of it. */
record RemovalStep(Registry registry, EventPublisher publisher) implements Step<RemovalSpec, RemovalFacts> {

    /** The event comes before the registry: should the answer to either be lost, both are simply said again. */
    @Override
    public Progress<RemovalFacts> run(RemovalSpec spec) {
        Plan plan = spec.plan();
        RemovalFacts facts = new RemovalFacts(plan.environment(), plan.generation(), spec.audit().leftovers(),
                spec.audit().audited(), spec.audit().retained(), spec.untouched());
        publisher.announce("Environment Removed",
                Map.of("environment", facts.environment(), "execution", spec.execution(), "removal", facts));
        if (!registry.remove(facts.environment(), spec.execution(), facts, spec.inherited(), spec.forGood()) && !removed(spec)) {
            throw Overtaken.by(registry.find(facts.environment()));
        }
        return new Done<>(facts);
    }

    /** What the registry has lost meanwhile need not be noted in it. */
    private boolean removed(RemovalSpec spec) {
        return registry.find(spec.plan().environment())
                .map(record -> record.phase() == Phase.REMOVED && record.generation() == spec.plan().generation())
                .orElse(true);
    }
}
