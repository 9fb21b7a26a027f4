package dev.redkite.sandbox.aws.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class FakeSecretsManagerClientTest {

    private static final String NAME = "AmazonMSK_login";

    private final World world = World.standing();
    private final SecretsManagerClient secrets = world.client(SecretsManagerClient.class);
    private final String key = world.kms().standing("alias/key");

    private static void refused(String code, String text, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, error ->
                assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code)).hasMessageContaining(text);
    }

    private void create() {
        secrets.createSecret(request -> request.name(NAME).kmsKeyId(key).secretString("{}")
                .clientRequestToken("a token of thirty-two characters!"));
    }

    private void deleteWithin(Long days) {
        secrets.deleteSecret(request -> request.secretId(NAME).recoveryWindowInDays(days));
    }

    private void deleteForGood() {
        secrets.deleteSecret(request -> request.secretId(NAME).forceDeleteWithoutRecovery(true));
    }

    @Test
    void a_scheduled_deletion_shows_its_date_and_blocks_the_name() {
        create();
        deleteWithin(7L);

        assertThat(secrets.describeSecret(request -> request.secretId(NAME)).deletedDate())
                .isEqualTo(Instant.parse("2026-12-01T09:00:00Z"));
        refused("InvalidRequestException", "is already scheduled for deletion", this::create);
        refused("InvalidRequestException", "marked for deletion", () -> secrets.getSecretValue(request -> request.secretId(NAME)));
        assertThat(world.secretsManager().inventory()).containsOnlyKeys("secretsmanager:secret/" + NAME);
    }

    @Test
    void the_name_is_free_once_the_recovery_window_has_passed() {
        create();
        deleteWithin(7L);
        world.clock().advance(Duration.ofDays(7));

        create();

        assertThat(world.secretsManager().findValue(NAME)).isPresent();
    }

    @Test
    void a_recovery_window_has_7_to_30_days_and_none_when_the_deletion_is_forced() {
        create();

        refused("InvalidParameterException", "between 7 and 30", () -> deleteWithin(6L));
        refused("InvalidParameterException", "between 7 and 30", () -> deleteWithin(31L));
        refused("InvalidParameterException", "cannot be given with", () -> secrets.deleteSecret(request -> request
                .secretId(NAME).recoveryWindowInDays(7L).forceDeleteWithoutRecovery(true)));
    }

    @Test
    void a_forced_deletion_goes_on_in_the_background_and_cannot_be_taken_back() {
        create();
        deleteForGood();

        assertThat(secrets.describeSecret(request -> request.secretId(NAME)).deletedDate()).isNotNull();
        refused("InvalidRequestException", "is already scheduled for deletion", this::create);
        refused("InvalidRequestException", "marked for deletion", () -> secrets.restoreSecret(request -> request.secretId(NAME)));
        world.clock().advance(Duration.ofSeconds(10));

        refused("ResourceNotFoundException", "can't find", () -> secrets.describeSecret(request -> request.secretId(NAME)));
        create();
    }

    @Test
    void a_forced_deletion_shortens_a_recovery_window() {
        create();
        deleteWithin(30L);
        deleteForGood();
        world.clock().advance(Duration.ofSeconds(10));

        assertThat(world.secretsManager().inventory()).isEmpty();
    }

    @Test
    void a_forced_deletion_of_nothing_succeeds() {
        deleteForGood();

        refused("ResourceNotFoundException", "can't find", () -> deleteWithin(7L));
    }

    @Test
    void a_secret_whose_key_awaits_deletion_cannot_be_read_and_none_is_made_with_it() {
        create();
        world.client(KmsClient.class).scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(7));

        refused("DecryptionFailure", "can't decrypt", () -> secrets.getSecretValue(request -> request.secretId(NAME)));
        refused("EncryptionFailure", "pending deletion", () -> secrets.createSecret(request -> request
                .name("another").kmsKeyId(key).secretString("{}").clientRequestToken("a token of thirty-two characters!")));
    }
}
