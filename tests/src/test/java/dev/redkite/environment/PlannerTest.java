package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.json.Json;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {

    private static Plan plan(String json) {
        return Planned.plan(json, null);
    }

    private static Stream<String> violations(String json) {
        return Planned.violations(json, null);
    }

    @Test
    void a_name_alone_makes_a_complete_plan() {
        Plan plan = plan("{\"name\":\"demo\"}");

        assertThat(plan.milvus().version()).isEqualTo("2.6.15");
        assertThat(plan.cluster().kubernetesVersion()).isEqualTo("1.35");
        assertThat(plan.kafka().version()).isEqualTo("3.9.x");
        assertThat(plan.kafka().brokers()).isEqualTo(3);
        assertThat(plan.network().zones()).extracting(Plan.Network.Zone::name)
                .containsExactly("us-west-2a", "us-west-2b", "us-west-2c");
        assertThat(plan.storage().bucket()).isEqualTo("redkite-demo-123456789012-us-west-2");
        assertThat(plan.exposure().scheme()).isEqualTo(Scheme.INTERNAL);
        assertThat(plan.cost().perHour()).isPositive();
    }

    @Test
    void the_same_specification_gives_the_same_plan() {
        assertThat(plan("{\"name\":\"demo\"}")).isEqualTo(plan("{\"name\":\"demo\"}"));
    }

    @Test
    void a_plan_survives_its_journey_as_json() {
        Plan plan = plan("{\"name\":\"demo\",\"tags\":{\"team\":\"search\"}}");

        assertThat(Json.convert(Json.parse(Json.text(plan)), Plan.class)).isEqualTo(plan);
    }

    @Test
    void subnets_of_the_new_vpc_do_not_overlap() {
        List<Plan.Network.Zone> zones = plan("{\"name\":\"demo\"}").network().zones();

        assertThat(zones).extracting(Plan.Network.Zone::privateCidr)
                .containsExactly("10.42.0.0/19", "10.42.32.0/19", "10.42.64.0/19");
        assertThat(zones).extracting(Plan.Network.Zone::publicCidr)
                .containsExactly("10.42.128.0/20", "10.42.144.0/20", "10.42.160.0/20");
    }

    @Test
    void adopted_subnets_leave_nothing_to_make() {
        Plan plan = plan("{\"name\":\"demo\",\"network\":{\"subnetIds\":[\"subnet-00000001\",\"subnet-00000002\"]}}");

        assertThat(plan.network().adopted()).isTrue();
    }

    @Test
    void a_broker_for_each_zone_does_until_the_workload_is_large() {
        assertThat(plan("{\"name\":\"demo\"}").kafka().brokers()).isEqualTo(3);
        assertThat(plan("{\"name\":\"demo\",\"network\":{\"zones\":[\"us-west-2a\",\"us-west-2b\"]}}").kafka().brokers()).isEqualTo(2);
        assertThat(plan("{\"name\":\"demo\",\"network\":{\"zones\":[\"us-west-2a\",\"us-west-2b\"]},\"workload\":{\"rows\":200000000}}")
                .kafka().brokers()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'name':'demo','kubernetes':{'version':'1.26'}} | $.kubernetes.version: EKS does not offer 1.26",
        "{'name':'demo','kafka':{'version':'4.1.x'}} | $.kafka.version: Kafka 4.1.x cannot be used",
        "{'name':'demo','kafka':{'brokers':4}} | $.kafka.brokers: 4 brokers cannot be spread evenly over 3",
        "{'name':'demo','kafka':{'brokers':14}} | $.kafka.brokers: 14 brokers cannot be spread evenly over 3 availability zones; use 15",
        "{'name':'demo','kafka':{'instanceType':'kafka.m1.huge'}} | $.kafka.instanceType: kafka.m1.huge is not offered",
        "{'name':'demo','milvus':{'version':'1.0.0'}} | $.milvus.version: Milvus 1.0.0 is not in the catalog",
        "{'name':'demo','milvus':{'helmValues':{'externalKafka':{}}}} | $.milvus.helmValues: externalKafka",
        "{'name':'demo','milvus':{'components':{'rootCoordinator':{'replicas':1}}}} | $.milvus.components.rootCoordinator: Milvus 2.6.15 has no",
        "{'name':'demo','milvus':{'profile':'reference'}} | $.milvus.profile",
        "{'name':'demo','region':'eu-west-1'} | $.region: is eu-west-1, but this Redkite is deployed in us-west-2",
        "{'name':'demo','attu':{'scheme':'internet-facing'}} | $.attu.sourceRanges: Attu is to face the internet",
        "{'name':'demo','nodes':{'instanceType':'m6i.large','count':3}} | $.nodes",
        "{'name':'demo','nodes':{'volumeGibibytes':20}} | $.nodes.volumeGibibytes",
        "{'name':'demo','network':{'subnetIds':['subnet-00000001','subnet-00000003']}} | $.network.subnetIds[1]: subnet-00000003 lies in us-west-2a",
        "{'name':'demo','network':{'subnetIds':['subnet-00000001','subnet-00000004']}} | $.network.subnetIds[1]: subnet-00000004 lies in vpc-2",
        "{'name':'demo','network':{'subnetIds':['subnet-00000001','subnet-99999999']}} | $.network.subnetIds[1]: subnet-99999999 does not exist",
        "{'name':'demo','workload':{'rows':10000000000}} | $.workload.rows",
        "{'name':'demo','milvus':{'authentication':false},'exposure':{'scheme':'internet-facing','sourceRanges':['203.0.113.0/24']}} | $.milvus.authentication: is false, and Milvus is to face the internet",
        "{'name':'demo','milvus':{'authentication':true},'exposure':{'scheme':'internet-facing','sourceRanges':['203.0.113.0/24'],'withoutLogin':true}} | $.exposure.withoutLogin: is true, but so is milvus.authentication",
    }, quoteCharacter = '`')
    void what_cannot_be_planned_is_named_with_its_path(String specification, String violation) {
        assertThat(violations(specification.replace('\'', '"'))).anyMatch(each -> each.startsWith(violation));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "'schedule':{'teardown':'cron(0 19 ? * MON-FRI *)','recreate':'cron(0 7 ? * MON-FRI *)'} | A scheduled teardown or recreate backs up what Milvus holds",
        "'schedule':{'teardown':'cron(0 19 ? * MON-FRI *)'} | After every scheduled teardown Milvus begins empty",
        "'exposure':{'scheme':'internet-facing','sourceRanges':['203.0.113.0/24'],'withoutLogin':true} | Milvus faces the internet without TLS and asks for no login",
        "'exposure':{'scheme':'internet-facing','sourceRanges':['203.0.113.0/24']} | Milvus faces the internet without TLS: logins",
        "'milvus':{'authentication':true},'exposure':{'scheme':'internet-facing','sourceRanges':['203.0.113.0/24']} | Milvus faces the internet without TLS: logins",
        "'attu':{'scheme':'internet-facing','sourceRanges':['203.0.113.0/24']} | Attu faces the internet without TLS",
        "'attu':{'scheme':'internet-facing','sourceRanges':['0.0.0.0/1','128.0.0.0/1']} | Attu is open to the whole internet.",
        "'attu':{'scheme':'internet-facing','sourceRanges':['0.0.0.0/0']} | Attu is open to the whole internet.",
    })
    void what_a_person_should_know_before_agreeing_is_a_note_of_the_plan(String members, String note) {
        assertThat(plan(("{'name':'demo'," + members + "}").replace('\'', '"')).warnings()).anyMatch(each -> each.startsWith(note));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'name':'demo'} | true",
        "{'name':'demo','milvus':{'authentication':true}} | true",
        "{'name':'demo','milvus':{'authentication':false}} | false",
        "{'name':'demo','exposure':{'withoutLogin':true}} | false",
        "{'name':'demo','exposure':{'scheme':'internet-facing','sourceRanges':['203.0.113.0/24']}} | true",
        "{'name':'demo','exposure':{'scheme':'internet-facing','sourceRanges':['203.0.113.0/24'],'withoutLogin':true}} | false",
        "{'name':'demo','milvus':{'authentication':false},'attu':{'scheme':'internet-facing','sourceRanges':['203.0.113.0/24']}} | false",
    })
    void milvus_asks_for_a_login_unless_that_is_given_up_in_words(String specification, boolean login) {
        assertThat(plan(specification.replace('\'', '"')).milvus().authentication()).isEqualTo(login);
    }

    @Test
    void a_plan_that_surprises_nobody_has_no_such_notes() {
        assertThat(plan("{\"name\":\"demo\",\"expiresAt\":\"2026-12-31T18:00:00Z\"}").warnings())
                .noneMatch(each -> each.contains("internet") || each.contains("empty"));
    }

    @ParameterizedTest
    @CsvSource({"100.64.0.0/16", "20.0.0.0/16", "172.32.0.0/16", "192.169.16.0/20"})
    void whoever_is_in_a_vpc_of_other_than_private_ranges_reaches_milvus_and_attu_there(String cidr) {
        Plan plan = plan("{\"name\":\"demo\",\"network\":{\"cidr\":\"" + cidr + "\"}}");

        assertThat(plan.exposure().sourceRanges()).containsExactly("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", cidr);
        assertThat(plan.attu().sourceRanges()).isEqualTo(plan.exposure().sourceRanges());
    }

    @Test
    void ranges_of_ones_own_stay_as_they_are() {
        assertThat(plan("{\"name\":\"demo\",\"network\":{\"cidr\":\"100.64.0.0/16\"},\"exposure\":{\"sourceRanges\":[\"10.0.0.0/8\"]}}")
                .exposure().sourceRanges()).containsExactly("10.0.0.0/8");
    }

    @Test
    void every_violation_is_named_at_once() {
        assertThat(violations("{\"name\":\"demo\",\"kafka\":{\"version\":\"4.1.x\",\"brokers\":5},\"kubernetes\":{\"version\":\"1.26\"},\"workload\":{\"rows\":10000000000}}"))
                .hasSize(4);
    }

    private static Plan with(String members) {
        return plan("{\"name\":\"demo\"," + members.replace('\'', '"') + "}");
    }

    @Test
    void only_half_the_internet_or_more_is_all_of_it() {
        assertThat(with("'attu':{'scheme':'internet-facing','sourceRanges':['0.0.0.0/1']}").warnings()).contains("Attu is open to the whole internet.");
        assertThat(with("'attu':{'scheme':'internet-facing','sourceRanges':['0.0.0.0/2','64.0.0.0/3']}").warnings())
                .doesNotContain("Attu is open to the whole internet.");
    }

    @ParameterizedTest
    @CsvSource({"4, 6", "5, 6", "7, 9", "14, 15"})
    void brokers_that_zones_cannot_share_evenly_are_answered_with_the_next_number_that_they_can(int asked, int advised) {
        assertThat(violations("{\"name\":\"demo\",\"kafka\":{\"brokers\":" + asked + "}}")).singleElement().asString().endsWith("; use " + advised);
    }

    @Test
    void two_zones_share_at_most_fourteen_brokers() {
        assertThat(violations("{\"name\":\"demo\",\"kafka\":{\"brokers\":15},\"network\":{\"zones\":[\"us-west-2a\",\"us-west-2b\"]}}"))
                .singleElement().asString().endsWith("; use 14");
    }

    @Test
    void what_is_said_of_a_vpc_to_be_made_is_refused_where_subnets_are_adopted() {
        assertThat(violations("{\"name\":\"demo\",\"network\":{\"subnetIds\":[\"subnet-00000001\",\"subnet-00000002\"],\"cidr\":\"10.0.0.0/16\","
                + "\"natGateways\":\"single\",\"zones\":[\"us-west-2a\",\"us-west-2b\"]}}")).extracting(each -> each.substring(0, each.indexOf(':')))
                .containsExactly("$.network.cidr", "$.network.natGateways", "$.network.zones");
    }

    @Test
    void every_coordinator_stands_twice_unless_that_is_not_wanted() {
        assertThat(with("'milvus':{}").milvus().components().get("mixCoordinator").replicas()).isEqualTo(2);
        assertThat(with("'milvus':{'highAvailability':false}").milvus().components().get("mixCoordinator").replicas()).isEqualTo(1);
        assertThat(with("'milvus':{'highAvailability':false}").milvus().highAvailability()).isFalse();
    }

    @Test
    void a_root_volume_that_is_just_large_enough_is_taken() {
        assertThat(with("'nodes':{'volumeGibibytes':50}").nodes().volumeGibibytes()).isEqualTo(50);
        assertThat(violations("{\"name\":\"demo\",\"nodes\":{\"volumeGibibytes\":49}}")).singleElement().asString().endsWith("use at least 50");
    }

    private static List<Double> counted(Plan plan, String what) {
        return plan.cost().lines().stream().filter(line -> line.what().equals(what)).map(Plan.Cost.Line::count).toList();
    }

    @Test
    void the_cost_counts_a_nat_gateway_for_each_zone_or_one_or_none() {
        assertThat(counted(with("'network':{}"), "NAT gateways")).containsExactly(3.0);
        assertThat(counted(with("'network':{'natGateways':'single'}"), "NAT gateways")).containsExactly(1.0);
        assertThat(counted(with("'network':{'subnetIds':['subnet-00000001','subnet-00000002']}"), "NAT gateways")).isEmpty();
    }

    @Test
    void the_cost_counts_attus_load_balancer_while_there_is_one() {
        assertThat(counted(with("'attu':{}"), "application load balancers")).containsExactly(1.0);
        assertThat(counted(with("'attu':{'enabled':false}"), "application load balancers")).isEmpty();
    }

    @Test
    void the_cost_is_told_in_hundredths_of_a_cent() {
        Plan.Cost cost = plan("{\"name\":\"demo\"}").cost();

        assertThat(cost.lines()).filteredOn(line -> line.what().equals("secrets")).containsExactly(new Plan.Cost.Line("secrets", 2, "month", 0.0011));
        assertThat(cost.lines()).filteredOn(line -> line.what().equals("m6i.2xlarge nodes")).containsExactly(new Plan.Cost.Line("m6i.2xlarge nodes", 3, "hour", 1.152));
    }

    @ParameterizedTest
    @CsvSource({"abc, true", "demo-1, true", "a23456789012345678901234, true", "ab, false", "a234567890123456789012345, false", "1abc, false", "abc-, false", "Abc, false"})
    void an_environment_is_called_by_3_to_24_letters_digits_and_hyphens(String name, boolean taken) {
        assertThat(Plan.isName(name)).isEqualTo(taken);
    }

    @Test
    void a_plans_members_are_told_as_a_specification_has_them() {
        assertThat(PlanMembers.of(plan("{\"name\":\"demo\"}"), null)).extracting(each -> Json.text(each.get("$.network.cidr")) + Json.text(each.get("$.network.natGateways")) + Json.text(each.get("$.network.zones")))
                .isEqualTo("\"10.42.0.0/16\"\"per-zone\"[\"us-west-2a\",\"us-west-2b\",\"us-west-2c\"]");
        assertThat(PlanMembers.of(with("'network':{'natGateways':'single'}"), null).get("$.network.natGateways").asText()).isEqualTo("single");
        assertThat(Json.text(PlanMembers.of(with("'network':{'subnetIds':['subnet-00000002','subnet-00000001']}"), null).get("$.network.subnetIds")))
                .isEqualTo("[\"subnet-00000001\",\"subnet-00000002\"]");
    }

    @Test
    void who_reaches_a_load_balancer_is_said_in_the_words_of_elastic_load_balancing() {
        assertThat(Scheme.values()).extracting(Scheme::toString).containsExactly("internal", "internet-facing");
    }
}
