package dev.redkite.kafka;

import dev.redkite.environment.Identity;
import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.network.NetworkFacts;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** An account whose network stands in three zones, and the stages that work in it. */
final class Account {

    static final Names NAMES = new Names("demo", 1, "123456789012", "us-west-2");
    private static final String VPC = "vpc-0a1a0000000000001";

    static final NetworkFacts NETWORK = new NetworkFacts(VPC, "10.20.0.0/16",
            List.of("subnet-0a1a0000000000011", "subnet-0a1b0000000000012", "subnet-0a1c0000000000013"), List.of(),
            List.of("us-west-2a", "us-west-2b", "us-west-2c"), brokersIn(World.standing()));

    final World world = World.standing();
    final KafkaConfigurationStage configuration = new KafkaConfigurationStage(world.client(KafkaClient.class));
    final KafkaClusterStage cluster = new KafkaClusterStage(world.client(KafkaClient.class));
    final Stage<KafkaCredentialsSpec, KafkaCredentialsSpec, KafkaCredentialsFacts> credentials = credentials(
            RandomGeneratorFactory.of("L64X128MixRandom").create(7));

    Account() {
        brokersIn(world);
    }

    /** The same id in every world, for ids are counted. */
    private static String brokersIn(World world) {
        return world.ec2().addSecurityGroup(VPC, "redkite-demo-brokers", "brokers", Map.of());
    }

    Stage<KafkaCredentialsSpec, KafkaCredentialsSpec, KafkaCredentialsFacts> credentials(RandomGenerator random) {
        SecretsManagerClient secrets = world.client(SecretsManagerClient.class);
        KafkaClient kafka = world.client(KafkaClient.class);
        KafkaCredentialsStage made = new KafkaCredentialsStage(world.client(KmsClient.class), secrets, kafka, random);
        ScramAssociationStep association = new ScramAssociationStep(kafka);
        return new Stage<>() {
            /** One after the other, as the machine calls them. */
            @Override
            public Progress<KafkaCredentialsFacts> ensure(KafkaCredentialsSpec spec) {
                return made.ensure(spec).then(facts -> association.run(new ScramAssociationStep.Spec(spec, facts.secretArn())).map(_ -> facts));
            }

            @Override
            public Progress<Void> retire(KafkaCredentialsSpec spec) {
                return made.retire(spec);
            }
        };
    }

    static Ownership ownership(Map<String, String> tags) {
        return new Ownership("demo", 1, tags);
    }

    static KafkaConfigurationSpec configurationOver(int zones) {
        return new KafkaConfigurationSpec(NAMES, BrokerProperties.over(zones), ownership(Map.of()));
    }

    KafkaConfigurationFacts madeConfiguration() {
        return facts(configuration.ensure(configurationOver(3)));
    }

    static Plan.Kafka kafka() {
        return new Plan.Kafka("3.9.x", "kafka.m7g.large", 3, 100);
    }

    static KafkaClusterSpec cluster(KafkaConfigurationFacts configuration, Plan.Kafka kafka, Map<String, String> tags) {
        return new KafkaClusterSpec(NAMES, kafka, NETWORK.privateSubnetIds(), NETWORK.brokerSecurityGroupId(), configuration, ownership(tags));
    }

    static Identity identity() {
        return new Identity(NAMES, ownership(Map.of()));
    }

    /** A cluster that has become active. */
    KafkaClusterFacts madeCluster() {
        KafkaClusterSpec wanted = cluster(madeConfiguration(), kafka(), Map.of());
        cluster.ensure(wanted);
        world.clock().advance(Duration.ofHours(1));
        return facts(cluster.ensure(wanted));
    }

    /** Two looks: one makes the key and its name, the other all else. */
    Progress<KafkaCredentialsFacts> madeLogin(KafkaCredentialsSpec wanted) {
        credentials.ensure(wanted);
        return credentials.ensure(wanted);
    }

    static KafkaCredentialsSpec login(Map<String, String> tags) {
        return new KafkaCredentialsSpec("redkite-demo",
                new KafkaCredentialsSpec.Login("AmazonMSK_redkite-demo-g1", "milvus", "brokers"),
                new KafkaCredentialsSpec.Login("redkite-demo-g1-milvus-root", "root", "Milvus"),
                "alias/redkite-demo-g1", ownership(tags), false);
    }

    static <F> F facts(Progress<F> progress) {
        return switch (progress) {
            case Done<F>(F facts) -> facts;
            case Pending<F>(String reason, boolean _) -> throw new AssertionError("pending: " + reason);
        };
    }

    /** It is listed, and KMS does not find it yet. */
    void hides(String key) {
        world.intercept((call, service) -> {
            if (call.request() instanceof ListResourceTagsRequest asked && asked.keyId().equals(key)) {
                throw Errors.of("Kms", 400, "NotFoundException", "Key '%s' does not exist".formatted(key));
            }
            return service.get();
        });
    }
}
