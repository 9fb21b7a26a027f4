package dev.redkite.sandbox.aws.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;

class FakeKmsClientTest {

    private final World world = World.standing();
    private final KmsClient kms = world.client(KmsClient.class);
    private final String key = kms.createKey(request -> request.description("a key")).keyMetadata().keyId();

    @Test
    void refuses_an_alias_that_is_taken() {
        kms.createAlias(request -> request.aliasName("alias/one").targetKeyId(key));

        assertThatThrownBy(() -> kms.createAlias(request -> request.aliasName("alias/one").targetKeyId(key)))
                .hasMessageContaining("already exists");
    }

    @Test
    void refuses_an_alias_that_is_reserved_for_aws() {
        assertThatThrownBy(() -> kms.createAlias(request -> request.aliasName("alias/aws/mine").targetKeyId(key)))
                .hasMessageContaining("alias/aws/");
    }

    @Test
    void refuses_a_policy_that_locks_the_account_out() {
        assertThatThrownBy(() -> kms.createKey(request -> request.policy("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},\
                "Action":"kms:Decrypt","Resource":"*"}]}""")))
                .hasMessageContaining("will not allow you to update the key policy");
    }

    @Test
    void refuses_to_delete_sooner_than_in_seven_days() {
        assertThatThrownBy(() -> kms.scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(6)))
                .hasMessageContaining("between 7 and 30");
    }

    @Test
    void refuses_to_change_a_key_that_awaits_deletion() {
        kms.scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(7));

        assertThatThrownBy(() -> kms.enableKeyRotation(request -> request.keyId(key))).hasMessageContaining("pending deletion");
    }

    @Test
    void forgets_a_key_when_its_window_has_passed() {
        kms.scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(7));
        world.clock().advance(Duration.ofDays(7));

        assertThatThrownBy(() -> kms.describeKey(request -> request.keyId(key))).hasMessageContaining("does not exist");
    }

    @Test
    void lists_keys_page_by_page() {
        for (int i = 0; i < 150; i++) {
            kms.createKey(request -> request.description("another key"));
        }

        assertThat(kms.listKeysPaginator().keys().stream()).hasSize(152);
    }
}
