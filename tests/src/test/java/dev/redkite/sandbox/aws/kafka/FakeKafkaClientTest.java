package dev.redkite.sandbox.aws.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.ClusterState;
import software.amazon.awssdk.services.kafka.model.ProvisionedRequest;

class FakeKafkaClientTest {

    private static final Map<String, String> ZONES = Map.of("subnet-a", "a", "subnet-b", "b", "subnet-b2", "b");

    private final World world = World.standing();
    private final KafkaClient kafka = world.client(KafkaClient.class);

    @BeforeEach
    void stand_in_two_zones() {
        world.kafka().standsIn(new BrokerNetwork() {
            @Override
            public Optional<String> findZone(String subnetId) {
                return Optional.ofNullable(ZONES.get(subnetId));
            }

            @Override
            public boolean hasSecurityGroup(String securityGroupId) {
                return securityGroupId.equals("sg-1");
            }
        });
    }

    private static ProvisionedRequest.Builder provisioned() {
        return ProvisionedRequest.builder()
                .kafkaVersion("3.9.x")
                .numberOfBrokerNodes(2)
                .brokerNodeGroupInfo(nodes -> nodes.instanceType("kafka.m7g.large").clientSubnets("subnet-a", "subnet-b")
                        .securityGroups("sg-1").storageInfo(storage -> storage.ebsStorageInfo(volume -> volume.volumeSize(10))))
                .clientAuthentication(authentication -> authentication.sasl(sasl -> sasl.scram(scram -> scram.enabled(true))));
    }

    private String create(Consumer<ProvisionedRequest.Builder> change) {
        ProvisionedRequest.Builder provisioned = provisioned();
        change.accept(provisioned);
        return kafka.createClusterV2(request -> request.clusterName("one").provisioned(provisioned.build())).clusterArn();
    }

    private static Consumer<ProvisionedRequest.Builder> subnets(String... subnets) {
        return provisioned -> provisioned.brokerNodeGroupInfo(
                provisioned.build().brokerNodeGroupInfo().toBuilder().clientSubnets(subnets).build());
    }

    private String active() {
        String arn = create(_ -> { });
        world.clock().advance(Duration.ofHours(1));
        return arn;
    }

    private ClusterState state(String arn) {
        return kafka.describeClusterV2(request -> request.clusterArn(arn)).clusterInfo().state();
    }

    private String secret(String name, String keyId) {
        return world.secretsManager().standing(name, "{\"username\":\"milvus\",\"password\":\"secret\"}", keyId);
    }

    private List<String> associate(String cluster, String secret) {
        return kafka.batchAssociateScramSecret(request -> request.clusterArn(cluster).secretArnList(secret))
                .unprocessedScramSecrets().stream().map(unprocessed -> unprocessed.errorMessage()).toList();
    }

    @Test
    void takes_its_time_to_make_and_to_remove_a_cluster() {
        String arn = create(_ -> { });
        assertThat(state(arn)).isEqualTo(ClusterState.CREATING);
        world.clock().advance(Duration.ofSeconds(1500));
        assertThat(state(arn)).isEqualTo(ClusterState.ACTIVE);
        kafka.deleteCluster(request -> request.clusterArn(arn));
        assertThat(state(arn)).isEqualTo(ClusterState.DELETING);
        world.clock().advance(Duration.ofSeconds(420));
        assertThatThrownBy(() -> state(arn)).hasMessageContaining("does not exist");
    }

    @Test
    void refuses_a_name_that_is_taken() {
        create(_ -> { });

        assertThatThrownBy(() -> create(_ -> { })).hasMessageContaining("already exists");
    }

    @Test
    void refuses_a_subnet_that_does_not_exist() {
        assertThatThrownBy(() -> create(subnets("subnet-a", "subnet-x"))).hasMessageContaining("subnet-x");
    }

    @Test
    void refuses_two_subnets_of_one_zone() {
        assertThatThrownBy(() -> create(subnets("subnet-b", "subnet-b2"))).hasMessageContaining("different Availability Zones");
    }

