package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.redkite.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people are told of an update: before they agree, and change by change. */
class UpdateWarningsTest {

    private static Plan plan(String members) {
        return Planned.plan("{\"name\":\"demo\"" + members.replace('\'', '"') + "}", null);
    }

    private static List<String> warnings(String from, String to) {
        return UpdateWarnings.of(CurrentEnvironment.all(plan(from), null), plan(to));
    }

    @Test
    void an_update_that_changes_nothing_is_warned_of_nothing() {
        assertThat(warnings("", "")).isEmpty();
        assertThat(warnings(",'protected':true", ",'protected':true")).isEmpty();
    }

    @Test
    void a_protection_that_ends_is_told_and_one_that_begins_is_not() {
        assertThat(warnings(",'protected':true", "")).singleElement().asString().startsWith("The environment is protected no longer");
        assertThat(warnings("", ",'protected':true")).isEmpty();
    }

    @Test
    void pods_that_act_by_the_nodes_role_are_told_that_they_no_longer_will() {
        ExistingResources open = new ExistingResources(null, null, null, false, false, true);

        assertThat(UpdateWarnings.of(new CurrentEnvironment(null, null, open), plan(""))).singleElement().asString()
                .startsWith("The nodes' metadata service answers pods no longer");
    }

    @Test
    void a_load_balancer_of_another_scheme_gets_another_address() {
        String open = ",'exposure':{'scheme':'internet-facing','sourceRanges':['203.0.113.0/24']}";
        String openAttu = ",'attu':{'scheme':'internet-facing','sourceRanges':['203.0.113.0/24']}";

        assertThat(warnings("", open)).containsExactly(UpdateWarnings.ANOTHER_ADDRESS_OF_MILVUS);
        assertThat(warnings("", openAttu)).containsExactly(UpdateWarnings.ANOTHER_ADDRESS_OF_ATTU);
        assertThat(warnings(",'attu':{'enabled':false}", openAttu)).isEmpty();
    }

    @Test
    void a_name_that_stays_leads_to_the_new_load_balancer_and_one_that_goes_is_told() {
        String named = ",'exposure':{'domain':{'privateZone':'example.internal'}}";
        String open = ",'exposure':{'scheme':'internet-facing','sourceRanges':['203.0.113.0/24'],'domain':{'privateZone':'example.internal'}}";

        assertThat(warnings(named, open)).containsExactly(UpdateWarnings.ANOTHER_LOAD_BALANCER_OF_MILVUS);
        assertThat(warnings(named, "")).singleElement().asString().startsWith("Nothing is called demo.milvus.example.internal any more");
        assertThat(warnings("", named)).isEmpty();
    }

    @Test
    void a_load_balancer_that_begins_or_ends_to_speak_tls_is_told_and_another_certificate_is_not() {
        String shown = ",'exposure':{'domain':{'privateZone':'example.internal'},'certificateArn':'arn:aws:acm:us-west-2:123456789012:certificate/12345678-1234-1234-1234-12345678901%s'}";
        String without = ",'exposure':{'domain':{'privateZone':'example.internal'}}";

        assertThat(warnings(without, shown.formatted("1"))).singleElement().asString().contains("speaks TLS from then on", "https://");
        assertThat(warnings(shown.formatted("1"), without)).singleElement().asString().contains("no longer speaks TLS", "http://");
        assertThat(warnings(shown.formatted("1"), shown.formatted("2"))).isEmpty();
    }

    private static UpdateEffects.Effect certificate(String member, String from, String to) {
        return new UpdateEffects(plan("")).of("$.%s.certificateArn".formatted(member),
                from == null ? MissingNode.getInstance() : TextNode.valueOf(from), to == null ? MissingNode.getInstance() : TextNode.valueOf(to));
    }

    @Test
    void a_certificate_that_comes_or_goes_interrupts_clients_and_another_interrupts_nobody() {
        assertThat(certificate("exposure", null, "1").interrupts()).isTrue();
        assertThat(certificate("exposure", "1", null).interrupts()).isTrue();
        assertThat(certificate("exposure", "1", "2"))
                .isEqualTo(new UpdateEffects.Effect("MilvusRelease", "the same load balancer shows another certificate to whoever connects from then on", false));
        assertThat(certificate("attu", null, "1"))
                .isEqualTo(new UpdateEffects.Effect("MilvusRelease", "Attu is reached over HTTPS, and HTTP leads there", false));
        assertThat(certificate("attu", "1", null).interrupts()).isTrue();
        assertThat(certificate("attu", "1", "2").interrupts()).isFalse();
    }

