package dev.redkite.trigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.environment.Plan;
import dev.redkite.environment.Scheme;
import dev.redkite.json.Json;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.EnvironmentRecord.Phase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What clients are told to write. */
class ConnectionViewTest {

    private static ConnectionView shown(boolean login, String certificate) {
        Plan.Milvus milvus = new Plan.Milvus("2.6.15", "5.0.19", "", Map.of(), null, false, login, null);
        Plan plan = new Plan("demo", 1, "123456789012", "us-west-2", Map.of(), false, null, null, null, null, null, milvus,
                new Plan.Exposure(Scheme.INTERNAL, List.of("10.0.0.0/8"), null, List.of(), certificate), null, null, null, List.of());
        return ConnectionView.of(new EnvironmentRecord("demo", 1, Phase.READY, null, null, Json.object(), plan,
                Json.object().put("milvus", "demo.milvus.example.com:19530").put("kubeconfig", "aws eks"), null, null, null, null, null, null, null, null));
    }

    @Test
    void clients_speak_tls_where_a_certificate_is_shown() {
        ConnectionView shown = shown(true, "arn:aws:acm:one");

        assertThat(shown.python()).last().isEqualTo("client = MilvusClient(uri=\"https://demo.milvus.example.com:19530\", user=\"root\", password=password)");
        assertThat(shown.java()).singleElement().asString().contains("uri(\"https://demo.milvus.example.com:19530\")");
        assertThat(shown.milvus()).isEqualTo("demo.milvus.example.com:19530");
    }

    @Test
    void clients_speak_without_where_none_is() {
        assertThat(shown(false, null).python()).last().isEqualTo("client = MilvusClient(uri=\"http://demo.milvus.example.com:19530\")");
        assertThat(shown(false, null).java()).singleElement().asString().contains("uri(\"http://");
    }
}
