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

/** The last stage: the registry says READY and is free again, and the bus hears of it. */
final class PublicationStep implements Step<PublicationSpec, PublicationFacts> {

    private final Registry registry;
    private final EventPublisher announcements;

    PublicationStep(Registry registry, EventPublisher announcements) {
        this.registry = registry;
        this.announcements = announcements;
    }

    /** The event comes before the registry: should the answer to either be lost, both are simply said again. */
    @Override
    public Progress<PublicationFacts> run(PublicationSpec wanted) {
        PublicationFacts facts = facts(wanted);
        announcements.announce("Environment Ready",
                Map.of("environment", facts.environment(), "execution", wanted.execution(), "endpoints", facts));
        if (!registry.publish(facts.environment(), wanted.execution(), facts) && !published(wanted)) {
            throw Overtaken.by(registry.find(facts.environment()));
        }
        return new Done<>(facts);
    }

    private boolean published(PublicationSpec wanted) {
        return registry.find(wanted.plan().environment())
                .map(record -> record.phase() == Phase.READY && record.execution() == null
                        && record.generation() == wanted.plan().generation())
                .orElse(false);
    }

    private static PublicationFacts facts(PublicationSpec wanted) {
        Plan plan = wanted.plan();
        String milvus = wanted.exposure().milvusHost() + ":" + wanted.exposure().milvusPort();
        return new PublicationFacts(
                plan.environment(),
                plan.generation(),
                milvus,
                wanted.exposure().attuAddress(),
                "aws eks update-kubeconfig --region %s --name %s".formatted(plan.region(), plan.names().clusterName()),
                plan.milvus().authentication() ? RootLogin.command(plan) : null,
                "MilvusClient(uri=\"http://%s\"%s)".formatted(milvus, plan.milvus().authentication() ? ", user=\"root\", password=password" : ""),
                wanted.storage().bucket(),
                plan.cost(),
                plan.warnings(),
                wanted.probe());
    }
}
