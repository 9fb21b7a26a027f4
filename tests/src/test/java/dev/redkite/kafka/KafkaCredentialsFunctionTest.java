package dev.redkite.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import dev.redkite.platform.AccountPlatform;
import dev.redkite.platform.QuietContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;

/** What the machine tells the logins' function, and no stage can know. */
class KafkaCredentialsFunctionTest {

    private final Account account = new Account();

    /** The machine tells it how often the state was tried; which call is the first is known by nothing else. */
    @Test
    void the_function_is_patient_with_another_s_key_from_its_second_call_on() throws IOException {
        account.hides(account.world.client(KmsClient.class).createKey(request -> {}).keyMetadata().keyId());
        account.world.takeChanges();

        assertThatThrownBy(() -> handled(1)).hasMessageContaining("does not exist");
        assertThat(account.world.takeChanges()).isEmpty();
        handled(0);
        assertThat(account.world.takeChanges()).contains("Kms:CreateKey");
    }

    private void handled(int retries) throws IOException {
        ObjectNode event = Json.object().put("action", "ensure").put("execution", "arn:one").put("retries", retries);
        event.set("plan", Json.tree(new Plan("demo", 1, "123456789012", "us-west-2", Map.of(), false, null, null, null, null, null, null,
                null, null, null, null, List.of())));
        new KafkaCredentialsFunction(new AccountPlatform(account.world) {
            @Override
            public RandomGenerator random() {
                return new Random(7);
            }
        }).handleRequest(new ByteArrayInputStream(Json.bytes(event)), new ByteArrayOutputStream(), new QuietContext());
    }
}
