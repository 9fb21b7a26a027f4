package dev.redkite.scenario;

import dev.redkite.sandbox.aws.Errors;
import java.time.Duration;
import java.util.List;

/** MSK and what its logins are made of. */
final class KafkaMisbehaviours {

    /** Which MSK does not publish: its quota's name, with the code of its other refusals. */
    private static final String TOO_MANY_BROKERS = "The request exceeds the quota Number of brokers per account.";

    /** https://docs.aws.amazon.com/botocore/latest/reference/services/secretsmanager/client/exceptions/LimitExceededException.html. */
    private static final String TOO_MANY_SECRETS = "The request failed because it would exceed one of the Secrets Manager quotas.";

    /** https://github.com/convox/rack/pull/347. */
    private static final String TOO_MANY_KEYS = "Key quota for this account in this region is 101 but the current usage is 101.";

    /** https://awsnotes.dendron.so/analytics/amazon-msk/topics/how-it-works tells of the refusal; the words are near it. */
    private static final String NO_ZONE = "One or more subnets belong to unsupported Availability Zones: [us-west-2c].";

    /** MSK publishes no words of failed operations. */
    private static final String TAKEN_BACK = "The operation failed because of an internal error.";

    private static final Duration CLUSTER = Duration.ofMinutes(30);

    private KafkaMisbehaviours() {}

    static List<Misbehaviour> all() {
        return List.of(
                refused("MSK lacks a zone", "Kafka:CreateClusterV2", "BadRequestException", NO_ZONE)
                        .names("MSK cluster redkite-demo")
                        .advises("Next: recreate the environment in other zones (network.zones, or network.subnetIds where subnets are yours), or redrive")
                        .within(Duration.ofMinutes(1)),
                refused("The account's MSK brokers are used up", "Kafka:CreateClusterV2", "BadRequestException", TOO_MANY_BROKERS)
                        .names("MSK cluster redkite-demo")
                        .advises("Next: raise the quota Number of brokers per account (kafka, L-EDD31C36) in Service Quotas")
                        .within(Duration.ofMinutes(1)),
                Misbehaviour.of("MSK ends FAILED, three times", "01-minimal")
                        .begins(sandbox -> sandbox.world().kafka().endsFailed(3))
                        .as("ResourceFailed")
                        .names("MSK cluster redkite-demo")
                        .quotes("ended FAILED: InternalFailure, The cluster could not be created because of an internal failure.")
                        .advises("Next: redrive the execution; if it ends so again, ask AWS Support")
                        .within(CLUSTER.multipliedBy(3).plus(Duration.ofMinutes(20))),
                Misbehaviour.of("MSK takes a change of the brokers back, twice", "01-minimal")
                        .whenChanged(specification -> specification.withObject("/kafka").put("volumeGibibytes", 300))
                        .begins(sandbox -> sandbox.world().kafka().operationFails(2, "InternalError", TAKEN_BACK))
                        .ends(sandbox -> sandbox.world().kafka().operationsSucceed())
                        .names("MSK cluster redkite-demo: the operation INCREASE_BROKER_STORAGE of ")
                        .quotes(" ended UPDATE_FAILED, and the cluster stayed as it was: InternalError (" + TAKEN_BACK + ")")
                        .advises("Next: mend what is named, then redrive the execution; if it ends so again, ask AWS Support")
                        .within(Duration.ofMinutes(40)),
                refused("The account's KMS keys are used up", "Kms:CreateKey", "LimitExceededException", TOO_MANY_KEYS)
                        .names("KMS key alias/redkite-demo-g1")
                        .advises("Next: raise the quota Customer Master Keys (CMKs) (kms, L-C2F1777E) in Service Quotas")
                        .within(CLUSTER),
                refused("The account's secrets are used up", "SecretsManager:CreateSecret", "LimitExceededException", TOO_MANY_SECRETS)
                        .names("Secret AmazonMSK_redkite-demo-g1")
                        .advises("Next: raise the quota Secrets per Region (secretsmanager, L-2F66C23C) in Service Quotas")
                        .within(CLUSTER));
    }

    private static Misbehaviour refused(String title, String call, String code, String words) {
        return Misbehaviour.of(title, "01-minimal")
                .begins(sandbox -> sandbox.world().refuses(call, Errors.of(call.split(":")[0], 400, code, words)))
                .ends(sandbox -> sandbox.world().acceptsAgain(call))
                .quotes(code + ": " + words);
    }
}
