package dev.redkite.sandbox.aws.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;

class FakeSecretsManagerClientTest {

    private static final String TOKEN = "00000000-0000-0000-0000-000000000001";

    private final World world = World.standing();
    private final SecretsManagerClient secrets = world.client(SecretsManagerClient.class);

    private CreateSecretResponse create(String value) {
        return secrets.createSecret(request -> request.name("login").secretString(value).clientRequestToken(TOKEN));
    }

    @Test
    void answers_the_same_request_twice_alike() {
        assertThat(create("one")).isEqualTo(create("one"));
    }

    @Test
    void refuses_the_same_token_with_another_value() {
        create("one");

        assertThatThrownBy(() -> create("two")).hasMessageContaining("already exists");
    }

    @Test
    void refuses_a_name_whose_secret_awaits_deletion() {
        create("one");
        secrets.deleteSecret(request -> request.secretId("login").recoveryWindowInDays(7L));

        assertThatThrownBy(() -> create("one")).hasMessageContaining("already scheduled for deletion");
    }

    @Test
    void gives_no_value_of_a_secret_that_awaits_deletion() {
        create("one");
        secrets.deleteSecret(request -> request.secretId("login").recoveryWindowInDays(7L));

        assertThatThrownBy(() -> secrets.getSecretValue(request -> request.secretId("login")))
                .hasMessageContaining("marked for deletion");
    }

    @Test
    void gives_the_value_again_after_restoring() {
        create("one");
        secrets.deleteSecret(request -> request.secretId("login"));
        secrets.restoreSecret(request -> request.secretId("login"));

        assertThat(secrets.getSecretValue(request -> request.secretId("login")).secretString()).isEqualTo("one");
    }

    @Test
    void frees_the_name_at_once_when_forced() {
        create("one");
        secrets.deleteSecret(request -> request.secretId("login").forceDeleteWithoutRecovery(true));

        assertThat(create("two").name()).isEqualTo("login");
    }

    @Test
    void frees_the_name_when_the_recovery_window_has_passed() {
        create("one");
        secrets.deleteSecret(request -> request.secretId("login").recoveryWindowInDays(7L));
        world.clock().advance(Duration.ofDays(7));

        assertThat(create("two").name()).isEqualTo("login");
    }

    @Test
    void refuses_a_key_that_does_not_exist() {
        assertThatThrownBy(() -> secrets.createSecret(request -> request.name("login").secretString("one")
                .clientRequestToken(TOKEN).kmsKeyId("alias/nobodys"))).hasMessageContaining("alias/nobodys");
    }

    @Test
    void keeps_the_value_out_of_a_refusal() {
        create("one");

        assertThatThrownBy(() -> create("a-new-password")).hasMessageNotContaining("a-new-password");
    }
}
