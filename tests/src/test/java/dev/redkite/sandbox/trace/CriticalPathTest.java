package dev.redkite.sandbox.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.admission.Admission;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.Durations;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CriticalPathTest {

    private static final Durations TYPICAL = Durations.typical();

    private static Plan plan(String specification) {
        JsonNode document = Json.parse(specification.replace('\'', '"'));
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(Json.object()))) {
            return new Admission(sandbox.platform()).plan(document, 1);
        }
    }

    @Test
    void it_runs_through_the_brokers_milvus_and_the_target_of_its_load_balancer() {
        Duration expected = TYPICAL.create("mskCluster").plus(TYPICAL.create("milvus")).plus(TYPICAL.create("networkLoadBalancerTarget"));

        assertThat(CriticalPath.ofProvision(plan("{'name':'demo'}"), TYPICAL)).isEqualTo(expected);
    }

    @Test
    void a_network_of_its_own_hides_beside_the_brokers() {
        Plan made = plan("{'name':'demo'}");
        Plan adopted = plan("{'name':'demo','network':{'subnetIds':['subnet-0a1a0000000000001','subnet-0a1b0000000000002','subnet-0a1c0000000000003']}}");

        assertThat(CriticalPath.ofProvision(made, TYPICAL)).isEqualTo(CriticalPath.ofProvision(adopted, TYPICAL));
    }

    private static Plan withReplicas(int replicas) {
        return plan("{'name':'demo','milvus':{'components':{'queryNode':{'replicas':%d}}}}".formatted(replicas));
    }

    private static Duration update(String from, String to) {
        return CriticalPath.ofUpdate(plan(from), plan(to), TYPICAL);
    }

    @Test
    void an_update_has_the_longest_of_what_it_changes() {
        assertThat(update("{'name':'demo'}", "{'name':'demo','kafka':{'volumeGibibytes':900}}")).isEqualTo(TYPICAL.update("mskCluster"));
        assertThat(update("{'name':'demo'}", "{'name':'demo','kafka':{'volumeGibibytes':900},'tags':{'team':'search'}}"))
                .isEqualTo(TYPICAL.update("mskCluster"));
        assertThat(update("{'name':'demo'}", "{'name':'demo','tags':{'team':'search'}}")).isEqualTo(TYPICAL.create("loadBalancerController"));
        assertThat(update("{'name':'demo'}", "{'name':'demo','attu':{'enabled':false}}")).isEqualTo(TYPICAL.delete("loadBalancer"));
        assertThat(CriticalPath.ofUpdate(withReplicas(2), withReplicas(3), TYPICAL)).isEqualTo(TYPICAL.create("milvus"));
    }

    @Test
    void an_update_that_no_service_has_to_work_for_has_none() {
        assertThat(update("{'name':'demo'}", "{'name':'demo'}")).isZero();
        assertThat(update("{'name':'demo'}", "{'name':'demo','protected':true}")).isZero();
        assertThat(CriticalPath.ofUpdate(withReplicas(3), withReplicas(2), TYPICAL)).isZero();
    }
}
