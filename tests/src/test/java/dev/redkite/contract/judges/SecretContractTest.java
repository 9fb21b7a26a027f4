package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.failure.AwsErrors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** AWS Secrets Manager. */
class SecretContractTest extends Behaviours {

    private static final String TOKEN = "judged-token-of-thirty-two-characters";

    private SecretsManagerClient secrets() {
        return client(SecretsManagerClient.class);
    }

    private String name() {
        return account.name("AmazonMSK_judged");
    }

    private String secret(String value, String token) {
        return secrets().createSecret(request -> request.name(name()).secretString(value).clientRequestToken(token)
                .tags(Tag.builder().key("judged").value("yes").build())).arn();
    }

    private String value() {
        return secrets().getSecretValue(request -> request.secretId(name())).secretString();
    }

    @Test
    void an_unknown_secret_is_not_found() {
        refuses("ResourceNotFoundException", () -> secrets().describeSecret(request -> request.secretId(name())));
        refuses("ResourceNotFoundException", this::value);
    }

    @Test
    void a_secret_of_one_version_has_none_before_it() {
        secret("one", TOKEN);

        refuses("ResourceNotFoundException", () -> secrets().getSecretValue(request -> request.secretId(name()).versionStage("AWSPREVIOUS")));
    }

    @Test
    void a_secret_is_read_by_name_and_by_arn_with_its_tags() {
        String arn = secret("one", TOKEN);

        assertThat(secrets().describeSecret(request -> request.secretId(name())).arn()).isEqualTo(arn);
        assertThat(secrets().describeSecret(request -> request.secretId(arn)).tags())
                .containsExactly(Tag.builder().key("judged").value("yes").build());
        assertThat(value()).isEqualTo("one");
    }

    @Test
    void a_secret_s_arn_ends_in_six_characters_that_nobody_can_compute() {
        assertThat(secret("one", TOKEN)).matches(
                "arn:aws:secretsmanager:us-west-2:123456789012:secret:" + name() + "-[A-Za-z0-9]{6}");
    }

    @Test
    void a_secret_made_again_with_the_same_token_and_value_is_the_same() {
        assertThat(secret("one", TOKEN)).isEqualTo(secret("one", TOKEN));
    }

    @Test
    void a_secret_made_again_with_another_token_is_refused() {
        secret("one", TOKEN);

        refuses("ResourceExistsException", () -> secret("two", "another-" + TOKEN));
        assertThat(value()).isEqualTo("one");
    }

    @Test
    void a_secret_pending_deletion_cannot_be_read_but_described() {
        secret("one", TOKEN);
        secrets().deleteSecret(request -> request.secretId(name()).recoveryWindowInDays(7L));

        refuses("InvalidRequestException", this::value);
        assertThat(secrets().describeSecret(request -> request.secretId(name())).deletedDate()).isNotNull();
    }

    @Test
    void a_secret_pending_deletion_is_told_from_other_refusals_by_words() {
        secret("one", TOKEN);
        secrets().deleteSecret(request -> request.secretId(name()).recoveryWindowInDays(7L));

        refuses(AwsErrors.Kind.IN_USE, this::value);
    }

    @Test
    void a_secret_pending_deletion_blocks_its_name() {
        secret("one", TOKEN);
        secrets().deleteSecret(request -> request.secretId(name()).recoveryWindowInDays(7L));

        refuses("InvalidRequestException", () -> secret("two", "another-" + TOKEN));
    }

    @Test
    void a_secret_pending_deletion_can_be_restored() {
        secret("one", TOKEN);
        secrets().deleteSecret(request -> request.secretId(name()).recoveryWindowInDays(7L));
        secrets().restoreSecret(request -> request.secretId(name()));

        assertThat(value()).isEqualTo("one");
    }

    @Test
    void a_forced_deletion_frees_the_name() {
        String first = secret("one", TOKEN);
        secrets().deleteSecret(request -> request.secretId(name()).forceDeleteWithoutRecovery(true));
        settle();

        refuses("ResourceNotFoundException", () -> secrets().describeSecret(request -> request.secretId(first)));
        assertThat(secret("two", "another-" + TOKEN)).isNotEqualTo(first);
    }

    @Test
    void a_forced_deletion_of_nothing_is_done() {
        secrets().deleteSecret(request -> request.secretId(name()).forceDeleteWithoutRecovery(true));
    }

    @Test
    void a_deletion_of_nothing_that_could_be_called_off_is_not_found() {
        refuses("ResourceNotFoundException", () ->
                secrets().deleteSecret(request -> request.secretId(name()).recoveryWindowInDays(7L)));
    }

    @Test
    void a_recovery_window_has_seven_days_at_least() {
        secret("one", TOKEN);

        refuses("InvalidParameterException", () ->
                secrets().deleteSecret(request -> request.secretId(name()).recoveryWindowInDays(6L)));
    }

    @Test
    void tags_added_later_join_those_given_at_creation() {
        secret("one", TOKEN);
        secrets().tagResource(request -> request.secretId(name()).tags(tag -> tag.key("later").value("too")));

        assertThat(secrets().describeSecret(request -> request.secretId(name())).tags())
                .extracting(Tag::key).containsExactlyInAnyOrder("judged", "later");
    }

    @Test
    void a_secret_tells_the_key_that_it_was_given() {
        String key = client(KmsClient.class).createKey().keyMetadata().arn();
        secrets().createSecret(request -> request.name(name()).secretString("one").clientRequestToken(TOKEN).kmsKeyId(key));

        assertThat(secrets().describeSecret(request -> request.secretId(name())).kmsKeyId()).isEqualTo(key);
    }
}
