package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.states.Execution;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of the user's that the door cannot judge, and that keep pods from running: the pods' own words are told, and each way out is one. */
class ReleaseValuesScenarioTest {

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.argumentSet("an image that nobody has",
                        "{'image': {'all': {'repository': 'x/y'}}}",
                        "ImagePullBackOff: Back-off pulling image \"x/y:v2.6.15\"",
                        "or name another in milvus.helmValues and send the request again"),
                Arguments.argumentSet("more than any node has",
                        "{'attu': {'resources': {'requests': {'cpu': '64'}}}}",
                        "Unschedulable: 0/3 nodes are available: 3 Insufficient cpu",
                        "or ask for less in milvus.helmValues and send the request again"),
                Arguments.argumentSet("a place beside pods that are not there",
                        "{'attu': {'affinity': {'podAffinity': {'requiredDuringSchedulingIgnoredDuringExecution': [{'topologyKey': 'kubernetes.io/hostname', 'labelSelector': {'matchLabels': {'app': 'none'}}}]}}}}",
                        "Unschedulable: 0/3 nodes are available: 3 node(s) didn't match pod (anti-)affinity rules",
                        "or leave it out of milvus.helmValues and send the request again"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void what_keeps_a_pod_from_running_is_told_and_the_request_without_it_leads_on(String values, String said, String advice) {
        ObjectNode event = event(values);
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event))) {
            Execution execution = sandbox.start(event);
            Outcome failed = sandbox.run(execution);

            assertThat(failed.phase()).isEqualTo("FAILED");
            assertThat(failed.message()).contains("; pod milvus-").contains(said).contains("Next: ").contains(advice);
            Outcome amended = sandbox.deliver(Events.again(Events.read("01-minimal"), 1));
            assertThat(amended.phase()).as(amended.message()).isEqualTo("READY");
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void a_failed_environment_of_them_leaves_nothing_behind_its_teardown(String values, String said, String advice) {
        ObjectNode event = event(values);
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event))) {
            assertThat(sandbox.deliver(event).phase()).isEqualTo("FAILED");

            Outcome removed = sandbox.deliver(Events.teardown("demo"));

            assertThat(removed.phase()).as(removed.message()).isEqualTo("REMOVED");
        }
    }

    private static ObjectNode event(String values) {
        ObjectNode event = Events.read("01-minimal");
        Events.specification(event).withObject("/milvus").set("helmValues", Json.parse(values.replace('\'', '"')));
        return event;
    }
}
