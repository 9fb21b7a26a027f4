package dev.redkite.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodReasonTest {

    private static final String UNPLACED = "conditions: [{type: PodScheduled, status: \"False\", reason: Unschedulable, message: \"0/3 nodes are available.\"}]";
    private static final String PULLING = "containerStatuses: [{name: a, state: {waiting: {reason: ImagePullBackOff, message: \" Back-off \"}}}]";

    private static Pod pod(String name, String status) {
        return Serialization.unmarshal("apiVersion: v1\nkind: Pod\nmetadata: {name: %s}\nstatus: {%s}".formatted(name, status), Pod.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        UNPLACED + " | Unschedulable: 0/3 nodes are available.",
        PULLING + " | ImagePullBackOff: Back-off",
        UNPLACED + ", " + PULLING + " | Unschedulable: 0/3 nodes are available.",
        "conditions: [{type: PodScheduled, status: \"True\"}], " + PULLING + " | ImagePullBackOff: Back-off",
        "conditions: [{type: Ready, status: \"False\", reason: ContainersNotReady}] | ``",
        "initContainerStatuses: [{name: i, state: {waiting: {reason: CrashLoopBackOff}}}], " + PULLING + " | CrashLoopBackOff",
        "containerStatuses: [{name: a, state: {waiting: {}}}] | ``",
        "containerStatuses: [{name: a, state: {running: {}}}] | ``",
        "containerStatuses: [{name: a}] | ``",
        "phase: Running | ``",
    })
    void a_pod_is_not_ready_because_it_was_not_placed_or_else_because_a_container_waits(String status, String reason) {
        assertThat(PodReason.find(pod("a", status)).orElse("")).isEqualTo(reason);
    }

    @Test
    void a_pod_without_a_status_says_nothing() {
        assertThat(PodReason.find(Serialization.unmarshal("apiVersion: v1\nkind: Pod\nmetadata: {name: a}", Pod.class))).isEmpty();
    }

    @Test
    void a_reason_without_a_sentence_stands_alone() {
        assertThat(PodReason.sentence("Evicted", null)).isEqualTo("Evicted");
        assertThat(PodReason.sentence("Evicted", " ")).isEqualTo("Evicted");
        assertThat(PodReason.sentence("Evicted", " no room ")).isEqualTo("Evicted: no room");
    }

    @Test
    void each_reason_is_told_once_with_the_first_pod_by_name_and_what_passes_by_itself_is_not() {
        List<Pod> pods = List.of(pod("c", PULLING), pod("b", UNPLACED), pod("a", PULLING), pod("d", "phase: Running"),
                pod("e", "containerStatuses: [{name: a, state: {waiting: {reason: ContainerCreating}}}]"),
                pod("f", "containerStatuses: [{name: a, state: {waiting: {reason: PodInitializing}}}]"));

        assertThat(PodReason.behind(pods)).isEqualTo("; pod a: ImagePullBackOff: Back-off; pod b: Unschedulable: 0/3 nodes are available.");
        assertThat(PodReason.behind(List.of())).isEmpty();
    }
}
