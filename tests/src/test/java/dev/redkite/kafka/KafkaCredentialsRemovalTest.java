package dev.redkite.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.NotOurs;
import dev.redkite.failure.StagePending;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class KafkaCredentialsRemovalTest {

    private static final KafkaCredentialsSpec WANTED = Account.login(Map.of());

    private final Account account = new Account();

    private KafkaCredentialsFacts made() {
        account.madeCluster();
        return Account.facts(account.madeLogin(WANTED));
    }

    private void clusterGone() {
        account.cluster.retire(Account.identity());
        account.world.clock().advance(Duration.ofMinutes(15));
    }

    @Test
    void touches_nothing_of_somebody_elses_secret() {
        String key = account.world.kms().standing("alias/theirs");
        account.world.secretsManager().standing(WANTED.login().secret(), "{}", key);

        assertThatThrownBy(() -> account.credentials.retire(WANTED)).isInstanceOf(NotOurs.class);
        assertThat(account.world.takeChanges()).isEmpty();
    }

    /** Secrets Manager deletes in the background. */
    private void retired() {
        assertThat(account.credentials.retire(WANTED)).isEqualTo(new Pending<>("root's login: being removed; being removed"));
        account.world.clock().advance(Duration.ofMinutes(1));

        assertThat(account.credentials.retire(WANTED)).isEqualTo(new Done<>(null));
    }

    @Test
    void leaves_nothing_but_the_key_awaiting_deletion() {
        String key = made().keyArn();
        clusterGone();
        account.world.takeChanges();

        retired();

        assertThat(account.world.takeChanges()).containsExactly(
                "SecretsManager:DeleteSecret", "SecretsManager:DeleteSecret", "Kms:ScheduleKeyDeletion", "Kms:DeleteAlias");
        assertThat(account.world.secretsManager().inventory()).isEmpty();
        assertThat(account.world.kms().inventory()).isEmpty();
        assertThat(account.world.kms().find(key).orElseThrow().keyState()).isEqualTo(KeyState.PENDING_DELETION);
    }

    @Test
    void makes_a_new_key_when_the_former_awaits_deletion() {
        String key = made().keyArn();
        clusterGone();
        retired();
        account.madeCluster();

        assertThat(Account.facts(account.madeLogin(WANTED)).keyArn()).isNotEqualTo(key);
    }

    private void assertGone() {
        assertThat(account.world.secretsManager().inventory()).isEmpty();
        assertThat(account.world.kms().inventory()).isEmpty();
    }

    @Test
    void changes_nothing_when_it_is_retired_again() {
        made();
        clusterGone();
        retired();
        account.world.takeChanges();

        assertThat(account.credentials.retire(WANTED)).isInstanceOf(Done.class);

        assertThat(account.world.takeChanges()).isEmpty();
    }

    @Test
    void lets_a_secret_that_is_still_going_keep_its_key() {
        made();
        clusterGone();
        account.credentials.retire(WANTED);

        assertThat(account.credentials.retire(WANTED)).isInstanceOf(Pending.class);

        assertThat(account.world.takeChanges()).doesNotContain("Kms:ScheduleKeyDeletion");
    }

    @Test
    void removes_key_and_secret_while_the_cluster_is_still_being_made() {
        account.cluster.ensure(Account.cluster(account.madeConfiguration(), Account.kafka(), Map.of()));
        assertThatThrownBy(() -> account.madeLogin(WANTED)).isInstanceOf(StagePending.class);

        retired();

        assertGone();
    }

    @Test
    void removes_key_and_secret_when_the_cluster_ended_failed() {
        account.world.kafka().endsFailed(1);
        account.cluster.ensure(Account.cluster(account.madeConfiguration(), Account.kafka(), Map.of()));
        assertThatThrownBy(() -> account.madeLogin(WANTED)).isInstanceOf(StagePending.class);
        account.world.clock().advance(Duration.ofHours(1));

        retired();

        assertGone();
    }

    /** MSK lets go of a login on active clusters only; a cluster that is gone knows none, so it goes first. */
    @Test
    void keeps_everything_until_the_cluster_is_gone() {
        String arn = made().secretArn();
        account.world.takeChanges();

        assertThat(account.credentials.retire(WANTED))
                .isEqualTo(new Pending<>("MSK cluster redkite-demo stands and knows the login, which goes after it"));
        account.cluster.retire(Account.identity());

        assertThat(account.credentials.retire(WANTED)).isEqualTo(new Pending<>("MSK cluster redkite-demo is DELETING"));
        assertThat(account.world.takeChanges()).containsExactly("Kafka:DeleteCluster");
        assertThat(account.world.secretsManager().findName(arn)).isPresent();
    }

    @Test
    void removes_a_key_that_a_crash_left_without_alias() {
        account.world.client(KmsClient.class).createKey(request -> request.tags(
                tag -> tag.tagKey("redkite:environment").tagValue("demo"),
                tag -> tag.tagKey("redkite:generation").tagValue("1")));

        assertThat(account.credentials.retire(WANTED)).isInstanceOf(Done.class);

        assertGone();
    }

    @Test
    void finishes_when_a_crash_left_the_alias_of_a_key_that_is_going() {
        new CredentialsKeyStage(account.world.client(KmsClient.class)).create(WANTED);
        KmsClient kms = account.world.client(KmsClient.class);
        String keyId = kms.describeKey(request -> request.keyId(WANTED.keyAlias())).keyMetadata().keyId();
        kms.scheduleKeyDeletion(request -> request.keyId(keyId).pendingWindowInDays(7));
        account.world.takeChanges();

        assertThat(account.credentials.retire(WANTED)).isInstanceOf(Done.class);

        assertThat(account.world.takeChanges()).containsExactly("Kms:DeleteAlias");
        assertGone();
    }

    @Test
    void shortens_a_recovery_window_that_somebody_gave_the_secret() {
        made();
        clusterGone();
        account.world.client(SecretsManagerClient.class).deleteSecret(request -> request.secretId(WANTED.login().secret()).recoveryWindowInDays(7L));

        retired();

        assertGone();
    }

    @Test
    void a_secret_that_is_still_going_is_pending_when_it_is_wanted_again() {
        made();
        clusterGone();
        account.credentials.retire(WANTED);

        assertThat(account.credentials.ensure(WANTED)).isInstanceOfSatisfying(Pending.class, pending ->
                assertThat(pending.reason()).contains("marked for deletion"));
        account.madeCluster();

        assertThat(account.credentials.ensure(WANTED)).isInstanceOf(Done.class);
    }

    @Test
    void touches_nothing_of_somebody_elses_key_when_it_is_retired() {
        account.world.kms().standing(WANTED.keyAlias());

        assertThatThrownBy(() -> account.credentials.retire(WANTED)).isInstanceOf(NotOurs.class);
        assertThat(account.world.takeChanges()).isEmpty();
    }
}
