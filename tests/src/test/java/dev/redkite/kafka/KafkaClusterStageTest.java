package dev.redkite.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.environment.Plan;
import dev.redkite.failure.Failures;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.ResourceFailed;
import dev.redkite.failure.StagePending;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Look;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.ClientBroker;
import software.amazon.awssdk.services.kafka.model.Provisioned;

class KafkaClusterStageTest {

    private final Account account = new Account();

    private KafkaClusterSpec wanted(Plan.Kafka kafka) {
        return Account.cluster(account.madeConfiguration(), kafka, Map.of());
    }

    private static Plan.Kafka kafka(String version, String type, int brokers, int volume) {
        return new Plan.Kafka(version, type, brokers, volume);
    }

    private List<String> changesUntilDone(KafkaClusterSpec wanted) {
        account.world.takeChanges();
        for (int look = 0; look < 10 && !(account.cluster.ensure(wanted) instanceof Done); look++) {
            account.world.clock().advance(Duration.ofMinutes(20));
        }
        return account.world.takeChanges();
    }

    @Test
    void is_pending_until_msk_says_active() {
        KafkaClusterSpec wanted = wanted(Account.kafka());

        assertThat(account.cluster.ensure(wanted)).isEqualTo(new Pending<>("MSK cluster redkite-demo is CREATING", true));
        assertThat(account.cluster.ensure(wanted)).isEqualTo(new Pending<>("MSK cluster redkite-demo is CREATING"));
    }

    @Test
    void comes_up_with_the_addresses_for_scram() {
        assertThat(account.madeCluster().bootstrapBrokers().split(",")).hasSize(3).allMatch(broker -> broker.endsWith(":9096"));
    }

    /** The cluster is ACTIVE again and as it was. */
    @Test
    void an_operation_that_failed_is_told_once_and_then_tried_again() {
        account.madeCluster();
        account.world.kafka().operationFails(1, "InternalError", "The operation failed.");
        Plan.Kafka made = Account.kafka();
        KafkaClusterSpec larger = wanted(kafka(made.version(), made.instanceType(), made.brokers(), 2 * made.volumeGibibytes()));
        account.cluster.ensure(larger);
        account.world.clock().advance(Duration.ofMinutes(20));

        assertThatThrownBy(() -> account.cluster.ensure(larger)).isInstanceOf(ResourceFailed.class)
                .hasMessageContaining("INCREASE_BROKER_STORAGE").hasMessageContaining("InternalError (The operation failed.)");

        assertThat(changesUntilDone(larger)).containsExactly("Kafka:UpdateBrokerStorage");
    }

    @Test
    void nothing_is_asked_about_operations_where_nothing_is_to_be_changed() {
        account.madeCluster();

        assertThat(account.world.calls()).extracting(Object::toString).doesNotContain("Kafka:ListClusterOperations");
    }

    @Test
    void lets_clients_in_by_scram_over_tls_only() {
        String arn = account.madeCluster().arn();

        Provisioned made = account.world.client(KafkaClient.class)
                .describeClusterV2(request -> request.clusterArn(arn)).clusterInfo().provisioned();

        assertThat(made.clientAuthentication()).isEqualTo(KafkaClusterStage.SCRAM_ONLY);
        assertThat(made.encryptionInfo().encryptionInTransit().clientBroker()).isEqualTo(ClientBroker.TLS);
    }

    @Test
    void changes_nothing_the_second_time() {
        account.madeCluster();

        assertThat(changesUntilDone(wanted(Account.kafka()))).isEmpty();
    }

    @Test
    void takes_a_cluster_that_a_lost_answer_left_for_its_own() {
        KafkaClusterSpec wanted = wanted(Account.kafka());
        account.cluster.create(wanted);

        assertThat(Look.at(() -> {
            account.cluster.create(wanted);
            return new Done<>("");
        })).isInstanceOf(Pending.class);
        assertThat(account.world.kafka().inventory()).containsOnlyKeys("kafka:cluster/redkite-demo", "kafka:configuration/redkite-demo");
    }

