package dev.redkite.contract.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.contract.controlplane.Api.Answer;
import dev.redkite.json.Json;
import java.io.IOException;
import java.io.InputStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Objects by the dozen, tried only: what Kubernetes takes and what it refuses, mostly one wrong member each. Of some refusals
 * only the code is the same in both; in refusals.json they have no message.
 */
class RefusalsContractTest extends Sentences {

    @Test
    void what_is_tried_is_taken_or_refused_alike() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        try (InputStream stream = getClass().getResourceAsStream("refusals.json")) {
            for (JsonNode tried : Json.read(stream, JsonNode.class)) {
                Answer answer = api.post(tried.path("path").asText().replace("{namespace}", namespace) + "?dryRun=All",
                        tried.path("body").asText());
                softly.assertThat(answer.code()).as("%s: %s", tried, answer.body()).isEqualTo(tried.path("code").asInt());
                if (tried.has("message")) {
                    softly.assertThat(answer.message()).as(tried.path("body").asText()).isEqualTo(tried.path("message").asText());
                }
            }
        }
        softly.assertAll();
    }
}
