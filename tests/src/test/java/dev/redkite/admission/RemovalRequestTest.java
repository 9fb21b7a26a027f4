package dev.redkite.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.deployment.Operation;
import dev.redkite.environment.Plan;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.Violation;
import dev.redkite.json.Json;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.stage.StageRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The form of requests before anything is looked up, and what is told of what may not be read. */
class RemovalRequestTest {

    private static AdmissionSpec spec(Operation operation, String input) {
        return new AdmissionSpec(operation, Json.parse(input), "arn:one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "teardown | {\"environment\":\"demo\"} | ``",
        "teardown | {\"environment\":\"demo\",\"removeData\":true,\"scheduled\":false,\"final\":true,\"requester\":\"ann\"} | ``",
        "teardown | {\"environment\":\"demo\",\"AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID\":\"arn:parent\"} | ``",
        "recreate | {\"environment\":\"demo\",\"specification\":{}} | ``",
        "recreate | {\"environment\":\"demo\",\"keepData\":true,\"removeData\":false} | ``",
        "recreate | {\"environment\":\"demo\",\"keepData\":\"no\"} | $.keepData: \"no\" must be true or false",
        "teardown | [] | $: is a JSON object such as {\"environment\":\"demo\"}",
        "teardown | {} | $.environment: is required: the name of the environment",
        "teardown | {\"environment\":5} | $.environment: is required: the name of the environment",
        "teardown | {\"environment\":\"No Name\"} | $.environment: \"No Name\" cannot be an environment's name",
        "teardown | {\"environment\":\"demo\",\"removeData\":\"yes\"} | $.removeData: \"yes\" must be true or false",
        "teardown | {\"environment\":\"demo\",\"specification\":{}} | $.specification: is not a member of this request; remove it, or use one of environment, keepData, removeData, requester",
        "recreate | {\"environment\":\"demo\",\"colour\":1} | $.colour: is not a member of this request; remove it, or use one of environment, keepData, removeData, requester, specification",
    })
    void a_request_to_remove_names_an_environment_and_says_nothing_that_nobody_knows(Operation operation, String input, String violation) {
        assertThat(RemovalRequest.violations(spec(operation, input))).map(Violation::toString).isEqualTo(violation.isEmpty() ? List.of() : List.of(violation));
    }

    private static EnvironmentRecord record(boolean adopted, boolean known) {
        return record(new Plan.Storage("data", adopted, "demo/g1", null), known);
    }

    private static EnvironmentRecord record(Plan.Storage storage, boolean known) {
        Plan plan = new Plan("demo", 1, "123456789012", "us-west-2", Map.of(), true, null, new Plan.Kafka("3.9.x", "kafka.m7g.large", 3, 100),
                storage, null, new Plan.Nodes("m6i.2xlarge", 5, 50, ""),
                new Plan.Milvus("2.6.15", "5.0.19", "", Map.of(), null, true, false, Json.object()), null, null, null, null, List.of());
        return new EnvironmentRecord("demo", 1, Phase.READY, null, null, known ? Json.object() : null, plan, null, null, null, null, null, null, null, null, null);
    }

    @Test
    void what_is_to_be_kept_is_not_kept_in_a_bucket_that_goes() {
        AdmissionSpec both = spec(Operation.teardown, "{\"environment\":\"demo\",\"keepData\":true,\"removeData\":true}");
        EnvironmentRecord record = record(false, true);

        assertThatThrownBy(() -> KeptData.backup(both, record, record.requirePlan())).isInstanceOf(InvalidRequest.class).hasMessageContaining(
                "$.keepData: cannot be true beside removeData, by which the bucket goes in which it would be kept; leave one of them out, or have backups lie elsewhere");
    }

    @Test
    void what_is_to_come_back_is_looked_for_where_it_lies() {
        Plan elsewhere = record(new Plan.Storage("data", false, "demo/g1", null, new Plan.Bucket("vault", null)), true).requirePlan();

        KeptData.requireFound(null, record(false, true), elsewhere);
        assertThatThrownBy(() -> KeptData.requireFound("kept_1", record(false, true), elsewhere)).isInstanceOf(InvalidRequest.class).hasMessageContaining(
                "$.storage.backupBucket: vault is another bucket than data, in which what demo holds is kept; leave it as it is, and change it by an update once it is READY");
    }

    @Test
    void backups_of_what_the_registry_has_lost_are_not_given_up_by_the_way() {
        AdmissionSpec removal = spec(Operation.backup, "{\"environment\":\"demo\",\"remove\":\"first\"}");

        BackupRequest.requireServing(record(false, true), removal);
        assertThatThrownBy(() -> BackupRequest.requireServing(record(false, false), removal)).isInstanceOf(InvalidRequest.class).hasMessageContaining(
                "Environment demo is READY and not registered, and its backups can be given up once it is READY, PAUSED, FAILED or REMOVED. Next: send its specification");
    }

    private static String refusal(Operation operation, boolean removesData, EnvironmentRecord record) {
        return RemovalRequest.refusalOfProtected(record, spec(operation, "{\"environment\":\"demo\",\"removeData\":%s}".formatted(removesData))).getMessage();
    }

    @Test
    void who_would_tear_down_what_is_protected_is_told_what_would_be_lost_and_what_would_stay() {
        assertThat(refusal(Operation.teardown, false, record(false, true))).isEqualTo("Environment demo is protected and is not torn down."
                + " Lost would be: Milvus 2.6.15 with its collections and logins, the MSK cluster redkite-demo with its 3 brokers, the EKS cluster redkite-demo"
                + " with its 5 nodes. The bucket data and what is in it would stay. Next: send an update with \"protected\": false, then send this request again.");
    }

    @Test
    void the_data_is_lost_only_when_it_is_asked_for_and_ours() {
        assertThat(refusal(Operation.recreate, true, record(false, true))).contains("is not recreated", ", and the bucket data with all data.").doesNotContain("would stay");
        assertThat(refusal(Operation.teardown, true, record(true, true))).doesNotContain("with all data").contains("The bucket data and what is in it would stay.");
    }

    @Test
    void of_what_the_registry_has_lost_its_cluster_says_that_it_is_protected() {
        assertThat(refusal(Operation.teardown, false, record(false, false)))
                .startsWith("Environment demo is protected, as the tag redkite:protected of its EKS cluster says, and is not torn down. Lost would be: Milvus with")
                .contains("send its specification, which the registry has lost, with \"protected\": false");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"environment\":\"demo\"} | demo",
        "{\"specification\":{\"name\":\"demo\"}} | demo",
        "{\"environment\":\"demo\",\"specification\":{\"name\":\"other\"}} | demo",
        "{\"environment\":\"No Name\"} | ``",
        "{} | ``",
        "5 | ``",
    })
    void a_request_is_about_the_environment_that_it_names_or_whose_specification_it_has(String input, String environment) {
        assertThat(spec(Operation.provision, input).environment().orElse("")).isEqualTo(environment);
    }

