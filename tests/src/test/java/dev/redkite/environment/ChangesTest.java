package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Before an update is agreed to, it is told what it makes different. */
class ChangesTest {

    private static final String DEMO = "{\"name\":\"demo\"}";
    private static final String OLD = "{\"name\":\"demo\",\"milvus\":{\"version\":\"2.2.13\"}}";

    private static String json(String members) {
        return "{\"name\":\"demo\"," + members.replace('\'', '"') + "}";
    }

    private static PlannedChange only(List<PlannedChange> changes, String path) {
        assertThat(changes).extracting(PlannedChange::path).contains(path);
        return changes.stream().filter(change -> change.path().equals(path)).findFirst().orElseThrow();
    }

    private static String text(Object value) {
        return Optional.ofNullable(value).map(each -> each.toString().replace('"', '\'')).orElse("-");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "'protected':false",
        "'workload':{'rows':1000000,'index':'HNSW'}",
        "'milvus':{'highAvailability':true,'authentication':true,'helmValues':{}}",
        "'nodes':{'count':3},'kafka':{'brokers':3}",
        "'kubernetes':{'publicAccessCidrs':['0.0.0.0/0'],'administrators':[]}",
        "'exposure':{'sourceRanges':['192.168.0.0/16','10.0.0.0/8','172.16.0.0/12']}",
        "'network':{'natGateways':'per-zone'}",
    })
    void a_default_that_is_written_out_is_no_change(String members) {
        assertThat(Planned.changes(DEMO, json(members))).isEmpty();
    }

    @Test
    void of_a_new_environment_nothing_changes_so_nothing_is_said_of_it() {
        assertThat(((Planning.Planned) Planned.in("us-west-2")).preview().changes()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "'nodes':{'count':4} | $.nodes.count | 3 | 4 | NodeGroup | nodes are added | false",
        "'kafka':{'brokers':6} | $.kafka.brokers | 3 | 6 | KafkaCluster | brokers are added | false",
        "'kafka':{'volumeGibibytes':500} | $.kafka.volumeGibibytes | 20 | 500 | KafkaCluster | volumes grow in place | false",
        "'milvus':{'components':{'queryNode':{'replicas':3}}} | $.milvus.components.queryNode.replicas | 1 | 3 | MilvusRelease | pods are added | false",
        "'milvus':{'components':{'queryNode':{'cpu':3}}} | $.milvus.components.queryNode.cpu | 2.0 | 3.0 | MilvusRelease | pods of queryNode restart one by one | -",
        "'milvus':{'helmValues':{'log':{'level':'debug'}}} | $.milvus.helmValues.log.level | - | 'debug' | MilvusRelease | the release is upgraded | -",
        "'milvus':{'authentication':false} | $.milvus.authentication | true | false | MilvusRelease | Milvus no longer asks for a login | -",
        "'exposure':{'sourceRanges':['10.0.0.0/8']} | $.exposure.sourceRanges | ['10.0.0.0/8','172.16.0.0/12','192.168.0.0/16'] | ['10.0.0.0/8'] | MilvusRelease | Milvus' clients in ranges that are no longer named are shut out | true",
        "'attu':{'enabled':false} | $.attu.enabled | true | false | MilvusRelease | Attu goes | true",
        "'kubernetes':{'version':'1.36'} | $.kubernetes.version | '1.35' | '1.36' | EksCluster | the control plane, then the add-ons and all nodes | -",
        "'protected':true | $.protected | false | true | - | it can no longer be torn down | false",
        "'tags':{'team':'search'} | $.tags.team | - | 'search' | - | resources are tagged in place | false",
        "'schedule':{'teardown':'rate(1 day)'} | $.schedule.teardown | - | 'rate(1 day)' | Schedules | in place | false",
    })
    void each_change_says_what_happens_where_and_whether_clients_notice(
            String members, String path, String from, String to, String stage, String effect, String interrupts) {
        PlannedChange change = only(Planned.changes(DEMO, json(members)), path);

        assertThat(change.effect()).startsWith(effect);
        assertThat(List.of(text(change.from()), text(change.to()), text(change.stage()), text(change.interrupts())))
                .containsExactly(from, to, stage, interrupts);
    }

    @Test
    void a_login_that_begins_shuts_out_clients_without_one() {
        PlannedChange login = only(Planned.changes(json("'milvus':{'authentication':false}"), json("'milvus':{'authentication':true}")), "$.milvus.authentication");

        assertThat(login.effect()).startsWith("Milvus asks for a login from now on");
        assertThat(login.interrupts()).isTrue();
    }

    @Test
    void what_follows_from_a_larger_workload_is_told_beside_it_and_the_cost_last() {
        List<PlannedChange> changes = Planned.changes(DEMO, json("'workload':{'rows':20000000}"));

        assertThat(changes).extracting(PlannedChange::path)
                .startsWith("$.workload.rows").contains("$.milvus.components.queryNode.replicas", "$.nodes.count").endsWith("$.cost.perMonth");
        PlannedChange cost = changes.getLast();
        assertThat(cost.to().asDouble()).isGreaterThan(cost.from().asDouble());
    }

    @Test
    void a_tag_that_is_no_longer_named_is_told_to_stay() {
        assertThat(Planned.changes(json("'tags':{'team':'search'}"), DEMO)).singleElement().satisfies(change -> {
            assertThat(change.to()).isNull();
            assertThat(change.effect()).isEqualTo("stays on the AWS resources that carry it");
        });
    }

    @Test
    void another_milvus_is_told_with_the_backup_before_the_order_and_the_way_back() {
        PlannedChange version = only(Planned.changes(DEMO, json("'milvus':{'version':'2.6.16'}")), "$.milvus.version");

        assertThat(version.stage()).isEqualTo("MilvusUpgrade");
        assertThat(version.effect()).isEqualTo("a backup of 2.6.15 first, and nothing changes unless it is proven; then one component after the other once the one before serves: mixCoordinator, streamingNode, queryNode, dataNode, proxy. "
                + "Milvus does not go back from there. The way back is that backup, restored into an environment that is made with 2.6.15.");
        assertThat(version.interrupts()).isNull();
    }

    @Test
    void coordinators_of_milvus_2_2_stop_first_and_nothing_leads_back() {
        PlannedChange version = only(Planned.changes(OLD, OLD.replace("2.2.13", "2.2.16")), "$.milvus.version");

        assertThat(version.effect()).contains("once the one before serves: rootCoordinator, dataCoordinator, indexCoordinator, queryCoordinator, indexNode, dataNode, queryNode, proxy.")
                .endsWith("Nor is there another way: that backup is restored into Milvus 2.4.0 and newer only.");
        assertThat(version.interrupts()).isTrue();
    }

    @Test
    void nodes_that_somebody_has_taken_away_are_a_change_though_nothing_else_is_asked_for() {
        List<PlannedChange> changes = Planned.changes(DEMO, DEMO, standing -> new CurrentEnvironment(standing.planned(), standing.workload(), new ExistingResources(
                standing.found().network(), standing.found().kafka(), new Plan.Nodes("m6i.2xlarge", 2, 50, ""), true, false, false)));

        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.path()).isEqualTo("$.nodes.count");
            assertThat(change.from().asInt()).isEqualTo(2);
        });
    }

    @Test
    void a_kubernetes_that_eks_has_moved_on_is_no_change() {
        assertThat(Planned.changes(DEMO, DEMO, standing -> standing, Planned.running("1.36"))).isEmpty();
    }

    @Test
    void whatever_a_plan_has_can_change_and_a_stage_that_does_it_is_one_of_the_machine() throws IOException {
        Plan plan = Planned.plan(json("'tags':{'a':'b'},'schedule':{'teardown':'rate(1 day)'},'expiresAt':'2026-12-31T18:00:00Z',"
                + "'milvus':{'helmValues':{'log':{'level':'debug'}}}"), null);
        String machine = Files.readString(Path.of("..", "statemachine", "provision.asl.json"));
        UpdateEffects effects = new UpdateEffects(plan);

        PlanMembers.of(plan, SpecificationReader.read(Json.parse(DEMO)).specification().orElseThrow().workload()).forEach((path, value) -> {
            UpdateEffects.Effect effect = effects.of(path, value, value);
            assertThat(effect.words()).as(path).isNotBlank();
            assertThat(machine).contains(effect.stage() == null ? "" : "\"" + effect.stage() + "\"");
        });
    }

    @Test
    void two_plans_are_compared_member_by_member() {
        Plan former = Planned.plan("{\"name\":\"demo\"}", null);
        Plan next = Planned.plan("{\"name\":\"demo\",\"protected\":true}", null);

        assertThat(PlannedChange.between(former, next)).extracting(PlannedChange::path).containsExactly("$.protected");
    }
}
