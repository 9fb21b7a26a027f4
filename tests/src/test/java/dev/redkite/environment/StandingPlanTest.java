package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a specification leaves open stays as it stands, as far as it still fits. */
class StandingPlanTest {

    private static final String NAME = "{\"name\":\"demo\"}";
    private static final String OWN_CHOICES = """
            {"name":"demo","network":{"cidr":"10.50.0.0/16","natGateways":"single"},
             "nodes":{"instanceType":"m7i.2xlarge","volumeGibibytes":80},
             "kafka":{"version":"3.8.x","instanceType":"kafka.m5.large","brokers":6,"volumeGibibytes":100},
             "milvus":{"version":"2.2.13"},"kubernetes":{"version":"1.34"}}""";

    private static String workload(long rows, String index) {
        return "{\"name\":\"demo\",\"workload\":{\"rows\":%d,\"index\":\"%s\"}}".formatted(rows, index);
    }

    @Test
    void the_same_specification_is_the_same_plan() {
        Plan standing = Planned.plan(OWN_CHOICES, null);

        assertThat(Planned.plan(OWN_CHOICES, standing)).isEqualTo(standing);
    }

    @Test
    void versions_types_and_volumes_outlive_the_wish_for_them() {
        Plan standing = Planned.plan(OWN_CHOICES, null);

        Plan next = Planned.plan(NAME, standing);

        assertThat(next.network()).isEqualTo(standing.network());
        assertThat(next.kafka()).isEqualTo(standing.kafka());
        assertThat(next.milvus().version()).isEqualTo("2.2.13");
        assertThat(next.cluster().kubernetesVersion()).isEqualTo("1.34");
        assertThat(next.nodes().instanceType()).isEqualTo("m7i.2xlarge");
        assertThat(next.nodes().volumeGibibytes()).isEqualTo(80);
    }