    @Test
    void a_login_that_begins_or_ends_is_told_with_where_it_is() {
        String without = ",'milvus':{'authentication':false}";

        assertThat(warnings(without, ",'milvus':{'authentication':true}")).singleElement().asString()
                .startsWith("Milvus asks for a login from now on").contains("redkite-demo-g1-milvus-root");
        assertThat(warnings("", without)).containsExactly("Milvus no longer asks for a login: whoever reaches it may do anything.");
    }

    @Test
    void a_tag_that_stays_and_volumes_that_grow_are_told() {
        assertThat(warnings(",'tags':{'team':'search','cost':'1'}", ",'tags':{'cost':'2'}"))
                .containsExactly("Tags that are no longer wanted stay on the AWS resources that carry them: team.");
        assertThat(warnings("", ",'kafka':{'volumeGibibytes':500}")).containsExactly(UpdateWarnings.SIX_HOURS);
    }

    private static UpdateEffects.Effect effect(Plan next, String path) {
        return new UpdateEffects(next).of(path, IntNode.valueOf(1), IntNode.valueOf(2));
    }

    @Test
    void coordinators_of_milvus_2_2_stop_first_and_nothing_else_does() {
        Plan separate = plan(",'milvus':{'version':'2.2.13'}");

        assertThat(effect(separate, "$.milvus.components.rootCoordinator.cpu"))
                .isEqualTo(new UpdateEffects.Effect("MilvusRelease", "pods of rootCoordinator stop, all of them, before new ones start", true));
        assertThat(effect(separate, "$.milvus.version").words()).startsWith("coordinators stop, all of them").contains("other pods restart one by one");
        assertThat(effect(separate, "$.milvus.components.queryNode.cpu").words()).startsWith("pods of queryNode restart one by one");
    }

    @Test
    void the_coordinator_of_milvus_2_6_restarts_like_everything_else() {
        assertThat(effect(plan(""), "$.milvus.components.mixCoordinator.cpu").words()).startsWith("pods of mixCoordinator restart one by one");
        assertThat(effect(plan(""), "$.milvus.version").words()).startsWith("pods of Milvus restart one by one");
    }

    @ParameterizedTest
    @CsvSource({
        "$.network.natGateways, Network, NAT gateways are added",
        "$.network.zones, Network, the network is made so",
        "$.nodes.count, NodeGroup, nodes are added",
        "$.nodes.volumeGibibytes, NodeGroup, nodes are made so",
        "$.milvus.components.proxy.replicas, MilvusRelease, pods are added",
        "$.attu.version, MilvusRelease, Attu's pod is replaced",
    })
    void a_change_is_told_with_the_stage_that_makes_it(String path, String stage, String words) {
        assertThat(effect(plan(""), path).stage()).isEqualTo(stage);
        assertThat(effect(plan(""), path).words()).isEqualTo(words);
    }

    @Test
    void fewer_nodes_and_pods_may_interrupt() {
        UpdateEffects effects = new UpdateEffects(plan(""));

        assertThat(effects.of("$.nodes.count", IntNode.valueOf(2), IntNode.valueOf(1))).isEqualTo(
                new UpdateEffects.Effect("NodeGroup", "nodes are taken away, and their pods move to the others", null));
        assertThat(effects.of("$.milvus.components.proxy.replicas", IntNode.valueOf(2), IntNode.valueOf(1))).isEqualTo(
                new UpdateEffects.Effect("MilvusRelease", "pods are taken away", null));
    }

    @Test
    void what_is_changed_of_an_attu_that_is_off_does_nothing_yet() {
        assertThat(effect(plan(",'attu':{'enabled':false}"), "$.attu.version"))
                .isEqualTo(new UpdateEffects.Effect(null, "nothing yet, for Attu is switched off", false));
    }

    @Test
    void a_member_of_which_nobody_knows_what_it_does_is_a_defect() {
        UpdateEffects effects = new UpdateEffects(plan(""));

        assertThatThrownBy(() -> effects.of("$.colour", MissingNode.getInstance(), MissingNode.getInstance()))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("no effect is known of $.colour");
    }

    @Test
    void prices_that_moved_by_themselves_are_no_change() {
        var cheaper = Map.<String, JsonNode>of("$.cost.perMonth", IntNode.valueOf(1), "$.protected", Json.tree(true));
        var dearer = Map.<String, JsonNode>of("$.cost.perMonth", IntNode.valueOf(2), "$.protected", Json.tree(true));
        var other = Map.<String, JsonNode>of("$.cost.perMonth", IntNode.valueOf(2), "$.protected", Json.tree(false));

        assertThat(Changes.between(cheaper, dearer, plan(""))).isEmpty();
        assertThat(Changes.between(cheaper, other, plan(""))).extracting(PlannedChange::path).containsExactly("$.protected", "$.cost.perMonth");
    }
}
