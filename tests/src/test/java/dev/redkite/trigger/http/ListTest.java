package dev.redkite.trigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.contract.TakenOver;
import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.trigger.http.ApiClient.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What there is, page by page: environments and their executions. */
class ListTest extends ApiCalls {

    /** Without what stands of another deployment. */
    private List<String> names(String path) {
        return api.get(path).json().path("environments").findValuesAsText("name").stream().filter(name -> !name.equals("neighbor")).toList();
    }

    @Test
    void lists_tell_ages_owners_and_costs_and_are_narrowed_by_them() {
        create("mine");
        api.post("/environments", "{\"name\":\"other\",\"tags\":{\"team\":\"search\",\"kind\":\"trial\"},\"expiresAt\":\"2026-12-31T18:00:00Z\"}");
        sandbox.advance(Duration.ofSeconds(10));

        JsonNode other = api.get("/environments?tag=team=search,kind").json().path("environments").path(0);
        assertThat(other.path("name").asText()).isEqualTo("other");
        assertThat(other.path("createdAt").asText()).startsWith("2026-11-24T09:00:0");
        assertThat(other.path("updatedAt").asText()).isEqualTo(other.path("createdAt").asText());
        assertThat(other.path("expiresAt").asText()).isEqualTo("2026-12-31T18:00:00Z");
        assertThat(other.path("costPerMonth").asDouble()).isPositive();
        assertThat(other.path("requester").asText()).isEqualTo(ApiClient.ARN);
        assertThat(other.path("tags").path("team").asText()).isEqualTo("search");
        assertThat(names("/environments?tag=team=find")).isEmpty();
        assertThat(names("/environments?requester=" + ApiClient.ARN)).containsExactlyInAnyOrder("demo", "other");
        assertThat(names("/environments?requester=nobody")).isEmpty();
        assertThat(names("/environments?phase=READY")).isEmpty();
        assertThat(names("/environments?phase=READY,PROVISIONING")).containsExactlyInAnyOrder("demo", "other");
    }

    @Test
    void lists_come_in_pages_and_miss_nothing() {
        for (String name : List.of("one", "two", "three")) {
            api.post("/environments", "{\"name\":\"%s\"}".formatted(name));
        }
        sandbox.advance(Duration.ofSeconds(5));

        List<String> names = new ArrayList<>();
        String path = "/environments?limit=2";
        while (path != null) {
            JsonNode page = api.get(path).json();
            names.addAll(page.path("environments").findValuesAsText("name"));
            path = page.has("next") ? "/environments?limit=2&next=" + page.path("next").asText() : null;
        }
        assertThat(names).as("with what stands of another deployment").containsExactlyInAnyOrder("one", "two", "three", "neighbor");
    }

    private long calls(Runnable asked) {
        int before = sandbox.world().calls().size();
        asked.run();
        return sandbox.world().calls().size() - before;
    }

    /** Whoever makes ten a day has that many in a month and some, and they are more than the megabyte that DynamoDB reads at once. */
    @Test
    void what_stands_is_listed_whatever_was_removed_before_and_at_the_same_price() {
        create("mine");
        sandbox.advance(Duration.ofSeconds(5));
        long calls = calls(() -> assertThat(names("/environments")).containsExactly("demo"));
        sandbox.world().dynamoDb().putAll(sandbox.platform().deployment().registryTable(), IntStream.range(0, 400).mapToObj(number -> Map.of(
                "environment", AttributeValue.fromS("old-" + number), "generation", AttributeValue.fromN("1"),
                "phase", AttributeValue.fromS("REMOVED"), "audit", AttributeValue.fromS("{\"x\":\"%s\"}".formatted("x".repeat(6_000))))).toList());

        assertThat(calls(() -> assertThat(names("/environments")).containsExactly("demo"))).isEqualTo(calls);
        assertThat(calls(() -> assertThat(names("/environments?phase=REMOVED&limit=100")).hasSize(100))).as("a question, and what is tagged").isEqualTo(2);
    }

    /** One by one they would be forty questions, of which Step Functions answers some ten a second. */
    @Test
    void those_at_work_are_asked_for_together() {
        for (int number = 0; number < 8; number++) {
            api.post("/environments", "{\"name\":\"demo-%d\"}".formatted(number));
        }
        sandbox.advance(Duration.ofSeconds(3));

        int before = sandbox.world().calls().size();
        assertThat(names("/environments?limit=8")).hasSize(8);
        assertThat(sandbox.world().calls().subList(before, sandbox.world().calls().size())).extracting(Call::toString)
                .as("those, and whether what is tagged as the neighbor's is registered here, and stands")
                .containsExactlyInAnyOrder("DynamoDb:Query", "Sfn:ListExecutions",
                        "Ec2:DescribeSecurityGroups", "DynamoDb:BatchGetItem", "Eks:DescribeCluster");
    }

