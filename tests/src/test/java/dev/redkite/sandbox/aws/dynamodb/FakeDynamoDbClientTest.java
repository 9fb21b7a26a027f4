package dev.redkite.sandbox.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

class FakeDynamoDbClientTest {

    /** All sandboxes of a process share one database, and a soak opens thousands. */
    @Test
    void a_sandbox_that_was_closed_leaves_no_table_behind() {
        Sandbox sandbox = Sandbox.open(TestSettings.of(Json.parse("{}")));
        FakeDynamoDbClient tables = sandbox.world().dynamoDb();
        String registry = sandbox.platform().deployment().registryTable();
        assertThat(tables.items(registry)).isEmpty();

        sandbox.close();

        assertThatThrownBy(() -> tables.items(registry)).isInstanceOf(ResourceNotFoundException.class);
    }
}
