package dev.redkite.kafka;

import dev.redkite.failure.NotYetVisible;
import dev.redkite.failure.StagePending;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Resource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.Cluster;
import software.amazon.awssdk.services.kafka.model.ClusterState;
import software.amazon.awssdk.services.kafka.model.UnprocessedScramSecret;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;

/** Makes the secret's login known to the cluster. A cluster that is not there, or not yet whole, knows no login. */
record ScramAssociationStage(KafkaClient kafka, CredentialsSecrets secrets) implements Resource<KafkaCredentialsSpec, Void> {

    @Override
    public Observation<Void> observe(KafkaCredentialsSpec spec) {
        return cluster(spec).map(cluster -> observed(spec, cluster)).orElseGet(Observation::absent);
    }

    private Optional<Cluster> cluster(KafkaCredentialsSpec spec) {
        return KafkaClusters.find(kafka, spec.cluster(), spec.ownership());
    }

    private Observation<Void> observed(KafkaCredentialsSpec spec, Cluster cluster) {
        return switch (cluster.state()) {
            case CREATING, FAILED -> Observation.absent();
            case DELETING -> Observation.changing("MSK cluster %s is DELETING".formatted(spec.cluster()));
            case ACTIVE, HEALING, MAINTENANCE, REBOOTING_BROKER, UPDATING, UNKNOWN_TO_SDK_VERSION ->
                secrets.find(spec, spec.login()).map(DescribeSecretResponse::arn)
                        .filter(associated(cluster)::contains)
                        .map(_ -> Observation.ready())
                        .orElseGet(Observation::absent);
        };
    }

    private List<String> associated(Cluster cluster) {
        return kafka.listScramSecretsPaginator(request -> request.clusterArn(cluster.clusterArn())).secretArnList().stream()
                .toList();
    }

    @Override
    public void create(KafkaCredentialsSpec spec) {
        Cluster cluster = requireActive(spec);
        secrets.find(spec, spec.login()).ifPresent(secret -> require(spec,
                kafka.batchAssociateScramSecret(request -> request.clusterArn(cluster.clusterArn()).secretArnList(secret.arn()))
                        .unprocessedScramSecrets()));
    }

    /**
     * A login goes with its cluster, which a teardown deletes before: MSK lets go of a login on active clusters only, and
     * what it does to a cluster of its own accord takes hours. Until the cluster is gone, its login stays.
     */
    @Override
    public void remove(KafkaCredentialsSpec spec) {
        throw new StagePending("MSK cluster %s stands and knows the login, which goes after it".formatted(spec.cluster()));
    }

    private Cluster requireActive(KafkaCredentialsSpec spec) {
        return cluster(spec)
                .filter(cluster -> cluster.state() == ClusterState.ACTIVE)
                .orElseThrow(() -> new StagePending("MSK cluster %s is not active".formatted(spec.cluster())));
    }

    /**
     * The service answers 200 and names inside what it did not do (https://github.com/aws/aws-cdk/issues/34794). The
     * name and the key are right by construction, so what remains is mostly a secret or key that MSK does not see yet.
     */
    private static void require(KafkaCredentialsSpec spec, List<UnprocessedScramSecret> unprocessed) {
        if (!unprocessed.isEmpty()) {
            throw new NotYetVisible("MSK cluster %s did not take secret %s: %s. Next: see that the secret and its key %s are enabled and readable by MSK, then redrive the execution."
                    .formatted(spec.cluster(), spec.login().secret(), unprocessed.stream()
                            .map(secret -> secret.errorCode() + ", " + secret.errorMessage())
                            .collect(Collectors.joining("; ")), spec.keyAlias()));
        }
    }
}