    @Test
    void removes_a_failed_cluster_and_says_why_it_failed() {
        account.world.kafka().endsFailed(1);

        assertThatThrownBy(account::madeCluster).isInstanceOf(ResourceFailed.class).hasMessageContaining("InternalFailure");
    }

    @Test
    void makes_a_failed_cluster_anew() {
        account.world.kafka().endsFailed(1);
        assertThatThrownBy(account::madeCluster).isInstanceOf(ResourceFailed.class);

        assertThat(changesUntilDone(wanted(Account.kafka()))).containsExactly("Kafka:CreateClusterV2");
        assertThat(account.cluster.ensure(wanted(Account.kafka()))).isInstanceOf(Done.class);
    }

    @Test
    void sends_only_the_tags_when_only_a_tag_differs() {
        account.madeCluster();

        assertThat(changesUntilDone(Account.cluster(account.madeConfiguration(), Account.kafka(), Map.of("team", "search"))))
                .containsExactly("Kafka:TagResource");
    }

    @Test
    void changes_type_volume_count_and_version_one_operation_at_a_time() {
        account.cluster.ensure(wanted(kafka("3.8.x", "kafka.m7g.large", 3, 100)));
        account.world.clock().advance(Duration.ofHours(1));

        assertThat(changesUntilDone(wanted(kafka("3.9.x", "kafka.m7g.xlarge", 6, 200)))).containsExactly(
                "Kafka:UpdateBrokerType", "Kafka:UpdateBrokerStorage", "Kafka:UpdateBrokerCount", "Kafka:UpdateClusterKafkaVersion");
    }

    @Test
    void rolls_out_a_new_revision_of_the_configuration() {
        account.madeCluster();
        KafkaConfigurationFacts changed = Account.facts(account.configuration.ensure(Account.configurationOver(2)));

        assertThat(changesUntilDone(Account.cluster(changed, Account.kafka(), Map.of())))
                .containsExactly("Kafka:UpdateClusterConfiguration");
    }

    @Test
    void takes_anonymous_access_away() {
        String arn = account.madeCluster().arn();
        account.world.client(KafkaClient.class).updateSecurity(request -> request.clusterArn(arn).currentVersion("K0000000000001")
                .clientAuthentication(KafkaClusterStage.SCRAM_ONLY.toBuilder().unauthenticated(anybody -> anybody.enabled(true)).build()));

        assertThat(changesUntilDone(wanted(Account.kafka()))).containsExactly("Kafka:UpdateSecurity");
    }

    @Test
    void leaves_a_volume_that_was_made_larger() {
        account.cluster.ensure(wanted(kafka("3.9.x", "kafka.m7g.large", 3, 500)));
        account.world.clock().advance(Duration.ofHours(1));

        assertThat(changesUntilDone(wanted(Account.kafka()))).isEmpty();
    }

    @Test
    void refuses_to_take_brokers_away_before_it_changes_anything() {
        account.cluster.ensure(wanted(kafka("3.9.x", "kafka.m7g.large", 6, 100)));
        account.world.clock().advance(Duration.ofHours(1));
        account.world.takeChanges();

        assertThatThrownBy(() -> account.cluster.ensure(wanted(kafka("3.9.x", "kafka.m7g.xlarge", 3, 100))))
                .isInstanceOf(InvalidRequest.class).hasMessageContaining("6 brokers");
        assertThat(account.world.takeChanges()).isEmpty();
    }

    @Test
    void refuses_to_turn_zookeeper_into_kraft() {
        account.madeCluster();

        assertThatThrownBy(() -> account.cluster.ensure(wanted(kafka("3.9.x.kraft", "kafka.m7g.large", 3, 100))))
                .isInstanceOf(InvalidRequest.class).hasMessageContaining("KRaft");
    }

