package dev.redkite.kafka;

import dev.redkite.failure.NotYetVisible;
import dev.redkite.failure.StagePending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.Cluster;
import software.amazon.awssdk.services.kafka.model.ClusterState;
import software.amazon.awssdk.services.kafka.model.UnprocessedScramSecret;

/** Makes the secret's login known to the cluster. It is never taken back: a login goes with its cluster. */
record ScramAssociationStep(KafkaClient kafka) implements Step<ScramAssociationStep.Spec, Void> {

    /** @param secretArn of the brokers' login, as it was found when it was made sure of */
    record Spec(KafkaCredentialsSpec credentials, String secretArn) {}

    @Override
    public Progress<Void> run(Spec wanted) {
        KafkaCredentialsSpec spec = wanted.credentials();
        Cluster cluster = KafkaClusters.findListed(kafka, spec.cluster(), spec.ownership()).orElseThrow(() -> inactive(spec));
        String secret = wanted.secretArn();
        if (knows(cluster, secret)) {
            return Progress.done();
        }
        if (cluster.state() != ClusterState.ACTIVE) {
            throw inactive(spec);
        }
        require(spec, kafka.batchAssociateScramSecret(request -> request.clusterArn(cluster.clusterArn()).secretArnList(secret))
                .unprocessedScramSecrets());
        return Progress.done();
    }

    private static StagePending inactive(KafkaCredentialsSpec spec) {
        return new StagePending("MSK cluster %s is not active".formatted(spec.cluster()));
    }

    /** One that is being made, or came to nothing, knows none and cannot be asked. */
    private boolean knows(Cluster cluster, String secret) {
        return switch (cluster.state()) {
            case CREATING, FAILED, DELETING -> false;
            case ACTIVE, HEALING, MAINTENANCE, REBOOTING_BROKER, UPDATING, UNKNOWN_TO_SDK_VERSION ->
                kafka.listScramSecretsPaginator(request -> request.clusterArn(cluster.clusterArn())).secretArnList().stream()
                        .anyMatch(secret::equals);
        };
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
