package dev.redkite.kafka;

import dev.redkite.environment.Identity;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.StagePending;
import dev.redkite.stage.Change;
import dev.redkite.stage.NamedResource;
import dev.redkite.stage.Observation;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.Configuration;
import software.amazon.awssdk.services.kafka.model.ConfigurationState;

/** The MSK configuration; a change of its properties is a new revision, which the cluster's stage then rolls out. */
record KafkaConfigurationStage(
        KafkaClient kafka) implements NamedResource<KafkaConfigurationSpec, Identity, KafkaConfigurationFacts> {

    @Override
    public Observation<KafkaConfigurationFacts> observe(KafkaConfigurationSpec spec) {
        return present(spec.identity()).then(found -> Observation.compared(
                new KafkaConfigurationFacts(found.arn(), found.latestRevision().revision()), changes(spec, found)));
    }

    @Override
    public Observation<Configuration> present(Identity identity) {
        return find(identity).map(KafkaConfigurationStage::observation).orElseGet(Observation::absent);
    }

    @Override
    public Identity identity(KafkaConfigurationSpec spec) {
        return spec.identity();
    }

    private static Observation<Configuration> observation(Configuration found) {
        return switch (found.state()) {
            case ACTIVE -> Observation.ready(found);
            case DELETING -> Observation.changing("MSK configuration %s is being deleted".formatted(found.name()));
            case DELETE_FAILED, UNKNOWN_TO_SDK_VERSION -> Observation.broken(
                    "MSK configuration %s is %s. Next: delete it in the MSK console, then redrive the execution."
                            .formatted(found.name(), found.stateAsString()));
        };
    }

    private List<Change> changes(KafkaConfigurationSpec spec, Configuration found) {
        long revision = found.latestRevision().revision();
        String present = AwsErrors.findListed(() ->
                        kafka.describeConfigurationRevision(request -> request.arn(found.arn()).revision(revision)))
                .orElseThrow(() -> new StagePending(
                        "MSK lists revision %d of configuration %s and does not show it yet".formatted(revision, spec.name())))
                .serverProperties()
                .asUtf8String();
        return BrokerProperties.same(present, spec.properties())
                ? List.of() : List.of(new Change("the brokers' properties differ", () -> update(spec, found.arn())));
    }

    /** There is no look-up by name; an account has at most 100 configurations, one page. */
    private Optional<Configuration> find(Identity identity) {
        Optional<Configuration> found = kafka.listConfigurationsPaginator(request -> request.maxResults(100))
                .configurations()
                .stream()
                .filter(configuration -> configuration.name().equals(identity.name()))
                .findFirst();
        found.ifPresent(configuration -> {
            if (!identity.ownership().describes(configuration.description())) {
                throw new NotOurs("MSK configuration %s exists and its description does not hold %s. Rename the environment, or remove that configuration."
                        .formatted(identity.name(), identity.ownership().mark()));
            }
        });
        return found;
    }

    @Override
    public Observation<KafkaConfigurationFacts> made(KafkaConfigurationSpec spec) {
        return AwsErrors.unlessTaken(() -> kafka.createConfiguration(request -> request
                        .name(spec.name())
                        .description(spec.description())
                        .serverProperties(SdkBytes.fromUtf8String(spec.properties()))))
                .map(made -> Observation.ready(new KafkaConfigurationFacts(made.arn(), made.latestRevision().revision())))
                .orElseGet(() -> observe(spec));
    }

    @Override
    public void create(KafkaConfigurationSpec spec) {
        made(spec);
    }

    private void update(KafkaConfigurationSpec spec, String arn) {
        kafka.updateConfiguration(request -> request
                .arn(arn)
                .description(spec.description())
                .serverProperties(SdkBytes.fromUtf8String(spec.properties())));
    }

    /** MSK refuses while a cluster uses it, which counts as pending. */
    @Override
    public void remove(Identity identity) {
        find(identity).filter(found -> found.state() != ConfigurationState.DELETING).ifPresent(found ->
                AwsErrors.unlessAbsent(() -> kafka.deleteConfiguration(request -> request.arn(found.arn()))));
    }
}
