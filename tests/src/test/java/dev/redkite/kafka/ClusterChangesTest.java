package dev.redkite.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.environment.Plan;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.StageBroken;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Change;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.ClientAuthentication;
import software.amazon.awssdk.services.kafka.model.Cluster;
import software.amazon.awssdk.services.kafka.model.ClusterOperationInfo;
import software.amazon.awssdk.services.kafka.model.DescribeClusterOperationRequest;
import software.amazon.awssdk.services.kafka.model.DescribeClusterOperationResponse;
import software.amazon.awssdk.services.kafka.model.ListClusterOperationsRequest;
import software.amazon.awssdk.services.kafka.model.ListClusterOperationsResponse;
import software.amazon.awssdk.services.kafka.model.Provisioned;
import software.amazon.awssdk.services.kafka.model.TagResourceRequest;
import software.amazon.awssdk.services.kafka.model.TagResourceResponse;

/** What differs between a cluster as MSK describes it and the one that is wanted. */
class ClusterChangesTest {

    private static final String ARN = "arn:aws:kafka:us-west-2:123456789012:cluster/redkite-demo/1";
    private static final KafkaConfigurationFacts CONFIGURATION = new KafkaConfigurationFacts("arn:aws:kafka:::configuration/redkite-demo", 2);
    private static final KafkaClusterSpec WANTED = Account.cluster(CONFIGURATION, new Plan.Kafka("3.9.x", "kafka.m7g.large", 3, 100), Map.of());

    private final World world = World.standing();
    private final KafkaClient kafka = world.client(KafkaClient.class);

    /** As wanted, but for what is said. */
    private List<Change> changes(Consumer<Provisioned.Builder> otherwise) {
        Provisioned.Builder provisioned = Provisioned.builder()
                .numberOfBrokerNodes(3)
                .clientAuthentication(KafkaClusterStage.SCRAM_ONLY)
                .currentBrokerSoftwareInfo(software -> software
                        .kafkaVersion("3.9.x").configurationArn(CONFIGURATION.arn()).configurationRevision(CONFIGURATION.revision()))
                .brokerNodeGroupInfo(nodes -> nodes.instanceType("kafka.m7g.large").clientSubnets(WANTED.subnetIds())
                        .storageInfo(storage -> storage.ebsStorageInfo(volume -> volume.volumeSize(100))));
        otherwise.accept(provisioned);
        return ClusterChanges.between(kafka, WANTED, Cluster.builder().clusterArn(ARN).clusterName("redkite-demo")
                .currentVersion("K1").tags(WANTED.ownership().tags()).provisioned(provisioned.build()).build());
    }

    private List<String> differences(Consumer<Provisioned.Builder> otherwise) {
        return changes(otherwise).stream().map(Change::difference).toList();
    }

    private List<String> loggingIn(ClientAuthentication authentication) {
        return differences(cluster -> cluster.clientAuthentication(authentication));
    }

    @Test
    void what_is_as_wanted_differs_in_nothing() {
        assertThat(changes(_ -> {})).isEmpty();
    }

    @Test
    void subnets_in_another_order_are_the_same() {
        assertThat(differences(cluster -> cluster.brokerNodeGroupInfo(nodes -> nodes.instanceType("kafka.m7g.large")
                .clientSubnets(WANTED.subnetIds().reversed())
                .storageInfo(storage -> storage.ebsStorageInfo(volume -> volume.volumeSize(100)))))).isEmpty();
    }

