package dev.redkite.sandbox.aws.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.BrokerNodeGroupInfo;
import software.amazon.awssdk.services.kafka.model.UnprocessedScramSecret;

class FakeKafkaClientTest {

    private final World world = World.standing();
    private final KafkaClient kafka = world.client(KafkaClient.class);
    private final String secret = world.secretsManager().standing("AmazonMSK_theirs",
            "{\"username\":\"milvus\",\"password\":\"secret\"}", world.kms().standing("alias/theirs"));

    private final String configuration = kafka.createConfiguration(request -> request
            .name("brokers").serverProperties(SdkBytes.fromUtf8String("auto.create.topics.enable=true"))).arn();
    private final String cluster = kafka.createClusterV2(request -> request
                    .clusterName("theirs")
                    .provisioned(provisioned -> provisioned
                            .kafkaVersion("3.9.x")
                            .numberOfBrokerNodes(2)
                            .brokerNodeGroupInfo(nodes())
                            .configurationInfo(info -> info.arn(configuration).revision(1L))
                            .clientAuthentication(client -> client.sasl(sasl -> sasl.scram(scram -> scram.enabled(true))))))
            .clusterArn();

    private static BrokerNodeGroupInfo nodes() {
        return BrokerNodeGroupInfo.builder()
                .instanceType("kafka.m7g.large")
                .clientSubnets("subnet-0a1a0000000000001", "subnet-0a1b0000000000002")
                .storageInfo(storage -> storage.ebsStorageInfo(volume -> volume.volumeSize(100)))
                .build();
    }

    private static void refused(String code, String text, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, error ->
                assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code)).hasMessageContaining(text);
    }

    private void active() {
        world.clock().advance(Duration.ofHours(1));
    }

    private void delete() {
        kafka.deleteCluster(request -> request.clusterArn(cluster));
    }

    private UnprocessedScramSecret disassociated() {
        return kafka.batchDisassociateScramSecret(request -> request.clusterArn(cluster).secretArnList(secret))
                .unprocessedScramSecrets().stream().findFirst().orElse(null);
    }

    @Test
    void a_cluster_that_is_being_made_is_not_deleted_and_tells_no_addresses() {
        refused("BadRequestException", "You can't delete cluster in CREATING state", this::delete);
        refused("BadRequestException", "in CREATING state", () -> kafka.getBootstrapBrokers(request -> request.clusterArn(cluster)));
    }

    @Test
    void a_cluster_is_deleted_once() {
        active();
        delete();

        refused("BadRequestException", "You can't delete cluster in DELETING state", this::delete);
        world.clock().advance(Duration.ofMinutes(15));
        refused("NotFoundException", "does not exist", this::delete);
    }

    @Test
    void a_configuration_in_use_is_not_deleted_until_its_cluster_is_gone() {
        active();
        delete();

        refused("BadRequestException", "is in use by one or more clusters",
                () -> kafka.deleteConfiguration(request -> request.arn(configuration)));
        world.clock().advance(Duration.ofMinutes(15));
        kafka.deleteConfiguration(request -> request.arn(configuration));
        world.clock().advance(Duration.ofMinutes(1));

        assertThat(world.kafka().inventory()).isEmpty();
    }

    @Test
    void secrets_of_a_cluster_that_is_not_active_or_gone_are_refused() {
        refused("BadRequestException", "only valid for resources", this::disassociated);
        active();
        delete();
        world.clock().advance(Duration.ofMinutes(15));

        refused("NotFoundException", "does not exist", this::disassociated);
    }

    @Test
    void letting_go_of_a_secret_that_is_not_associated_is_said_inside_an_answer_that_looks_like_success() {
        active();
        kafka.batchAssociateScramSecret(request -> request.clusterArn(cluster).secretArnList(secret));

        assertThat(disassociated()).isNull();
        assertThat(disassociated().errorMessage()).contains("isn't associated");
    }
}
