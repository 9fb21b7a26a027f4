package dev.redkite.report;

import dev.redkite.announcement.EventPublisher;
import dev.redkite.environment.Plan;
import dev.redkite.milvus.RootLogin;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.Registry;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.util.Map;
import java.util.Objects;

/** The last stage: the registry says READY and is free again, and the bus hears of it. */
record PublicationStep(Registry registry, EventPublisher publisher) implements Step<PublicationSpec, PublicationFacts> {

    /** The event comes before the registry: should the answer to either be lost, both are simply said again. */
    @Override
    public Progress<PublicationFacts> run(PublicationSpec spec) {
        PublicationFacts facts = facts(spec);
        publisher.announce("Environment Ready",
                Map.of("environment", facts.environment(), "execution", spec.execution(), "endpoints", facts));
        if (!registry.publish(facts.environment(), spec.execution(), facts) && !published(spec)) {
            throw Overtaken.by(registry.find(facts.environment()));
        }
        return new Done<>(facts);
    }

    private boolean published(PublicationSpec spec) {
        return registry.find(spec.plan().environment())
                .map(record -> record.phase() == Phase.READY && record.execution() == null
                        && record.generation() == spec.plan().generation())
                .orElse(false);
    }

    private static PublicationFacts facts(PublicationSpec spec) {
        Plan plan = spec.plan();
        String milvus = Objects.requireNonNullElse(spec.domain().milvusHost(), spec.exposure().milvusHost()) + ":" + spec.exposure().milvusPort();
        return new PublicationFacts(
                plan.environment(),
                plan.generation(),
                milvus,
                plan.milvus().version(),
                spec.domain().attuHost() == null ? spec.exposure().attuAddress() : plan.attu().uri(spec.domain().attuHost()),
                "aws eks update-kubeconfig --region %s --name %s".formatted(plan.region(), plan.names().clusterName()),
                plan.milvus().authentication() ? RootLogin.command(plan) : null,
                "MilvusClient(uri=\"%s\"%s)".formatted(plan.exposure().uri(milvus), plan.milvus().authentication() ? ", user=\"root\", password=password" : ""),
                spec.storage().bucket(),
                plan.cost(),
                plan.warnings(),
                spec.probe());
    }
}
