package dev.redkite.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.StageBroken;
import dev.redkite.failure.StagePending;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.ClusterState;
import software.amazon.awssdk.services.kafka.model.DescribeClusterV2Response;
import software.amazon.awssdk.services.kafka.model.GetBootstrapBrokersResponse;
import software.amazon.awssdk.services.kafka.model.ListClustersV2Response;
import software.amazon.awssdk.services.kafka.model.ListConfigurationsResponse;
import software.amazon.awssdk.services.kafka.model.ListScramSecretsResponse;
import software.amazon.awssdk.services.kafka.model.StateInfo;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** States and half-finished answers of MSK and KMS, which the sandbox's never give by themselves. */
class KafkaStatesTest {

    private final Account account = new Account();

    private <T> void answering(Class<T> type, UnaryOperator<T> changed) {
        account.world.intercept((_, service) -> {
            Object answer = service.get();
            return type.isInstance(answer) ? changed.apply(type.cast(answer)) : answer;
        });
    }

    private KafkaClusterSpec wanted() {
        return Account.cluster(account.madeConfiguration(), Account.kafka(), Map.of());
    }

    @Test
    void an_active_cluster_is_not_ready_before_it_has_addresses() {
        account.madeCluster();
        answering(GetBootstrapBrokersResponse.class, _ -> GetBootstrapBrokersResponse.builder().bootstrapBrokerStringSaslScram(" ").build());

        assertThat(account.cluster.observe(wanted())).isEqualTo(Observation.changing("MSK cluster redkite-demo has no SASL/SCRAM addresses yet"));
        answering(GetBootstrapBrokersResponse.class, _ -> GetBootstrapBrokersResponse.builder().build());
        assertThat(account.cluster.observe(wanted())).isEqualTo(Observation.changing("MSK cluster redkite-demo has no SASL/SCRAM addresses yet"));
    }

    @Test
    void a_failed_cluster_of_which_msk_says_nothing_has_no_reason() {
        account.madeCluster();
        inState(ClusterState.FAILED);

        assertThat(account.cluster.present(Account.identity()))
                .isEqualTo(Observation.failed("MSK cluster redkite-demo ended FAILED: MSK gives no reason"));
    }

    private void inState(ClusterState state) {
        answering(ListClustersV2Response.class, answer -> answer.toBuilder()
                .clusterInfoList(answer.clusterInfoList().stream().map(each -> each.toBuilder().state(state).build()).toList()).build());
        answering(DescribeClusterV2Response.class, answer -> answer.toBuilder()
                .clusterInfo(answer.clusterInfo().toBuilder().state(state).stateInfo((StateInfo) null).build()).build());
    }

    private void configurationIs(String state) {
        account.madeConfiguration();
        answering(ListConfigurationsResponse.class, answer -> answer.toBuilder()
                .configurations(answer.configurations().stream().map(each -> each.toBuilder().state(state).build()).toList()).build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE_FAILED", "SHELVED"})
    void a_configuration_in_a_state_that_no_call_mends_is_for_people(String state) {
        configurationIs(state);

        assertThatThrownBy(() -> account.configuration.ensure(Account.configurationOver(3))).isInstanceOf(StageBroken.class)
                .hasMessageContaining("MSK configuration redkite-demo is %s. Next: delete it in the MSK console".formatted(state));
    }

    private Progress<Void> associated() {
        KafkaCredentialsSpec login = Account.login(Map.of());
        String secret = account.world.client(SecretsManagerClient.class).describeSecret(request -> request.secretId(login.login().secret())).arn();
        return new ScramAssociationStep(account.world.client(KafkaClient.class)).run(new ScramAssociationStep.Spec(login, secret));
    }

    /** Secret and key are there, and no broker has heard of them. */
    private void standing() {
        account.madeCluster();
        KafkaCredentialsStage credentials = new KafkaCredentialsStage(account.world.client(KmsClient.class),
                account.world.client(SecretsManagerClient.class), account.world.client(KafkaClient.class), new Random(7));
        credentials.ensure(Account.login(Map.of()));
        credentials.ensure(Account.login(Map.of()));
    }

    @Test
    void a_cluster_that_is_patched_is_waited_for_before_it_learns_the_login() {
        standing();
        inState(ClusterState.MAINTENANCE);
        account.world.takeChanges();

        assertThatThrownBy(this::associated)
                .isInstanceOf(StagePending.class).hasMessage("MSK cluster redkite-demo is not active");
        assertThat(account.world.takeChanges()).isEmpty();
    }

    @Test
    void a_cluster_that_is_patched_and_knows_the_login_is_not_waited_for() {
        account.madeCluster();
        account.madeLogin(Account.login(Map.of()));
        inState(ClusterState.MAINTENANCE);

        assertThat(associated()).isEqualTo(Progress.done());
    }

    @Test
    void a_login_that_was_taken_need_not_show_yet() {
        standing();
        answering(ListScramSecretsResponse.class, _ -> ListScramSecretsResponse.builder().build());

        assertThat(associated()).isEqualTo(Progress.done());
    }

    private void keyIs(String state) {
        standing();
        answering(DescribeKeyResponse.class, answer -> answer.toBuilder()
                .keyMetadata(answer.keyMetadata().toBuilder().keyState(state).build()).build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PendingImport", "Unavailable", "Forgotten"})
    void a_key_in_a_state_that_no_call_mends_is_for_people(String state) {
        keyIs(state);

        assertThatThrownBy(() -> account.credentials.ensure(Account.login(Map.of()))).isInstanceOf(StageBroken.class)
                .hasMessageContaining("KMS key alias/redkite-demo-g1 is %s. Next: see why".formatted(state));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Creating", "Updating"})
    void a_key_that_is_being_made_is_waited_for(String state) {
        keyIs(state);

        assertThat(account.credentials.ensure(Account.login(Map.of()))).isEqualTo(new Pending<>("KMS key alias/redkite-demo-g1 is " + state));
    }
}
