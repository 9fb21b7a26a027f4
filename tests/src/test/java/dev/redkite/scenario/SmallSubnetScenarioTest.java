package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.admission.Admission;
import dev.redkite.environment.AddressNeed;
import dev.redkite.environment.Plan;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.Quotas;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Subnets that have just enough addresses, and one too few. */
class SmallSubnetScenarioTest {

    private static final List<String> SUBNETS =
            List.of("subnet-0a1a0000000000001", "subnet-0a1b0000000000002", "subnet-0a1c0000000000003");

    private final ObjectNode event = Events.read("01-minimal");
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event).withQuotas(Quotas.young().with(ServiceQuota.STANDARD_VCPUS, 96)));

    private Plan plan() {
        return new Admission(sandbox.platform()).plan(event.at("/detail/specification"), 1);
    }

    private void leave(int free) {
        for (String id : SUBNETS) {
            String group = sandbox.world().ec2().addSecurityGroup("vpc-0a1a0000000000001", "theirs-" + id, "theirs", Map.of());
            String taker = sandbox.world().ec2().addNetworkInterface(id, List.of(group), "theirs", "123456789012", Map.of());
            sandbox.world().ec2().takeAddresses(taker, sandbox.world().ec2().subnet(id).availableIpAddressCount() - free);
        }
    }

    @Test
    void what_is_asked_for_is_enough() {
        leave(AddressNeed.of(plan()).total());

        Outcome outcome = sandbox.deliver(event);

        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
    }

    @Test
    void one_address_less_is_refused_at_the_door() {
        int need = AddressNeed.of(plan()).total();
        leave(need - 1);

        Outcome outcome = sandbox.deliver(event);

        assertThat(outcome.message()).contains("3 violations").contains("$.network.subnetIds: subnet-0a1a0000000000001 has %d free addresses and needs %d: "
                .formatted(need - 1, need));
        assertThat(sandbox.world().inventory().keySet()).noneMatch(name -> name.contains("redkite-demo-brokers"));
    }

    @Test
    void an_environment_is_made_again_where_it_just_had_room() {
        leave(AddressNeed.of(plan()).total());
        assertThat(sandbox.deliver(event).phase()).isEqualTo("READY");

        Outcome outcome = sandbox.deliver(Events.recreate("demo"));

        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
    }

    /** Not once it has been torn down, and cannot come up any more. */
    @Test
    void a_recreate_that_would_find_no_room_is_refused_before_anything_is_torn_down() {
        leave(AddressNeed.of(plan()).total());
        assertThat(sandbox.deliver(event).phase()).isEqualTo("READY");
        ObjectNode recreate = Events.recreate("demo");
        ObjectNode specification = Events.specification(event).deepCopy();
        specification.withObject("/nodes").put("count", 9);
        recreate.withObject("/detail").set("specification", specification);

        Outcome outcome = sandbox.deliver(recreate);

        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("INVALID");
        assertThat(outcome.message()).contains("$.network.subnetIds: subnet-0a1a0000000000001 has ", "gets back at most ", " by the teardown, and needs ");
        assertThat(Happened.record(sandbox, "demo").phase()).isEqualTo(Phase.READY);
    }
}