    /** Its clients would be refused, or let in, all at once. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whether_clients_log_in_stays_as_it_is_until_somebody_says_otherwise(boolean login) {
        Plan standing = Planned.plan("{\"name\":\"demo\",\"milvus\":{\"authentication\":%s}}".formatted(login), null);

        assertThat(Planned.plan(NAME, standing).milvus().authentication()).isEqualTo(login);
        assertThat(CurrentEnvironment.again(standing).login()).as("made anew").contains(login);
    }

    @Test
    void an_environment_without_a_login_that_is_turned_to_the_internet_asks_for_one() {
        Plan standing = Planned.plan("{\"name\":\"demo\",\"milvus\":{\"authentication\":false}}", null);

        assertThat(Planned.plan("{\"name\":\"demo\",\"exposure\":{\"scheme\":\"internet-facing\",\"sourceRanges\":[\"203.0.113.0/24\"]}}", standing)
                .milvus().authentication()).isTrue();
    }

    @Test
    void a_larger_workload_gets_more_nodes_of_the_standing_type() {
        Plan standing = Planned.plan("{\"name\":\"demo\",\"nodes\":{\"instanceType\":\"r7i.2xlarge\"}}", null);

        Plan grown = Planned.plan(workload(20_000_000, "HNSW"), standing);

        assertThat(Planned.plan(workload(20_000_000, "HNSW"), null).nodes().instanceType())
                .as("of a new environment").isNotEqualTo("r7i.2xlarge");
        assertThat(grown.nodes().instanceType()).isEqualTo("r7i.2xlarge");
        assertThat(grown.nodes().count()).isGreaterThan(standing.nodes().count());
    }

    @Test
    void brokers_grow_with_the_workload_and_do_not_shrink_with_it() {
        Plan small = Planned.plan(OWN_CHOICES.replace("m7i.2xlarge", "m7i.8xlarge"), null);

        Plan grown = Planned.plan(workload(100_000_000, "HNSW"), small);
        Plan shrunk = Planned.plan(NAME, grown);

        assertThat(small.kafka()).isEqualTo(new Plan.Kafka("3.8.x", "kafka.m5.large", 6, 100));
        assertThat(grown.kafka()).isEqualTo(new Plan.Kafka("3.8.x", "kafka.m7g.xlarge", 6, 287));
        assertThat(shrunk.kafka()).isEqualTo(grown.kafka());
    }

    @Test
    void etcds_volumes_stay_and_people_are_told() {
        Plan standing = Planned.plan("{\"name\":\"demo\",\"nodes\":{\"instanceType\":\"r6i.4xlarge\"}}", null);

        Plan next = Planned.plan(workload(100_000_000, "HNSW"), standing);

        assertThat(next.milvus().etcd().volumeGibibytes()).isEqualTo(20);
        assertThat(next.milvus().etcd().memoryGibibytes()).isEqualTo(8);
        assertThat(next.warnings()).anyMatch(warning -> warning.startsWith("etcd keeps its volumes of 20 GiB, though the workload asks for 50"));
    }

    @Test
    void kubernetes_follows_the_cluster_when_eks_has_moved_it_on() {
        Plan standing = Planned.plan(OWN_CHOICES, null);

        assertThat(Planned.plan(NAME, standing, Planned.running("1.35")).cluster().kubernetesVersion()).isEqualTo("1.35");
    }

    @Test
    void a_running_version_that_eks_no_longer_offers_may_go_on() {
        Plan standing = Planned.plan(NAME, null);
        AccountSnapshot snapshot = Planned.running("1.35", Planned.offering("1.36"));

        assertThat(Planned.plan(NAME, standing, snapshot).cluster().kubernetesVersion()).isEqualTo("1.35");
    }

    @Test
    void a_nat_gateway_for_each_zone_can_be_added() {
        Plan standing = Planned.plan("{\"name\":\"demo\",\"network\":{\"natGateways\":\"single\"}}", null);

        Plan next = Planned.plan("{\"name\":\"demo\",\"network\":{\"natGateways\":\"per-zone\"}}", standing);

        assertThat(next.network().natGatewayPerZone()).isTrue();
        assertThat(next.network().zones()).isEqualTo(standing.network().zones());
    }

    @Test
    void people_are_told_what_an_update_brings_along() {
        Plan standing = Planned.plan("""
                {"name":"demo","tags":{"team":"search","stage":"test"},"milvus":{"authentication":false}}""", null);

        Plan next = Planned.plan("""
                {"name":"demo","tags":{"stage":"test"},"milvus":{"authentication":true},"kafka":{"volumeGibibytes":500},
                 "exposure":{"scheme":"internet-facing","sourceRanges":["203.0.113.0/24"]},
                 "attu":{"scheme":"internet-facing","sourceRanges":["203.0.113.0/24"]}}""", standing);

        assertThat(next.warnings())
                .contains("Tags that are no longer wanted stay on the AWS resources that carry them: team.")
                .anyMatch(warning -> warning.startsWith("Milvus' load balancer is replaced"))
                .anyMatch(warning -> warning.startsWith("Attu's load balancer is replaced"))
                .anyMatch(warning -> warning.startsWith("Milvus asks for a login from now on"))
                .anyMatch(warning -> warning.startsWith("MSK lets at least six hours pass"));
    }

    @Test
    void what_stands_is_told_of_nodes_that_are_too_few_and_not_of_another_type_that_is_too_small() {
        Plan standing = Planned.plan("{\"name\":\"demo\"}", null);
        String few = "{\"name\":\"demo\",\"workload\":{\"rows\":30000000},\"nodes\":{\"count\":3}}";
        String small = "{\"name\":\"demo\",\"workload\":{\"rows\":30000000},\"nodes\":{\"instanceType\":\"m6i.large\"}}";

        assertThat(Planned.violations(few, standing)).filteredOn(each -> each.startsWith("$.nodes: ")).singleElement().asString()
                .contains("; the standing nodes remain m6i.2xlarge, because EKS fixes type and disk");
        assertThat(Planned.violations(small, standing)).filteredOn(each -> each.startsWith("$.nodes: ")).singleElement().asString()
                .startsWith("$.nodes: m6i.large cannot hold one ").doesNotContain("the standing nodes remain");
    }

    @Test
    void a_kubernetes_that_was_planned_and_is_not_reached_yet_stays_planned() {
        Plan standing = Planned.plan("{\"name\":\"demo\",\"kubernetes\":{\"version\":\"1.36\"}}", null);

        assertThat(Planned.plan("{\"name\":\"demo\"}", standing, Planned.running("1.35")).cluster().kubernetesVersion()).isEqualTo("1.36");
    }

    @Test
    void etcds_volumes_that_are_as_large_as_they_should_be_are_not_told_of() {
        Plan standing = Planned.plan("{\"name\":\"demo\"}", null);

        assertThat(Planned.plan("{\"name\":\"demo\"}", standing).warnings()).noneMatch(each -> each.startsWith("etcd keeps"));
    }

    @Test
    void people_know_an_environment_by_its_clusters_name() {
        assertThat(Planned.plan("{\"name\":\"demo\"}", null).identity().name()).isEqualTo("redkite-demo");
    }
}