    @Test
    void touches_nothing_of_somebody_elses_cluster() {
        account.world.kafka().standing("redkite-demo");

        assertThatThrownBy(() -> account.cluster.retire(Account.identity())).isInstanceOf(NotOurs.class);
        assertThat(account.world.takeChanges()).isEmpty();
    }

    @Test
    void is_removed_only_once_msk_has_finished_making_it() {
        account.cluster.ensure(wanted(Account.kafka()));
        account.world.takeChanges();

        assertThat(account.cluster.retire(Account.identity())).isEqualTo(new Pending<>("MSK cluster redkite-demo is CREATING"));
        assertThat(account.world.takeChanges()).isEmpty();
        account.world.clock().advance(Duration.ofHours(1));

        assertThat(account.cluster.retire(Account.identity())).isInstanceOf(Pending.class);
        assertThat(account.world.takeChanges()).containsExactly("Kafka:DeleteCluster");
    }

    @Test
    void is_removed_only_once_an_update_has_ended() {
        account.madeCluster();
        account.cluster.ensure(wanted(kafka("3.9.x", "kafka.m7g.xlarge", 3, 100)));
        account.world.takeChanges();

        assertThat(account.cluster.retire(Account.identity())).isEqualTo(new Pending<>("MSK cluster redkite-demo is UPDATING"));
        assertThat(account.world.takeChanges()).isEmpty();
    }

    @Test
    void a_second_call_finds_it_on_its_way_out_and_sends_nothing() {
        account.madeCluster();
        account.cluster.retire(Account.identity());
        account.world.takeChanges();

        assertThat(account.cluster.retire(Account.identity())).isEqualTo(new Pending<>("MSK cluster redkite-demo is DELETING"));
        assertThat(account.world.takeChanges()).isEmpty();
    }

    @Test
    void a_call_that_comes_second_to_the_deletion_takes_it_for_pending() {
        account.madeCluster();
        account.cluster.remove(Account.identity());

        assertThatThrownBy(() -> account.cluster.remove(Account.identity())).satisfies(refusal ->
                assertThat(Failures.translate((RuntimeException) refusal)).isInstanceOf(StagePending.class));
    }

    @Test
    void removes_a_cluster_that_ended_failed() {
        account.world.kafka().endsFailed(1);
        account.cluster.ensure(wanted(Account.kafka()));
        account.world.clock().advance(Duration.ofHours(1));
        account.world.takeChanges();

        assertThatThrownBy(() -> account.cluster.retire(Account.identity()))
                .isInstanceOf(ResourceFailed.class).hasMessageEndingWith("Its removal was asked for again.");

        assertThat(account.world.takeChanges()).containsExactly("Kafka:DeleteCluster");
    }

    @Test
    void is_done_when_there_is_no_cluster() {
        assertThat(account.cluster.retire(Account.identity())).isEqualTo(new Done<>(null));
    }

    @Test
    void leaves_nothing_when_it_is_retired() {
        account.madeCluster();

        assertThat(account.cluster.retire(Account.identity())).isInstanceOf(Pending.class);
        account.world.clock().advance(Duration.ofMinutes(15));

        assertThat(account.cluster.retire(Account.identity())).isInstanceOf(Done.class);
        assertThat(account.world.kafka().inventory()).containsOnlyKeys("kafka:configuration/redkite-demo");
    }

    @Test
    void volumes_that_have_just_grown_do_not_grow_again_for_six_hours() {
        account.madeCluster();
        changesUntilDone(wanted(kafka("3.9.x", "kafka.m7g.large", 3, 300)));
        KafkaClusterSpec larger = wanted(kafka("3.9.x", "kafka.m7g.large", 3, 400));

        assertThatThrownBy(() -> account.cluster.ensure(larger)).hasMessageContaining("six hours");
        account.world.clock().advance(Duration.ofHours(6));
        assertThat(changesUntilDone(larger)).containsExactly("Kafka:UpdateBrokerStorage");
    }
}
