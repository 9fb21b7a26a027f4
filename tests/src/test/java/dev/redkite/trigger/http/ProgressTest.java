package dev.redkite.trigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Operation;
import dev.redkite.deployment.Stages;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.trigger.http.ApiClient.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** What a person sees of an execution while it runs, when it ended, and of what it started. */
class ProgressTest extends ApiCalls {

    private void run(Answer accepted) {
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        sandbox.run(api.execution(accepted));
    }

    private JsonNode progress(Answer accepted) {
        return api.get(accepted.header("location")).json();
    }

    private static Map<String, JsonNode> stages(JsonNode progress) {
        Map<String, JsonNode> stages = new TreeMap<>();
        progress.path("stages").forEach(stage -> stages.put(stage.path("stage").asText(), stage));
        return stages;
    }

    private static String status(JsonNode progress, String stage) {
        return stages(progress).get(stage).path("status").asText();
    }

    @Test
    void a_running_execution_advances_stage_by_stage() {
        Answer accepted = api.post("/environments", "{\"name\":\"demo\"}");
        assertThat(progress(accepted).path("stages").findValuesAsText("status")).containsOnly("PENDING");

        sandbox.advance(Duration.ofMinutes(5));
        JsonNode early = progress(accepted);
        assertThat(status(early, "Network")).isEqualTo("DONE");
        assertThat(status(early, "KafkaCluster")).isEqualTo("RUNNING");
        assertThat(status(early, "HealthProbe")).isEqualTo("PENDING");
        JsonNode cluster = stages(early).get("KafkaCluster");
        assertThat(cluster.path("reason").asText()).isEqualTo("MSK cluster redkite-demo is CREATING");
        assertThat(cluster.path("since").asText()).startsWith("2026-11-24T09:00:");

        sandbox.advance(Duration.ofMinutes(5));
        JsonNode later = progress(accepted);
        assertThat(stages(later).get("KafkaCluster").path("attempts")).as("left alone until it can be done").isEqualTo(cluster.path("attempts"));
        assertThat(stages(later).get("KafkaCluster").path("share").asDouble())
                .isGreaterThan(cluster.path("share").asDouble()).isLessThan(1);
        assertThat(later.path("elapsedSeconds").asLong()).isEqualTo(600);
        assertThat(api.get("/environments/demo").json().path("progress")).isEqualTo(later);
    }

    /** Whoever waits asks every few seconds, and what states were given and gave is a megabyte at the end of a run. */
    @Test
    void who_follows_a_run_costs_three_calls_and_reads_nothing_of_what_its_states_were_given_and_gave() {
        Answer accepted = api.post("/environments", "{\"name\":\"demo\"}");
        sandbox.advance(Duration.ofMinutes(20));
        List<HistoryEvent> read = new ArrayList<>();
        sandbox.world().intercept((_, service) -> {
            Object answer = service.get();
            if (answer instanceof GetExecutionHistoryResponse history) {
                read.addAll(history.events());
            }
            return answer;
        });
        int before = sandbox.world().calls().size();

        JsonNode progress = api.get("/environments/demo").json().path("progress");

        assertThat(sandbox.world().calls().subList(before, sandbox.world().calls().size())).extracting(Call::toString)
                .containsExactly("DynamoDb:GetItem", "Sfn:DescribeExecution", "Sfn:GetExecutionHistory");
        assertThat(read).hasSizeGreaterThan(50).noneMatch(event -> event.toString().matches("(?s).*(Input|Output)=.*"));
        assertThat(stages(progress).get("KafkaCluster").path("reason").asText()).isEqualTo("MSK cluster redkite-demo is CREATING");
        assertThat(progress).isEqualTo(progress(accepted));
    }

    @Test
    void an_environment_that_is_ready_says_how_to_reach_it_and_what_it_took() {
        Answer accepted = api.post("/environments", "{\"name\":\"demo\",\"milvus\":{\"authentication\":true}}");
        run(accepted);

        JsonNode progress = progress(accepted);
        assertThat(progress.path("status").asText()).as(progress.path("message").asText()).isEqualTo("SUCCEEDED");
        assertThat(progress.path("share").asDouble()).isEqualTo(1);
        assertThat(stages(progress).values()).allSatisfy(stage -> {
            assertThat(stage.path("status").asText()).isEqualTo("DONE");
            assertThat(stage.path("share").asDouble()).isEqualTo(1);
            assertThat(stage.has("reason")).isFalse();
        });
        assertThat(api.get("/environments/demo").json().at("/endpoints/warnings")).isNotEmpty();
        typicalTimesAreThoseOfTheRun(Operation.provision, progress);
        assertThat(api.get("/environments/demo").json().path("phase").asText()).isEqualTo(Phase.READY.name());
        JsonNode connection = api.get("/environments/demo/connection").json();
        assertThat(connection.path("milvus").asText()).endsWith(".elb.us-west-2.amazonaws.com:19530");
        assertThat(connection.path("python").path(1).asText())
                .contains("http://" + connection.path("milvus").asText(), "user=\"root\"");
        String login = connection.path("login").path(0).asText();
        String secret = login.replaceAll(".*--secret-id (\\S+) .*", "$1");
        assertThat(sandbox.world().client(SecretsManagerClient.class).getSecretValue(request -> request.secretId(secret))
                .secretString()).contains("\"password\"");
        String service = connection.path("tunnel").path(0).asText().replaceAll(".*service/(\\S+) .*", "$1");
        assertThat(sandbox.kubernetes("redkite-demo").services().inNamespace("milvus").withName(service).get()).isNotNull();
    }

