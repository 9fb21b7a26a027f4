package dev.redkite.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import dev.redkite.platform.ClusterAccess;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadBalancerControllerSpecTest {

    private static final JsonNode VALUES = LoadBalancerControllerSpec.values(
            new Plan("demo", 1, "123456789012", "us-west-2", Map.of("team", "search"), false, null, null, null, null, null,
                    null, null, null, null, null, List.of()),
            new ClusterAccess("redkite-demo", "https://127.0.0.1:1", ""), "vpc-1", "arn:aws:iam::123456789012:role/controller");

    @Test
    void writes_only_keys_that_the_chart_has() throws IOException {
        try (InputStream stream = LoadBalancerControllerSpecTest.class.getResourceAsStream("/golden/lbc-chart-3.5.0-values.json")) {
            JsonNode known = Json.read(stream, JsonNode.class);
            VALUES.properties().forEach(value -> {
                if (value.getKey().equals("serviceAccount")) {
                    value.getValue().fieldNames().forEachRemaining(
                            name -> assertThat(known.has("serviceAccount." + name)).as(name).isTrue());
                } else {
                    assertThat(known.has(value.getKey())).as(value.getKey()).isTrue();
                }
            });
        }
    }

    @Test
    void tags_every_load_balancer_as_ours_and_the_users() {
        assertThat(Json.convert(VALUES.path("defaultTags"), Map.class))
                .isEqualTo(Map.of("redkite:environment", "demo", "redkite:generation", "1", "team", "search"));
    }

    @Test
    void keeps_the_webhook_on_services_off() {
        assertThat(VALUES.path("enableServiceMutatorWebhook").asBoolean(true)).isFalse();
    }
}
