package dev.redkite.sandbox.aws.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.KeyState;

class FakeKmsClientTest {

    private static final String ALIAS = "alias/ours";

    private final World world = World.standing();
    private final KmsClient kms = world.client(KmsClient.class);
    private final String key = kms.createKey(request -> request.description("a key")).keyMetadata().keyId();

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, error ->
                assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    private void name() {
        kms.createAlias(request -> request.aliasName(ALIAS).targetKeyId(key));
    }

    private void schedule(int days) {
        kms.scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(days));
    }

    @Test
    void a_key_that_awaits_deletion_can_be_looked_at_and_nothing_else() {
        schedule(7);

        assertThat(kms.describeKey(request -> request.keyId(key)).keyMetadata().keyState()).isEqualTo(KeyState.PENDING_DELETION);
        refused("KMSInvalidStateException", () -> schedule(7));
        refused("KMSInvalidStateException", this::name);
        refused("KMSInvalidStateException", () -> kms.enableKey(request -> request.keyId(key)));
        refused("KMSInvalidStateException", () -> kms.enableKeyRotation(request -> request.keyId(key)));
        refused("KMSInvalidStateException", () -> kms.tagResource(
                request -> request.keyId(key).tags(tag -> tag.tagKey("team").tagValue("search"))));
    }

    @Test
    void a_deletion_is_awaited_for_7_to_30_days() {
        refused("ValidationException", () -> schedule(6));
        refused("ValidationException", () -> schedule(31));
    }

    @Test
    void the_alias_of_a_key_that_awaits_deletion_is_still_there_and_can_be_removed() {
        name();
        schedule(7);

        assertThat(world.kms().inventory()).isEqualTo(Map.of("kms:" + ALIAS, Map.of()));
        kms.deleteAlias(request -> request.aliasName(ALIAS));

        assertThat(world.kms().inventory()).isEmpty();
        refused("NotFoundException", () -> kms.deleteAlias(request -> request.aliasName(ALIAS)));
    }

    @Test
    void a_key_that_goes_takes_its_alias_along() {
        name();
        schedule(7);
        world.clock().advance(Duration.ofDays(7));

        assertThat(world.kms().inventory()).isEmpty();
        assertThat(kms.listAliases(request -> { }).aliases()).extracting(AliasListEntry::aliasName).doesNotContain(ALIAS);
        refused("NotFoundException", () -> kms.describeKey(request -> request.keyId(ALIAS)));
    }

    @Test
    void a_deletion_that_is_taken_back_leaves_the_key_disabled() {
        schedule(7);
        kms.cancelKeyDeletion(request -> request.keyId(key));

        refused("DisabledException", this::name);
        kms.enableKey(request -> request.keyId(key));
        name();
    }

    @Test
    void an_alias_is_given_once() {
        name();

        refused("AlreadyExistsException", this::name);
    }
}
