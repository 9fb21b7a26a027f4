package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.failure.AwsErrors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.Tag;

/** AWS KMS. */
class KeyContractTest extends Behaviours {

    private static final String UNKNOWN = "01234567-89ab-cdef-0123-456789abcdef";

    private KmsClient kms() {
        return client(KmsClient.class);
    }

    private String key() {
        return kms().createKey(request -> request.description("judged")
                .tags(Tag.builder().tagKey("judged").tagValue("yes").build())).keyMetadata().keyId();
    }

    private String alias(String key) {
        String alias = "alias/" + account.name("key");
        kms().createAlias(request -> request.aliasName(alias).targetKeyId(key));
        return alias;
    }

    private KeyMetadata described(String key) {
        return kms().describeKey(request -> request.keyId(key)).keyMetadata();
    }

    @Test
    void an_unknown_key_and_an_unknown_alias_are_not_found() {
        refuses("NotFoundException", () -> described(UNKNOWN));
        refuses("NotFoundException", () -> described("alias/" + account.name("nobody")));
    }

    @Test
    void a_new_key_is_enabled_and_has_its_tags() {
        String key = key();

        assertThat(described(key).keyState()).isEqualTo(KeyState.ENABLED);
        assertThat(kms().listResourceTags(request -> request.keyId(key)).tags())
                .containsExactly(Tag.builder().tagKey("judged").tagValue("yes").build());
    }

    @Test
    void a_key_is_found_by_its_alias() {
        String key = key();

        assertThat(described(alias(key)).keyId()).isEqualTo(key);
    }

    @Test
    void an_alias_is_made_once() {
        String key = key();
        alias(key);

        refuses("AlreadyExistsException", () -> alias(key));
    }

    @Test
    void an_alias_of_an_unknown_key_is_refused() {
        refuses("NotFoundException", () -> alias(UNKNOWN));
    }

    @Test
    void an_alias_deleted_twice_is_not_found() {
        String alias = alias(key());
        kms().deleteAlias(request -> request.aliasName(alias));

        refuses("NotFoundException", () -> kms().deleteAlias(request -> request.aliasName(alias)));
    }

    @Test
    void a_key_s_aliases_are_listed_by_the_key() {
        String key = key();
        String alias = alias(key);

        assertThat(kms().listAliases(request -> request.keyId(key)).aliases())
                .extracting(AliasListEntry::aliasName).containsExactly(alias);
    }

    @Test
    void rotation_is_off_until_it_is_switched_on() {
        String key = key();
        assertThat(kms().getKeyRotationStatus(request -> request.keyId(key)).keyRotationEnabled()).isFalse();

        kms().enableKeyRotation(request -> request.keyId(key));

        assertThat(kms().getKeyRotationStatus(request -> request.keyId(key)).keyRotationEnabled()).isTrue();
    }

    @Test
    void a_key_that_is_deleted_stays_pending_with_its_alias() {
        String key = key();
        String alias = alias(key);
        kms().scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(7));

        assertThat(described(alias).keyState()).isEqualTo(KeyState.PENDING_DELETION);
        assertThat(described(key).deletionDate()).isNotNull();
    }

    @Test
    void a_key_pending_deletion_is_in_use_for_whoever_would_delete_it_again() {
        String key = key();
        kms().scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(7));

        refuses("KMSInvalidStateException", () ->
                kms().scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(7)));
        refuses(AwsErrors.Kind.IN_USE, () ->
                kms().scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(7)));
    }

    @Test
    void a_deletion_that_is_called_off_leaves_the_key_disabled() {
        String key = key();
        kms().scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(7));
        kms().cancelKeyDeletion(request -> request.keyId(key));

        assertThat(described(key).keyState()).isEqualTo(KeyState.DISABLED);
        kms().enableKey(request -> request.keyId(key));
        assertThat(described(key).keyState()).isEqualTo(KeyState.ENABLED);
    }

    @Test
    void a_deletion_that_was_not_scheduled_cannot_be_called_off() {
        String key = key();

        refuses("KMSInvalidStateException", () -> kms().cancelKeyDeletion(request -> request.keyId(key)));
    }

    @Test
    void a_key_is_kept_for_seven_days_at_least() {
        String key = key();

        refuses("ValidationException", () -> kms().scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(6)));
    }
}