    @Test
    void a_request_says_who_asks_and_how() {
        AdmissionSpec full = spec(Operation.teardown,
                "{\"requester\":\"ann\",\"scheduled\":true,\"removeData\":true,\"AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID\":\"arn:parent\",\"specification\":{}}");
        AdmissionSpec bare = spec(Operation.teardown, "{}");

        assertThat(List.of(full.inherited(), full.scheduled(), full.removesData())).containsOnly(true);
        assertThat(List.of(bare.inherited(), bare.scheduled(), bare.removesData())).containsOnly(false);
        assertThat(full.requester()).isEqualTo("ann");
        assertThat(bare.requester()).isNull();
        assertThat(full.specification()).isEqualTo(Json.object());
        assertThat(bare.specification()).isNull();
    }

    @Test
    void a_machine_that_does_not_say_what_for_is_a_defect() {
        assertThatThrownBy(() -> AdmissionSpec.of(new StageRequest(StageRequest.Action.ensure, "arn:one", null, null, null, null, null)))
                .hasMessage("the state machine did not say what for");
    }

    private static EnvironmentRecord in(Phase phase) {
        return new EnvironmentRecord("demo", 3, phase, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    @Test
    void a_life_that_has_ended_raises_the_generation_and_is_none_to_start_from() {
        assertThat(AdmissionStep.generation(Optional.empty())).isEqualTo(1);
        assertThat(AdmissionStep.generation(Optional.of(in(Phase.READY)))).isEqualTo(3);
        assertThat(AdmissionStep.generation(Optional.of(in(Phase.REMOVED)))).isEqualTo(4);
        assertThat(AdmissionStep.former(Optional.of(in(Phase.REMOVED)))).isNull();
        assertThat(AdmissionStep.former(Optional.of(in(Phase.FAILED)))).isEqualTo(in(Phase.FAILED));
    }

    @Test
    void what_may_not_be_read_is_noted_in_a_settled_order_and_anything_else_is_thrown() {
        Unreadable unreadable = new Unreadable();
        AwsServiceException denial = Errors.of("Kms", 403, "AccessDeniedException", "not authorized to perform: kms:DescribeKey");
        AwsServiceException refusal = Errors.of("Kms", 400, "InvalidArnException", "no");
        unreadable.note("Zones are not judged.");

        assertThat(unreadable.or("nothing", "Keys are not judged", () -> { throw denial; }).get()).isEqualTo("nothing");
        assertThat(unreadable.or("nothing", "Keys are not judged", () -> "a key").get()).isEqualTo("a key");
        assertThatThrownBy(() -> unreadable.or("nothing", "Keys are not judged", () -> { throw refusal; }).get()).isSameAs(refusal);
        assertThat(unreadable.notes()).containsExactly(
                "Keys are not judged, for that could not be read: not authorized to perform: kms:DescribeKey", "Zones are not judged.");
    }
}