    @Test
    void refuses_brokers_that_are_no_multiple_of_the_zones() {
        assertThatThrownBy(() -> create(provisioned -> provisioned.numberOfBrokerNodes(3))).hasMessageContaining("multiple");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.9", "4.0.x", "2.2.1"})
    void refuses_a_version_that_it_does_not_know(String version) {
        assertThatThrownBy(() -> create(provisioned -> provisioned.kafkaVersion(version))).hasMessageContaining("Unsupported KafkaVersion");
    }

    @Test
    void refuses_an_instance_type_that_it_does_not_know() {
        assertThatThrownBy(() -> create(provisioned -> provisioned.brokerNodeGroupInfo(
                provisioned.build().brokerNodeGroupInfo().toBuilder().instanceType("m7g.large").build())))
                .hasMessageContaining("Unsupported InstanceType");
    }

    @Test
    void refuses_a_revision_that_does_not_exist() {
        String arn = kafka.createConfiguration(request -> request.name("settings")
                .serverProperties(SdkBytes.fromUtf8String("num.partitions=1\n"))).arn();

        assertThatThrownBy(() -> create(provisioned -> provisioned.configurationInfo(info -> info.arn(arn).revision(2L))))
                .hasMessageContaining("no revision 2");
    }

    @Test
    void refuses_properties_whose_line_ends_are_written_out() {
        assertThatThrownBy(() -> kafka.createConfiguration(request -> request.name("settings")
                .serverProperties(SdkBytes.fromUtf8String("num.partitions=1\\nmin.insync.replicas=2"))))
                .hasMessageContaining("cannot be parsed");
    }

    @Test
    void refuses_to_change_a_cluster_that_is_being_made() {
        String arn = create(_ -> { });

        assertThatThrownBy(() -> kafka.updateBrokerCount(request -> request.clusterArn(arn).currentVersion("K0000000000001").targetNumberOfBrokerNodes(4)))
                .hasMessageContaining("[ACTIVE]");
    }

    @Test
    void refuses_a_second_change_while_the_first_goes_on() {
        String arn = active();
        kafka.updateBrokerCount(request -> request.clusterArn(arn).currentVersion("K0000000000001").targetNumberOfBrokerNodes(4));

        assertThatThrownBy(() -> kafka.updateBrokerType(request -> request.clusterArn(arn).currentVersion("K0000000000002").targetInstanceType("kafka.m5.large")))
                .hasMessageContaining("[ACTIVE]");
    }

    @Test
    void refuses_a_login_while_the_cluster_is_being_made() {
        String arn = create(_ -> { });

        assertThatThrownBy(() -> associate(arn, secret("AmazonMSK_one", world.kms().standing("alias/one")))).hasMessageContaining("[ACTIVE]");
    }

    @Test
    void leaves_a_secret_of_another_name_unprocessed() {
        assertThat(associate(active(), secret("one", world.kms().standing("alias/one")))).singleElement().asString().contains("AmazonMSK_");
    }

    @Test
    void leaves_a_secret_of_the_default_key_unprocessed() {
        assertThat(associate(active(), secret("AmazonMSK_one", null))).singleElement().asString().contains("default key");
    }

    @Test
    void leaves_a_secret_that_does_not_exist_unprocessed() {
        assertThat(associate(active(), "arn:aws:secretsmanager:us-west-2:123456789012:secret:AmazonMSK_x-AAAAAA")).isNotEmpty();
    }

    @Test
    void takes_a_login_only_some_time_after_the_association() {
        String arn = active();
        associate(arn, secret("AmazonMSK_one", world.kms().standing("alias/one")));

        assertThat(world.kafka().scramUsable(arn, "milvus", "secret")).isFalse();
        world.clock().advance(world.durations().create("mskScramUsable"));
        assertThat(world.kafka().scramUsable(arn, "milvus", "secret")).isTrue();
    }

    @Test
    void takes_no_other_password() {
        String arn = active();
        associate(arn, secret("AmazonMSK_one", world.kms().standing("alias/one")));
        world.clock().advance(Duration.ofHours(1));

        assertThat(world.kafka().scramUsable(arn, "milvus", "guessed")).isFalse();
    }
}
