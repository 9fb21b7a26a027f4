package dev.redkite.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.deployment.Operation;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import dev.redkite.stage.StageRequest.Action;
import dev.redkite.stage.StageRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSpecsTest {

    private static StageRequest request(Action action, Plan.Kafka kafka, ObjectNode facts) {
        Plan plan = new Plan("demo", 1, "123456789012", "us-west-2", Map.of(), false, null, kafka, null, null, null, null, null, null,
                null, null, List.of());
        return new StageRequest(action, "arn:aws:states:us-west-2:123456789012:execution:provision:one", null, plan, facts, Operation.provision, null);
    }

    private static ObjectNode facts() {
        ObjectNode facts = Json.object();
        facts.set("network", Json.tree(Account.NETWORK));
        facts.set("kafkaConfiguration", Json.tree(new KafkaConfigurationFacts("arn:aws:kafka:us-west-2:123456789012:configuration/redkite-demo/1", 3)));
        return facts;
    }

    @Test
    void puts_as_many_replicas_as_zones_into_the_configuration() {
        assertThat(KafkaConfigurationSpec.of(request(Action.ensure, Account.kafka(), facts())).properties())
                .contains("default.replication.factor=3");
    }

    @Test
    void takes_subnets_and_revision_from_the_stages_before() {
        KafkaClusterSpec wanted = KafkaClusterSpec.of(request(Action.ensure, Account.kafka(), facts()));

        assertThat(wanted.subnetIds()).isEqualTo(Account.NETWORK.privateSubnetIds());
        assertThat(wanted.configuration().revision()).isEqualTo(3);
    }

    @Test
    void a_removal_needs_no_facts() {
        assertThat(request(Action.retire, Account.kafka(), Json.object()).identity()).isEqualTo(Account.identity());
    }
}
