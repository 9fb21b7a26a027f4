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
}
