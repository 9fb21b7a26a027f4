package dev.redkite.kafka;

import dev.redkite.environment.Identity;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.stage.Change;
import dev.redkite.stage.NamedResource;
import dev.redkite.stage.Observation;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.ClientAuthentication;
import software.amazon.awssdk.services.kafka.model.ClientBroker;
import software.amazon.awssdk.services.kafka.model.Cluster;
import software.amazon.awssdk.services.kafka.model.EncryptionInTransit;
import software.amazon.awssdk.services.kafka.model.EncryptionInfo;
import software.amazon.awssdk.services.kafka.model.EnhancedMonitoring;
import software.amazon.awssdk.services.kafka.model.ProvisionedRequest;

/**
 * A provisioned MSK cluster: logins by SASL/SCRAM only, TLS only. A cluster that ends FAILED, which MSK's do now and
 * then after half an hour (https://github.com/hashicorp/terraform-provider-aws/issues/27835), is removed and made anew.
 */
record KafkaClusterStage(KafkaClient kafka) implements NamedResource<KafkaClusterSpec, Identity, KafkaClusterFacts> {

    static final ClientAuthentication SCRAM_ONLY = ClientAuthentication.builder()
            .sasl(sasl -> sasl.scram(scram -> scram.enabled(true)).iam(iam -> iam.enabled(false)))
            .tls(tls -> tls.enabled(false))
            .unauthenticated(unauthenticated -> unauthenticated.enabled(false))
            .build();

    /**
     * No key is named for encryption at rest: MSK's volumes are always encrypted, by default with the account's
     * {@code aws/kafka} key (https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html).
     */
    private static final EncryptionInfo TLS_ONLY = EncryptionInfo.builder()
            .encryptionInTransit(EncryptionInTransit.builder().clientBroker(ClientBroker.TLS).inCluster(true).build())
            .build();

    @Override
    public Observation<KafkaClusterFacts> observe(KafkaClusterSpec spec) {
        return present(spec.identity()).then(cluster -> compared(spec, cluster));
    }

    @Override
    public Observation<Cluster> present(Identity identity) {
        return find(identity).map(KafkaClusterStage::observation).orElseGet(Observation::absent);
    }

    @Override
    public Identity identity(KafkaClusterSpec spec) {
        return spec.identity();
    }

    private Optional<Cluster> find(Identity identity) {
        return KafkaClusters.find(kafka, identity.name(), identity.ownership());
    }

    private static Observation<Cluster> observation(Cluster cluster) {
        return switch (cluster.state()) {
            case ACTIVE -> Observation.ready(cluster);
            case FAILED -> Observation.failed("MSK cluster %s ended FAILED: %s".formatted(cluster.clusterName(), reason(cluster)));
            case CREATING, DELETING, HEALING, MAINTENANCE, REBOOTING_BROKER, UPDATING, UNKNOWN_TO_SDK_VERSION ->
                Observation.changing("MSK cluster %s is %s".formatted(cluster.clusterName(), cluster.stateAsString()));
        };
    }

    private Observation<KafkaClusterFacts> compared(KafkaClusterSpec spec, Cluster cluster) {
        List<Change> changes = Change.oneAtATime(ClusterChanges.between(kafka, spec, cluster));
        if (!changes.isEmpty()) {
            return Observation.compared(new KafkaClusterFacts(cluster.clusterArn(), ""), changes);
        }
        String brokers = kafka.getBootstrapBrokers(request -> request.clusterArn(cluster.clusterArn()))
                .bootstrapBrokerStringSaslScram();
        if (brokers == null || brokers.isBlank()) {
            return Observation.changing("MSK cluster %s has no SASL/SCRAM addresses yet".formatted(spec.name()));
        }
        return Observation.ready(new KafkaClusterFacts(cluster.clusterArn(), brokers));
    }

    private static String reason(Cluster cluster) {
        return cluster.stateInfo() == null
                ? "MSK gives no reason" : cluster.stateInfo().code() + ", " + cluster.stateInfo().message();
    }

    @Override
    public boolean takesMinutes() {
        return true;
    }

    /** The API takes no client token; a name is unique, so a second creation is answered "conflict", and looked at again. */
    @Override
    public Observation<KafkaClusterFacts> made(KafkaClusterSpec spec) {
        String state = Failures.about("MSK cluster " + spec.name(), () -> kafka.createClusterV2(request -> request
                .clusterName(spec.name())
                .tags(spec.ownership().tags())
                .provisioned(provisioned(spec)))).stateAsString();
        return Observation.changing("MSK cluster %s is %s".formatted(spec.name(), state));
    }

    @Override
    public void create(KafkaClusterSpec spec) {
        made(spec);
    }

    private static ProvisionedRequest provisioned(KafkaClusterSpec spec) {
        return ProvisionedRequest.builder()
                .kafkaVersion(spec.kafka().version())
                .numberOfBrokerNodes(spec.kafka().brokers())
                .brokerNodeGroupInfo(nodes -> nodes
                        .instanceType(spec.kafka().instanceType())
                        .clientSubnets(spec.subnetIds())
                        .securityGroups(spec.securityGroupId())
                        .storageInfo(storage -> storage
                                .ebsStorageInfo(volume -> volume.volumeSize(spec.kafka().volumeGibibytes()))))
                .configurationInfo(configuration -> configuration
                        .arn(spec.configuration().arn())
                        .revision(spec.configuration().revision()))
                .clientAuthentication(SCRAM_ONLY)
                .encryptionInfo(TLS_ONLY)
                .enhancedMonitoring(EnhancedMonitoring.PER_BROKER)
                .build();
    }

    @Override
    public void remove(Identity identity) {
        find(identity).ifPresent(cluster ->
                AwsErrors.unlessAbsent(() -> kafka.deleteCluster(request -> request.clusterArn(cluster.clusterArn()))));
    }
}