    @Test
    void an_upgrade_tells_of_its_backup_and_of_its_components_too() {
        run(api.post("/environments", "{\"name\":\"demo\",\"milvus\":{\"version\":\"2.6.15\"}}"));

        Answer accepted = api.put("/environments/demo", "{\"name\":\"demo\",\"milvus\":{\"version\":\"2.6.16\"}}");
        sandbox.advance(Duration.ofMinutes(5));

        assertThat(accepted.json().path("changes").path(0).path("effect").asText()).contains("a backup of 2.6.15 first", "Milvus does not go back");
        assertThat(status(progress(accepted), "BackupManifest")).isEqualTo("DONE");
        assertThat(stages(progress(accepted)).get("MilvusUpgrade").path("reason").asText()).startsWith("1 of 5 components to Milvus 2.6.16");
    }

    /** The table is what people are told to expect, so it follows the sandbox's clock, which follows the durations. */
    private static void typicalTimesAreThoseOfTheRun(Operation operation, JsonNode progress) {
        assertThat(progress.path("elapsedSeconds").asLong()).isBetween(
                Stages.typicalSeconds(operation) * 3 / 4, Stages.typicalSeconds(operation) * 5 / 4);
        stages(progress).forEach((name, stage) -> assertThat(stage.path("elapsedSeconds").asLong()).as(name).isBetween(
                stage.path("typicalSeconds").asLong() * 3 / 4 - 20, stage.path("typicalSeconds").asLong() * 5 / 4 + 20));
    }

    @Test
    void a_failed_execution_says_what_failed_and_what_was_stopped_and_can_be_redriven() {
        Answer accepted = api.post("/environments", "{\"name\":\"demo\"}");
        sandbox.advance(Duration.ofMinutes(3));
        AtomicBoolean denied = new AtomicBoolean(true);
        sandbox.world().intercept((call, service) -> {
            if (denied.get() && call.toString().equals("Eks:DescribeCluster")) {
                throw Errors.of("Eks", 403, "AccessDeniedException", "no");
            }
            return service.get();
        });
        run(accepted);

        JsonNode failed = progress(accepted);
        assertThat(failed.path("status").asText()).isEqualTo("FAILED");
        assertThat(failed.path("redrivable").asBoolean()).isTrue();
        assertThat(failed.path("message").asText()).contains("EksCluster").contains("Next:");
        assertThat(status(failed, "EksCluster")).isEqualTo("FAILED");
        assertThat(stages(failed).get("EksCluster").path("reason").asText()).contains("AccessDeniedException");
        assertThat(status(failed, "KafkaCluster")).isEqualTo("STOPPED");
        assertThat(status(failed, "HealthProbe")).isEqualTo("SKIPPED");

        denied.set(false);
        Answer redriven = api.post(accepted.header("location") + "/redrive", null);
        assertThat(redriven.status()).as(redriven.body()).isEqualTo(202);
        assertThat(api.post(accepted.header("location") + "/redrive", null).json().path("type").asText())
                .isEqualTo("urn:redkite:problem:not-redrivable");
        sandbox.advance(Duration.ofMinutes(2));
        JsonNode again = progress(accepted);
        assertThat(again.path("redrives").asInt()).isEqualTo(1);
        assertThat(again.path("status").asText()).isEqualTo("RUNNING");
        assertThat(status(again, "KafkaCluster")).isEqualTo("RUNNING");
    }

    @Test
    void a_recreate_tells_of_the_executions_that_it_started() {
        Answer made = api.post("/environments", "{\"name\":\"demo\"}");
        sandbox.advance(Duration.ofMinutes(3));
        sandbox.executions().stop(api.execution(made), "Operator", "changed my mind");
        Answer accepted = api.post("/environments/demo/recreate", "{\"removeData\":true}");
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        sandbox.advance(Duration.ofMinutes(3));

        JsonNode progress = progress(accepted);
        assertThat(status(progress, "Teardown")).isEqualTo("RUNNING");
        assertThat(status(progress, "Provision")).isEqualTo("PENDING");
        JsonNode child = progress.path("children").path(0);
        assertThat(child.path("operation").asText()).isEqualTo("teardown");
        assertThat(child.path("stages").findValuesAsText("status")).contains("DONE", "RUNNING", "PENDING");
        assertThat(api.get("/environments/demo/executions/" + child.path("id").asText()).json()).isEqualTo(child);
    }

    @Test
    void the_table_of_stages_has_every_stage_of_its_machine_in_its_order() {
        Stack stack = Stack.read(Path.of("..", "template.yaml"), "123456789012", "us-west-2");
        stack.machines().forEach((id, machine) -> {
            Set<String> stages = new LinkedHashSet<>(machine.load().taskNames());
            stages.remove("Failure");
            Operation operation = Operation.valueOf(id.toLowerCase(Locale.ROOT));
            assertThat(Stages.names(operation)).as(id).containsExactlyElementsOf(stages);
        });
    }
}
