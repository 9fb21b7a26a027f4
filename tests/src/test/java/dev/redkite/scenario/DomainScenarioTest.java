package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.ForeignResources;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/** A name that stays, whatever becomes of load balancers. */
class DomainScenarioTest {

    private final ObjectNode event = Events.read("50-domain");
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event));
    private final Map<String, Map<String, String>> foreign = ForeignResources.seen(sandbox.world());
    private int deliveries;

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Outcome ready() {
        Outcome outcome = sandbox.deliver(deliveries++ == 0 ? event : Events.again(event, deliveries));
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        return outcome;
    }

    private void leads(String name, String loadBalancer) {
        assertThat(sandbox.world().route53().leadsTo(name)).contains(sandbox.world().client(ElasticLoadBalancingV2Client.class)
                .describeLoadBalancers(request -> request.names(loadBalancer)).loadBalancers().getFirst().dnsName());
    }

    /** Of Route 53, what was not there before. */
    private Set<String> made() {
        Set<String> made = new TreeSet<>(sandbox.world().route53().inventory().keySet());
        made.removeAll(foreign.keySet());
        return made;
    }

    @Test
    void what_is_ready_is_told_by_its_name_which_all_servers_know() {
        Outcome outcome = ready();

        assertThat(outcome.output().toString()).contains("demo.milvus.example.internal:19530", "http://demo.attu.example.internal",
                "MilvusClient(uri=\\\"http://demo.milvus.example.internal:19530\\\"");
        leads("demo.milvus.example.internal", "demo-g1-milvus");
        leads("demo.attu.example.internal", "demo-g1-attu");
    }

    @Test
    void a_load_balancer_of_another_scheme_is_led_to_by_the_same_name() {
        ready();
        Events.specification(event).withObject("/exposure").put("scheme", "internet-facing").putArray("sourceRanges").add("203.0.113.0/24");
        ready();

        leads("demo.milvus.example.internal", "demo-g1-milvus");
    }

    @Test
    void made_again_it_is_the_same_name_of_the_next_life() {
        ready();

        assertThat(sandbox.deliver(Events.recreate("demo")).phase()).isEqualTo("READY");
        leads("demo.milvus.example.internal", "demo-g2-milvus");
    }

    @Test
    void a_zone_of_the_user_s_loses_what_was_ours_and_nothing_else() {
        Events.specification(event).withObject("/exposure").putObject("domain").put("hostedZone", "example.com");
        ready();
        assertThat(made()).hasSize(4);

        assertThat(sandbox.deliver(Events.teardown("demo")).phase()).isEqualTo("REMOVED");
        assertThat(made()).isEmpty();
        assertThat(ForeignResources.differences(foreign, sandbox.world())).isEmpty();
    }

    @Test
    void an_update_moves_the_names_and_leaves_nothing_where_they_were() {
        ready();
        Events.specification(event).withObject("/exposure").putObject("domain").put("hostedZone", "example.com");
        ready();

        leads("demo.milvus.example.com", "demo-g1-milvus");
        assertThat(made()).hasSize(4).allMatch(thing -> thing.contains("example.com"));
    }

    @Test
    void a_name_that_somebody_has_is_refused_before_anything_is_made() {
        Events.specification(event).put("name", "neighbor").withObject("/exposure").putObject("domain").put("hostedZone", "example.com");
        Outcome outcome = sandbox.deliver(event);

        assertThat(outcome.phase()).isEqualTo("INVALID");
        assertThat(outcome.message()).contains("neighbor.milvus.example.com has records there");
    }
}
