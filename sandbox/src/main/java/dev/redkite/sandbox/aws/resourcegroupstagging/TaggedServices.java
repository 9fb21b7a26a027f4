package dev.redkite.sandbox.aws.resourcegroupstagging;

import dev.redkite.sandbox.aws.cloudwatchlogs.FakeCloudWatchLogsClient;
import dev.redkite.sandbox.aws.eks.FakeEksClient;
import dev.redkite.sandbox.aws.elasticloadbalancing.FakeElasticLoadBalancingV2Client;
import dev.redkite.sandbox.aws.kafka.FakeKafkaClient;
import dev.redkite.sandbox.aws.kms.FakeKmsClient;
import dev.redkite.sandbox.aws.secretsmanager.FakeSecretsManagerClient;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Those of whose resources the tagging service hears.
 *
 * @param inventory of all of them, by kind and name or id, with its tags
 */
public record TaggedServices(
        FakeCloudWatchLogsClient logs,
        FakeEksClient eks,
        FakeElasticLoadBalancingV2Client elasticLoadBalancing,
        FakeKafkaClient kafka,
        FakeKmsClient kms,
        FakeSecretsManagerClient secretsManager,
        Supplier<Map<String, Map<String, String>>> inventory) {}
