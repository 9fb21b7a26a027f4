package dev.redkite.trigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The OpenAPI document, which .ci/run has a linter read too. */
class DocumentTest {

    private static final Path KEPT = Path.of("..", "docs", "openapi.yaml");

    private final OpenApi document = OpenApi.parse(Document.yaml());

    @Test
    void the_document_that_is_kept_for_readers_and_linters_is_the_one_that_is_served() throws IOException {
        if ("renew".equals(System.getProperty("redkite.golden"))) {
            Files.writeString(KEPT, Document.yaml());
        }
        assertThat(KEPT).content().as("renew it with -Dredkite.golden=renew").isEqualTo(Document.yaml());
        assertThat(Json.parse(Document.json())).isEqualTo(document.document());
    }

    @Test
    void every_operation_says_how_it_is_refused_by_what_stands_before_it() {
        assertThat(document.document().at("/components/securitySchemes").properties()).hasSize(2);
        assertThat(document.operations()).isNotEmpty().allSatisfy(operation ->
                assertThat(operation.content().path("responses").properties()).extracting(response -> response.getKey())
                        .contains("400", "401", "403", "429", "500", "503"));
    }

    @Test
    void examples_are_as_their_schemas_want_them() {
        List<String> wrong = new ArrayList<>();
        int examples = 0;
        for (JsonNode holder : document.document().path("paths").findParents("example")) {
            examples++;
            document.schema(holder.path("schema")).validate(holder.path("example")).forEach(message -> wrong.add(message.getMessage()));
        }
        assertThat(wrong).isEmpty();
        assertThat(examples).isGreaterThan(20);
    }

    @Test
    void schemas_are_called_what_readers_call_them() {
        assertThat(document.document().at("/components/schemas").properties()).extracting(schema -> schema.getKey())
                .contains("Environment", "Execution", "Plan", "Failure", "Kind")
                .doesNotContain("EnvironmentRecord.Failure");
    }

    @Test
    void what_may_be_missing_from_an_answer_is_left_out_and_never_null() {
        assertThat(document.document().at("/components/schemas").properties())
                .filteredOn(schema -> !List.of("Specification", "Update", "Recreation").contains(schema.getKey()))
                .allSatisfy(schema -> assertThat(schema.getValue().path("properties")).allSatisfy(
                        member -> assertThat(member.path("type").asText("")).as(schema.getKey()).isNotEqualTo("null"))
                        .noneMatch(member -> member.path("type").isArray()));
    }
}