    @Test
    void a_registry_of_before_there_was_an_index_is_listed_too() {
        create("mine");
        sandbox.advance(Duration.ofSeconds(5));
        TakenOver.registryWithoutIndex(sandbox);

        assertThat(names("/environments")).containsExactly("demo");
    }

    /** They were looked for among a page of everybody's once, one by one. */
    @Test
    void an_environments_executions_are_listed_at_one_price_however_many_others_have() {
        create("mine");
        sandbox.advance(Duration.ofSeconds(5));
        long calls = calls(() -> assertThat(ids("/environments/demo/executions")).hasSize(1));
        for (int number = 0; number < 120; number++) {
            sandbox.start(Json.parse("""
                    {"id": "other-%1$d", "source": "redkite.request", "detail-type": "Teardown Requested",
                     "detail": {"environment": "other-%1$d"}}""".formatted(number)));
        }
        sandbox.advance(Duration.ofMinutes(1));

        assertThat(calls(() -> assertThat(ids("/environments/demo/executions")).hasSize(1))).isEqualTo(calls);
        assertThat(calls).as("the environment, its executions, and the one that has not ended").isEqualTo(3);
    }

    /** Step Functions tells the bus as well as it can, and no better. */
    @Test
    void an_execution_of_which_nothing_was_told_is_listed_while_it_works_and_one_of_whose_end_nothing_was_told_has_ended() {
        String table = sandbox.stack().reference("Executions");
        Answer first = create("mine");
        sandbox.advance(Duration.ofSeconds(2));
        Map<String, AttributeValue> item = sandbox.world().dynamoDb().items(table).getFirst();
        sandbox.world().dynamoDb().forget(table, Map.of("environment", item.get("environment"), "started", item.get("started")));
        assertThat(ids("/environments/demo/executions")).containsExactly(api.execution(first).name());

        sandbox.world().dynamoDb().put(table, item);
        sandbox.executions().stop(api.execution(first), "Operator", "changed my mind");
        sandbox.advance(Duration.ofSeconds(2));
        sandbox.world().dynamoDb().put(table, item);

        assertThat(api.get("/environments/demo/executions").json().path("executions").path(0).path("status").asText()).isEqualTo("ABORTED");
    }

    /** Tables know nothing of before they were there; nobody is to take an empty list for an empty past. */
    @Test
    void executions_of_before_an_upgrade_are_said_to_be_missing_and_where_they_are() {
        TakenOver.unindexed(sandbox, "old", "READY");
        create("mine");
        sandbox.advance(Duration.ofSeconds(5));
        JsonNode old = api.get("/environments/old/executions").json();
        assertThat(old.path("executions")).isEmpty();
        assertThat(old.path("note").asText()).contains("Earlier executions are not listed", "aws stepfunctions list-executions --state-machine-arn "
                + sandbox.stack().reference("Provision"), "'provision-old-'");
        assertThat(api.get("/environments/demo/executions").json().has("note")).isFalse();

        sandbox.executions().stop(api.execution(create("mine")), "Operator", "changed my mind");
        String table = sandbox.stack().reference("Executions");
        Map<String, AttributeValue> first = sandbox.world().dynamoDb().items(table).getFirst();
        api.put("/environments/demo", "{}");
        sandbox.advance(Duration.ofSeconds(10));
        assertThat(api.get("/environments/demo/executions").json().path("executions")).hasSize(2);
        assertThat(api.get("/environments/demo/executions").json().has("note")).isFalse();
        sandbox.world().dynamoDb().forget(table, Map.of("environment", first.get("environment"), "started", first.get("started")));

        assertThat(api.get("/environments/demo/executions").json().path("note").asText()).startsWith("Earlier executions are not listed");
        assertThat(api.get("/environments/demo/executions?limit=1").json().has("note")).as("it is the last page").isTrue();
    }

    private List<String> ids(String path) {
        return api.get(path).json().path("executions").findValuesAsText("id");
    }

    @Test
    void an_environments_executions_come_in_pages_whoever_started_them() {
        Answer first = create("mine");
        Execution bus = sandbox.start(Json.parse("""
                {"id": "from-the-bus", "source": "redkite.request", "detail-type": "Provision Requested",
                 "detail": {"specification": {"name": "demo"}}}"""));
        api.post("/environments", "{\"name\":\"demo-2\"}");
        sandbox.advance(Duration.ofMinutes(1));

        List<String> ids = new ArrayList<>();
        String path = "/environments/demo/executions?limit=1";
        while (path != null) {
            JsonNode page = api.get(path).json();
            ids.addAll(page.path("executions").findValuesAsText("id"));
            path = page.has("next") ? "/environments/demo/executions?limit=1&next=" + page.path("next").asText() : null;
        }

        assertThat(ids).containsExactlyInAnyOrder(bus.name(), first.json().path("execution").asText());
        assertProblem(api.get("/environments/demo/executions?next=eyJwcm92aXNpb24iOiJmb3JnZWQifQ"), 400,
                "urn:redkite:problem:malformed-request");
    }
}
