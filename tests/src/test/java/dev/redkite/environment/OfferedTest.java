package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.environment.AccountSnapshot.Key;
import dev.redkite.environment.AccountSnapshot.KubernetesVersion;
import dev.redkite.environment.AccountSnapshot.Subnet;
import dev.redkite.environment.AccountSnapshot.Zone;
import dev.redkite.failure.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Plans in accounts where AWS does not offer everything everywhere. */
class OfferedTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final String LEAST = "{\"name\":\"demo\"}";
    private static final List<Zone> ZONES = List.of(new Zone("us-west-2a", "usw2-az2"), new Zone("us-west-2b", "usw2-az1"),
            new Zone("us-west-2c", "usw2-az3"), new Zone("us-west-2d", "usw2-az4"));

    private static AccountSnapshot account(List<KubernetesVersion> kubernetes, List<String> kafka, Map<String, Set<String>> offerings, Key bucket, Key volume) {
        return new AccountSnapshot(NOW, kubernetes, kafka, ZONES,
                List.of(new Subnet("subnet-00000001", "vpc-1", "us-west-2a", "usw2-az2"), new Subnet("subnet-00000002", "vpc-1", "us-west-2b", "usw2-az1")),
                List.of(), null, offerings, bucket, Key.NONE, volume, AccountSnapshot.HostedZone.NONE, AccountSnapshot.Certificates.NONE, List.of());
    }

    private static AccountSnapshot kafka(String... versions) {
        return account(Planned.offering("1.35"), List.of(versions), Map.of(), Key.NONE, Key.NONE);
    }

    private static AccountSnapshot kubernetes(KubernetesVersion... versions) {
        return account(List.of(versions), List.of(), Map.of(), Key.NONE, Key.NONE);
    }

    private static AccountSnapshot types(Map<String, Set<String>> offerings) {
        return account(Planned.offering("1.35"), List.of(), offerings, Key.NONE, Key.NONE);
    }

    @Test
    void the_usual_kafka_is_taken_where_msk_makes_it_or_nobody_knows() {
        assertThat(Planned.plan(LEAST, null, kafka("3.8.x", "3.9.x")).kafka().version()).isEqualTo("3.9.x");
        assertThat(Planned.plan(LEAST, null, kafka()).kafka().version()).isEqualTo("3.9.x");
    }

    @Test
    void the_next_kafka_is_taken_where_msk_makes_no_clusters_of_the_usual_one() {
        assertThat(Planned.plan(LEAST, null, kafka("3.8.x")).kafka().version()).isEqualTo("3.8.x");
    }

    @Test
    void a_kafka_that_msk_does_not_make_is_refused_with_those_that_it_does() {
        assertThat(Planned.violations("{\"name\":\"demo\",\"kafka\":{\"version\":\"3.9.x\"}}", null, kafka("3.8.x", "2.8.1")))
                .containsExactly("$.kafka.version: MSK makes no clusters of 3.9.x in this region now; use one of 3.8.x");
    }

    @Test
    void where_msk_makes_no_kafka_that_milvus_can_use_another_region_is_named_as_the_way_out() {
        assertThat(Planned.violations(LEAST, null, kafka("2.8.1"))).containsExactly("$.kafka.version: MSK makes no clusters of 3.9.x in this region now;"
                + " and of none that Milvus 2.6.15 can use: ask the Redkite of another region");
    }

    @Test
    void a_kafka_that_stands_goes_on_though_msk_makes_no_more_of_it() {
        Plan standing = Planned.plan(LEAST, null, kafka("3.9.x"));

        assertThat(Planned.plan(LEAST, standing, kafka("3.8.x")).kafka().version()).isEqualTo("3.9.x");
    }

    private static KubernetesVersion version(String version, boolean standard, String until) {
        return new KubernetesVersion(version, standard, until == null ? null : Instant.parse(until));
    }

    @Test
    void the_usual_kubernetes_is_taken_while_eks_supports_it_and_else_another_one_that_it_does() {
        assertThat(Planned.plan(LEAST, null, kubernetes(version("1.34", true, null), version("1.35", true, null))).cluster().kubernetesVersion()).isEqualTo("1.35");
        assertThat(Planned.plan(LEAST, null, kubernetes(version("1.34", true, null), version("1.35", false, null))).cluster().kubernetesVersion()).isEqualTo("1.34");
    }

    @Test
    void a_kubernetes_under_extended_support_is_refused_with_the_reason() {
        assertThat(Planned.violations("{\"name\":\"demo\",\"kubernetes\":{\"version\":\"1.34\"}}", null,
                kubernetes(version("1.34", false, null), version("1.35", true, null)))).containsExactly("$.kubernetes.version: EKS has 1.34 under"
                + " extended support only, which costs more and which Redkite's clusters do not ask for; use one of 1.35");
    }

    private static List<String> supportEnds(String until) {
        return Planned.plan(LEAST, null, kubernetes(version("1.35", true, until))).warnings().stream().filter(each -> each.startsWith("Kubernetes")).toList();
    }

    @Test
    void an_end_of_support_is_told_of_when_it_is_less_than_ninety_days_away() {
        assertThat(supportEnds("2027-02-22T08:59:59Z")).singleElement().asString().startsWith("Kubernetes 1.35 leaves EKS' standard support on 2027-02-22:");
        assertThat(supportEnds("2027-02-22T09:00:00Z")).isEmpty();
        assertThat(supportEnds(null)).isEmpty();
    }

    private static final Set<String> EVERYWHERE = Set.of("usw2-az1", "usw2-az2", "usw2-az3", "usw2-az4");

    @Test
    void zones_that_offer_most_are_chosen_and_told_in_the_order_of_their_names() {
        AccountSnapshot account = types(Map.of("m7g.large", EVERYWHERE, "m6i.large", EVERYWHERE, "m6i.xlarge", EVERYWHERE, "m6i.2xlarge", EVERYWHERE,
                "m6i.4xlarge", Set.of("usw2-az2", "usw2-az3", "usw2-az4")));

        assertThat(Planned.plan(LEAST, null, account).network().zones()).extracting(Plan.Network.Zone::name)
                .containsExactly("us-west-2a", "us-west-2c", "us-west-2d");
    }

    @Test
    void a_zone_without_the_brokers_type_is_gone_round() {
        AccountSnapshot account = types(Map.of("m7g.large", Set.of("usw2-az1", "usw2-az3"), "m6i.4xlarge", EVERYWHERE, "m6i.2xlarge", EVERYWHERE));

        assertThat(Planned.plan(LEAST, null, account).network().zones()).extracting(Plan.Network.Zone::name).containsExactly("us-west-2b", "us-west-2c");
    }

    @Test
    void where_two_zones_are_not_to_be_had_every_way_out_is_named() {
        AccountSnapshot account = types(Map.of("m7g.large", Set.of("usw2-az1"), "m6i.4xlarge", EVERYWHERE));

        assertThat(Planned.violations("{\"name\":\"demo\",\"nodes\":{\"instanceType\":\"m6i.4xlarge\"}}", null, account)).contains(
                "$.network: the region has fewer than two availability zones with all of EKS, m7g.large, m6i.4xlarge;"
                        + " name subnets of your own, or choose another kafka.instanceType, or choose another nodes.instanceType");
    }

    @Test
    void a_zone_that_is_named_and_lacks_a_type_is_refused_with_what_it_has() {
        AccountSnapshot account = types(Map.of("m7g.large", Set.of("usw2-az1", "usw2-az3"), "m5.large", EVERYWHERE, "m6i.4xlarge", EVERYWHERE, "m6i.2xlarge", EVERYWHERE));

        assertThat(Planned.violations("{\"name\":\"demo\",\"nodes\":{\"instanceType\":\"m6i.4xlarge\"},\"network\":{\"zones\":[\"us-west-2a\",\"us-west-2b\"]}}", null, account))
                .containsExactly("$.network.zones[0]: lies in us-west-2a, which is usw2-az2, where EC2 does not offer m7g.large;"
                        + " choose among us-west-2b (usw2-az1), us-west-2c (usw2-az3), or ask for another kafka.instanceType, such as kafka.m5.large");
    }

    @Test
    void nodes_are_of_a_type_that_all_zones_of_the_network_offer() {
        AccountSnapshot account = types(Map.of("m7g.large", EVERYWHERE, "r7i.2xlarge", EVERYWHERE, "m6i.2xlarge", Set.of("usw2-az2")));

        assertThat(Planned.plan(LEAST, null, account).nodes().instanceType()).isEqualTo("r7i.2xlarge");
        assertThat(Planned.plan("{\"name\":\"demo\",\"network\":{\"subnetIds\":[\"subnet-00000001\",\"subnet-00000002\"]}}", null, account).nodes().instanceType())
                .isEqualTo("r7i.2xlarge");
    }

    @Test
    void a_key_that_must_be_used_and_cannot_be_is_told_with_the_others() {
        Key bucket = new Key(null, List.of(new Violation("$.storage.bucket", "its key is disabled")));
        Key volume = new Key(null, List.of(new Violation("$", "the volumes' key is disabled")));

        assertThat(Planned.violations(LEAST, null, account(Planned.offering("1.35"), List.of(), Map.of(), bucket, volume)))
                .containsExactly("$.storage.bucket: its key is disabled", "$: the volumes' key is disabled");
    }

    @Test
    void a_key_that_can_be_used_is_planned_with() {
        Plan plan = Planned.plan(LEAST, null, account(Planned.offering("1.35"), List.of(), Map.of(), new Key("arn:bucket", List.of()), new Key("arn:volume", List.of())));

        assertThat(plan.storage().keyArn()).isEqualTo("arn:bucket");
        assertThat(plan.cluster().volumeKeyArn()).isEqualTo("arn:volume");
    }

    @Test
    void a_cluster_that_runs_is_part_of_the_account() {
        AccountSnapshot account = kafka("3.9.x");

        assertThat(account.running("1.34").clusterVersion()).isEqualTo("1.34");
        assertThat(account.running("1.34").kafkaVersions()).containsExactly("3.9.x");
    }
}
