package dev.redkite.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.NotYetVisible;
import dev.redkite.failure.StagePending;
import dev.redkite.json.Json;
import dev.redkite.stage.Progress.Done;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class KafkaCredentialsTest {

    private static final KafkaCredentialsSpec WANTED = Account.login(Map.of());

    private final Account account = new Account();

    private KafkaCredentialsFacts made() {
        account.madeCluster();
        account.world.takeChanges();
        return Account.facts(account.madeLogin(WANTED));
    }

    private JsonNode login() {
        return Json.parse(account.world.secretsManager().findValue(WANTED.login().secret()).orElseThrow());
    }

    @Test
    void makes_key_alias_secret_and_association_in_order() {
        made();

        assertThat(account.world.takeChanges()).containsExactly("Kms:CreateKey", "Kms:CreateAlias", "Kms:EnableKeyRotation",
                "SecretsManager:CreateSecret", "SecretsManager:CreateSecret", "Kafka:BatchAssociateScramSecret");
    }

    @Test
    void needs_no_brokers_until_they_are_to_learn_the_login() {
        KafkaCredentialsStage credentials = new KafkaCredentialsStage(account.world.client(KmsClient.class),
                account.world.client(SecretsManagerClient.class), account.world.client(KafkaClient.class), new Random(7));
        credentials.ensure(WANTED);

        assertThat(credentials.ensure(WANTED)).isInstanceOf(Done.class);
        assertThatThrownBy(() -> account.credentials.ensure(WANTED)).isInstanceOf(StagePending.class).hasMessageContaining("not active");
    }

    /** AWS' own default: only who is allowed in this account. Read back and written out here. */
    @Test
    void the_logins_key_is_this_account_s_alone() {
        String key = made().keyArn();

        assertThat(Json.parse(account.world.client(KmsClient.class).getKeyPolicy(request -> request.keyId(key)).policy())).isEqualTo(Json.parse("""
                {"Version": "2012-10-17", "Statement": [{
                  "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "kms:*", "Resource": "*"}]}"""));
        assertThat(account.world.client(KmsClient.class).getKeyRotationStatus(request -> request.keyId(key)).keyRotationEnabled()).isTrue();
    }

    /** MSK gives it to the brokers' login, nobody gives one to root's. */
    @Test
    void only_the_brokers_service_is_named_by_a_secret_s_policy() {
        made();
        SecretsManagerClient secrets = account.world.client(SecretsManagerClient.class);

        assertThat(Json.parse(secrets.getResourcePolicy(request -> request.secretId(WANTED.login().secret())).resourcePolicy()).findValues("Principal"))
                .containsExactly(Json.parse("{\"Service\": \"kafka.amazonaws.com\"}"));
        assertThat(secrets.getResourcePolicy(request -> request.secretId(WANTED.root().secret())).resourcePolicy()).isNull();
    }

    @Test
    void changes_nothing_the_second_time() {
        made();
        account.world.takeChanges();

        assertThat(account.credentials.ensure(WANTED)).isInstanceOf(Done.class);

        assertThat(account.world.takeChanges()).isEmpty();
    }

    @Test
    void gives_the_brokers_a_login_that_they_take_after_a_while() {
        made();
        String arn = account.madeCluster().arn();

        assertThat(account.world.kafka().scramUsable(arn, "milvus", login().get("password").asText())).isTrue();
    }

    @Test
    void draws_32_letters_and_digits() {
        made();

        assertThat(login().get("password").asText()).matches("[A-Za-z0-9]{32}");
    }

    /** Sharing one would let whoever uses Milvus into the brokers. */
    @Test
    void gives_root_a_login_of_his_own_under_the_same_key() {
        String key = made().keyArn();
        JsonNode root = Json.parse(account.world.secretsManager().findValue(WANTED.root().secret()).orElseThrow());

        assertThat(root.get("username").asText()).isEqualTo("root");
        assertThat(root.get("password").asText()).matches("[A-Za-z0-9]{32}").isNotEqualTo(login().get("password").asText());
        assertThat(account.world.secretsManager().findKey(WANTED.root().secret())).hasValue(key);
    }

    @Test
    void gives_the_brokers_only_their_own() {
        made();
        String arn = account.madeCluster().arn();

        assertThat(account.world.client(KafkaClient.class).listScramSecrets(request -> request.clusterArn(arn)).secretArnList())
                .containsExactly(secretArn());
    }

    @Test
    void keeps_what_somebody_put_into_roots_secret() {
        made();
        account.world.secretsManager().changed(WANTED.root().secret(), "{\"username\":\"root\",\"password\":\"another-one\"}");
        account.world.takeChanges();

        assertThat(account.credentials.ensure(WANTED)).isInstanceOf(Done.class);

        assertThat(account.world.takeChanges()).isEmpty();
    }

    @Test
    void keeps_the_password_out_of_the_facts_and_the_calls_as_they_are_logged() {
        KafkaCredentialsFacts facts = made();
        String password = login().get("password").asText();

        assertThat(Json.text(facts)).doesNotContain(password);
        assertThat(account.world.calls()).allSatisfy(call -> assertThat(call.request().toString()).doesNotContain(password));
    }

    @Test
    void makes_key_and_secret_before_there_is_a_cluster() {
        assertThatThrownBy(() -> account.madeLogin(WANTED)).isInstanceOf(StagePending.class);

        assertThat(account.world.secretsManager().inventory()).containsOnlyKeys(
                "secretsmanager:secret/" + WANTED.login().secret(), "secretsmanager:secret/" + WANTED.root().secret());
    }

    @Test
    void keeps_the_password_when_the_cluster_is_made_later() {
        assertThatThrownBy(() -> account.madeLogin(WANTED)).isInstanceOf(StagePending.class);
        JsonNode before = login();

        made();

        assertThat(login()).isEqualTo(before);
    }

    @Test
    void names_a_key_that_a_crash_left_without_alias() {
        account.madeCluster();
        String key = account.world.client(KmsClient.class).createKey(request -> request.tags(
                tag -> tag.tagKey("redkite:environment").tagValue("demo"),
                tag -> tag.tagKey("redkite:generation").tagValue("1"))).keyMetadata().arn();
        account.world.takeChanges();

        account.credentials.ensure(WANTED);

        assertThat(Account.facts(account.credentials.ensure(WANTED)).keyArn()).isEqualTo(key);
        assertThat(account.world.takeChanges()).doesNotContain("Kms:CreateKey").contains("Kms:CreateAlias");
    }

    /** Environments that are begun together would wait for each other's keys, each as long as KMS takes to show the newest. */
    @Test
    void a_key_that_does_not_show_yet_is_not_ours_at_the_first_call_and_may_be_at_the_next_unless_ours_shows() {
        String other = account.world.client(KmsClient.class).createKey(request -> {}).keyMetadata().keyId();
        account.hides(other);
        CredentialsKeys keys = new CredentialsKeys(account.world.client(KmsClient.class));

        assertThat(keys.withoutAlias(WANTED.atFirst())).isEmpty();
        assertThatThrownBy(() -> keys.withoutAlias(WANTED)).hasMessageContaining("does not exist");
        String ours = account.world.client(KmsClient.class).createKey(request -> request.tags(
                tag -> tag.tagKey("redkite:environment").tagValue("demo"),
                tag -> tag.tagKey("redkite:generation").tagValue("1"))).keyMetadata().keyId();
        assertThat(keys.withoutAlias(WANTED)).extracting(found -> found.key().keyId()).containsExactly(ours);
    }

    @Test
    void takes_its_own_key_back_when_another_call_was_quicker_to_the_alias() {
        CredentialsKeyStage stage = new CredentialsKeyStage(account.world.client(KmsClient.class));
        stage.create(WANTED);

        assertThatThrownBy(() -> stage.create(WANTED)).isInstanceOf(StagePending.class).hasMessageContaining("named by another call");
        assertThat(account.world.kms().inventory()).hasSize(2).containsKey("kms:" + WANTED.keyAlias());
    }

    @Test
    void restores_its_secret_when_somebody_scheduled_its_deletion() {
        made();
        account.world.client(SecretsManagerClient.class).deleteSecret(request -> request.secretId(WANTED.login().secret()).recoveryWindowInDays(7L));
        account.world.takeChanges();

        assertThat(account.credentials.ensure(WANTED)).isInstanceOf(Done.class);

        assertThat(account.world.takeChanges()).containsExactly("SecretsManager:RestoreSecret");
    }

    /** KMS leaves one disabled whose deletion was called off. */
    @Test
    void enables_its_key_again() {
        String key = made().keyArn();
        KmsClient kms = account.world.client(KmsClient.class);
        kms.scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(7));
        kms.cancelKeyDeletion(request -> request.keyId(key));
        account.world.takeChanges();

        assertThat(account.credentials.ensure(WANTED)).isInstanceOf(Done.class);

        assertThat(account.world.takeChanges()).containsExactly("Kms:EnableKey");
    }

    @Test
    void encrypts_its_secret_with_its_key_again() {
        String key = made().keyArn();
        KmsClient kms = account.world.client(KmsClient.class);
        String another = kms.createKey(request -> {}).keyMetadata().arn();
        account.world.client(SecretsManagerClient.class).updateSecret(request -> request.secretId(WANTED.root().secret()).kmsKeyId(another));
        account.world.takeChanges();

        assertThat(account.credentials.ensure(WANTED)).isInstanceOf(Done.class);

        assertThat(account.world.takeChanges()).containsExactly("SecretsManager:UpdateSecret");
        assertThat(account.world.client(SecretsManagerClient.class).describeSecret(request -> request.secretId(WANTED.root().secret()))
                .kmsKeyId()).isEqualTo(key);
    }

    @Test
    void tags_key_and_secret_when_only_a_tag_differs() {
        made();
        account.world.takeChanges();

        account.credentials.ensure(Account.login(Map.of("team", "search")));

        assertThat(account.world.takeChanges())
                .containsExactly("Kms:TagResource", "SecretsManager:TagResource", "SecretsManager:TagResource");
    }

    @Test
    void reports_a_secret_that_msk_did_not_take_without_its_value() {
        made();
        String cluster = account.madeCluster().arn();
        JsonNode login = login();
        account.world.client(KafkaClient.class).batchDisassociateScramSecret(
                request -> request.clusterArn(cluster).secretArnList(secretArn()));
        KmsClient kms = account.world.client(KmsClient.class);
        String keyId = kms.describeKey(request -> request.keyId(WANTED.keyAlias())).keyMetadata().keyId();
        ScramAssociationStep association = new ScramAssociationStep(account.world.client(KafkaClient.class));
        kms.scheduleKeyDeletion(request -> request.keyId(keyId).pendingWindowInDays(7));

        assertThatThrownBy(() -> association.run(new ScramAssociationStep.Spec(WANTED, secretArn()))).isInstanceOf(NotYetVisible.class)
                .hasMessageContaining("can't be read").hasMessageContaining(WANTED.login().secret())
                .hasMessageNotContaining(login.get("password").asText());
    }

    private String secretArn() {
        return account.world.client(SecretsManagerClient.class).describeSecret(request -> request.secretId(WANTED.login().secret())).arn();
    }

    @Test
    void touches_nothing_of_somebody_elses_key() {
        account.world.kms().standing(WANTED.keyAlias());

        assertThatThrownBy(() -> account.credentials.ensure(WANTED)).isInstanceOf(NotOurs.class);
        assertThat(account.world.takeChanges()).isEmpty();
    }
}