    @Test
    void other_subnets_are_refused_with_both() {
        List<Change> changes = changes(cluster -> cluster.brokerNodeGroupInfo(nodes -> nodes.instanceType("kafka.m7g.large")
                .clientSubnets("subnet-1", "subnet-2", "subnet-3")
                .storageInfo(storage -> storage.ebsStorageInfo(volume -> volume.volumeSize(100)))));

        assertThatThrownBy(changes.getFirst().send()::run).isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("it stands in the subnets [subnet-1, subnet-2, subnet-3] and %s are wanted".formatted(WANTED.subnetIds()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls", "iam", "unauthenticated"})
    void a_second_way_to_log_in_is_one_too_many(String second) {
        ClientAuthentication.Builder both = KafkaClusterStage.SCRAM_ONLY.toBuilder();
        switch (second) {
            case "tls" -> both.tls(tls -> tls.enabled(true));
            case "iam" -> both.sasl(sasl -> sasl.scram(scram -> scram.enabled(true)).iam(iam -> iam.enabled(true)));
            default -> both.unauthenticated(anybody -> anybody.enabled(true));
        }

        assertThat(loggingIn(both.build())).containsExactly("clients log in otherwise than by SASL/SCRAM alone");
    }

    @Test
    void scram_that_is_off_or_not_named_is_wanted() {
        assertThat(loggingIn(null)).hasSize(1);
        assertThat(loggingIn(ClientAuthentication.builder().build())).hasSize(1);
        assertThat(loggingIn(ClientAuthentication.builder().sasl(_ -> {}).build())).hasSize(1);
        assertThat(loggingIn(ClientAuthentication.builder().sasl(sasl -> sasl.scram(scram -> scram.enabled(false))).build())).hasSize(1);
    }

    /** MSK leaves out what is off. */
    @Test
    void what_is_not_named_beside_scram_is_off() {
        assertThat(loggingIn(ClientAuthentication.builder().sasl(sasl -> sasl.scram(scram -> scram.enabled(true))).build())).isEmpty();
        assertThat(loggingIn(ClientAuthentication.builder().sasl(sasl -> sasl.scram(scram -> scram.enabled(true)).iam(_ -> {}))
                .tls(_ -> {}).unauthenticated(_ -> {}).build())).isEmpty();
    }

    @Test
    void another_configuration_counts_and_another_revision_of_it_too() {
        assertThat(differences(cluster -> cluster.currentBrokerSoftwareInfo(software ->
                software.kafkaVersion("3.9.x").configurationArn("theirs").configurationRevision(2L)))).hasSize(1);
        assertThat(differences(cluster -> cluster.currentBrokerSoftwareInfo(software ->
                software.kafkaVersion("3.9.x").configurationArn(CONFIGURATION.arn()).configurationRevision(1L))))
                .containsExactly("configuration revision is 1, wanted 2");
    }

    /** Newest last, as no order is promised. */
    private void operations(String... states) {
        List<ClusterOperationInfo> all = IntStream.range(0, states.length)
                .mapToObj(i -> ClusterOperationInfo.builder().operationArn("arn:aws:kafka:::cluster-operation/redkite-demo/" + i)
                        .operationType("INCREASE_BROKER_STORAGE").operationState(states[i]).creationTime(Instant.EPOCH.plusSeconds(i)).build())
                .toList();
        world.intercept((call, service) -> switch (call.request()) {
            case ListClusterOperationsRequest _ -> ListClusterOperationsResponse.builder().clusterOperationInfoList(all).build();
            case DescribeClusterOperationRequest request -> DescribeClusterOperationResponse.builder().clusterOperationInfo(all.stream()
                    .filter(each -> each.operationArn().equals(request.clusterOperationArn())).findFirst().orElseThrow()).build();
            case TagResourceRequest _ -> TagResourceResponse.builder().build();
            default -> service.get();
        });
    }

    private void requireNoneFailed() {
        new ClusterOperations(kafka, Cluster.builder().clusterArn(ARN).clusterName("redkite-demo").tags(Map.of()).build()).requireNoneFailed();
    }

    @Test
    void a_cluster_without_operations_has_none_that_failed() {
        operations();

        assertThatCode(this::requireNoneFailed).doesNotThrowAnyException();
    }

    @Test
    void what_failed_before_the_last_operation_is_over() {
        operations("UPDATE_FAILED", "UPDATE_COMPLETE");

        assertThatCode(this::requireNoneFailed).doesNotThrowAnyException();
    }

    @Test
    void two_that_failed_in_a_row_without_a_reason_are_for_people() {
        operations("UPDATE_FAILED", "UPDATE_FAILED");

        assertThatThrownBy(this::requireNoneFailed).isInstanceOf(StageBroken.class).hasMessageContaining(
                "INCREASE_BROKER_STORAGE of 1970-01-01T00:00:01Z ended UPDATE_FAILED, and the cluster stayed as it was: MSK gives no reason");
    }
}
