package dev.redkite.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.StageBroken;
import dev.redkite.failure.StagePending;
import dev.redkite.failure.Transient;
import dev.redkite.platform.QuietContext;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What Lambda hands to a stage, and what it gets back. */
class StageFunctionTest {

    private static final class KiteFunction extends StageFunction<String> {
        private final List<String> finished = new ArrayList<>();

        KiteFunction(Supplier<Progress<String>> ensure, Supplier<Progress<Void>> retire) {
            super(new Stage<String, String, String>() {
                @Override
                public Progress<String> ensure(String wanted) {
                    return ensure.get();
                }

                @Override
                public Progress<Void> retire(String name) {
                    return retire.get();
                }
            }, _ -> "kite");
        }

        KiteFunction(Step<String, String> step) {
            super(step, StageRequest::execution);
        }

        @Override
        protected void done(StageRequest request, JsonNode entered, LambdaLogger log) {
            finished.add(request.execution() + " entered " + entered.asText());
        }
    }

    private static final String ENSURE = "{\"action\":\"ensure\",\"execution\":\"arn:one\",\"entered\":\"09:00\"}";
    private static final String RETIRE = "{\"action\":\"retire\",\"execution\":\"arn:one\"}";

    private final QuietContext context = new QuietContext();

    private static KiteFunction ensuring(Supplier<Progress<String>> ensure) {
        return new KiteFunction(ensure, () -> { throw new AssertionError("nobody asked for it to be retired"); });
    }

    private static KiteFunction retiring(Supplier<Progress<Void>> retire) {
        return new KiteFunction(() -> { throw new AssertionError("nobody asked for it to be made"); }, retire);
    }

    private String handle(KiteFunction function, String event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        function.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, context);
        return output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void what_is_done_leaves_as_its_facts() throws IOException {
        assertThat(handle(ensuring(() -> new Done<>("facts")), ENSURE)).isEqualTo("\"facts\"");
    }

    @Test
    void what_is_done_without_facts_leaves_as_an_empty_object() throws IOException {
        assertThat(handle(retiring(Progress::done), RETIRE)).isEqualTo("{}");
    }

    @Test
    void what_is_done_is_told_to_the_function_with_the_time_that_its_stage_was_entered() throws IOException {
        KiteFunction function = ensuring(() -> new Done<>("facts"));

        handle(function, ENSURE);

        assertThat(function.finished).containsExactly("arn:one entered 09:00");
    }

    @Test
    void a_step_runs_whatever_the_action_is() throws IOException {
        KiteFunction step = new KiteFunction(Done::new);

        assertThat(List.of(handle(step, ENSURE), handle(step, RETIRE))).containsExactly("\"arn:one\"", "\"arn:one\"");
    }

    @Test
    void what_is_pending_leaves_as_an_exception_that_names_the_stage() {
        assertThatThrownBy(() -> handle(ensuring(() -> new Pending<>("CREATING")), ENSURE))
                .isInstanceOf(StagePending.class)
                .hasMessage("Kite: CREATING");
    }

    @Test
    void what_is_pending_is_logged_with_its_reason() {
        assertThatThrownBy(() -> handle(ensuring(() -> new Pending<>("CREATING")), ENSURE)).isInstanceOf(StagePending.class);

        assertThat(context.log()).containsExactly("pending: CREATING");
    }

    @Test
    void somebody_elses_resource_ends_no_removal() throws IOException {
        assertThat(handle(retiring(() -> { throw new NotOurs("That kite is theirs."); }), RETIRE))
                .isEqualTo("{\"untouched\":\"That kite is theirs.\"}");
    }

    @Test
    void somebody_elses_resource_ends_a_creation() {
        assertThatThrownBy(() -> handle(ensuring(() -> { throw new NotOurs("That kite is theirs."); }), ENSURE))
                .isInstanceOf(NotOurs.class)
                .hasMessage("Kite: That kite is theirs.");
    }

    @Test
    void what_is_thrown_leaves_as_what_the_machines_know_and_names_the_stage() {
        assertThatThrownBy(() -> handle(ensuring(() -> { throw new IllegalStateException("torn"); }), ENSURE))
                .isInstanceOf(StageBroken.class)
                .hasMessageStartingWith("Kite: An unexpected java.lang.IllegalStateException: torn.");
    }

    @Test
    void a_failure_of_kubernetes_names_the_plans_cluster() {
        String planned = ENSURE.replaceFirst("}$", ",\"plan\":{\"environment\":\"demo\",\"generation\":1,\"protected\":false}}");
        KiteFunction unanswered = ensuring(() -> { throw new KubernetesClientException("Service Unavailable", 503, null); });

        assertThatThrownBy(() -> handle(unanswered, planned))
                .isInstanceOf(Transient.class)
                .hasMessage("Kite: The Kubernetes API of redkite-demo answered 503: Service Unavailable");
        assertThatThrownBy(() -> handle(unanswered, ENSURE))
                .hasMessage("Kite: The Kubernetes API of a cluster answered 503: Service Unavailable");
    }

    @Test
    void a_request_that_is_no_json_is_refused_with_the_reason() {
        assertThatThrownBy(() -> handle(ensuring(() -> new Done<>("facts")), " "))
                .isInstanceOf(InvalidRequest.class)
                .hasMessage("Kite: The request is not JSON: it is empty. Next: correct it and send it again.");
    }
}
