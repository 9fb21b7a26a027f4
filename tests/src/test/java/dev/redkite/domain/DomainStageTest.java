package dev.redkite.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.environment.Plan;
import dev.redkite.environment.Scheme;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.NotYetVisible;
import dev.redkite.failure.StageBroken;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.RRType;

/** Names in a zone of the user's, and in one of the environment's own. */
class DomainStageTest {

    private static final String VPC = "vpc-0a1a0000000000001";
    private static final Plan.Domain MADE = new Plan.Domain("example.internal", null);

    private final World world = World.standing();
    private final DomainStage stage = new DomainStage(
            () -> world.client(Route53Client.class), () -> world.client(ElasticLoadBalancingV2Client.class), world.clock());
    private final String users = world.route53().standing("example.com", "theirs", Map.of());
    private final Plan.Domain adopted = new Plan.Domain("example.com", users);
    private Map<String, Map<String, String>> before;

    @BeforeEach
    void have_load_balancers() {
        Stream.of("demo-g1-milvus", "demo-g1-attu", "demo-g2-milvus").forEach(name -> world.elasticLoadBalancing().standing(name, VPC, Map.of()));
        before = world.route53().inventory();
    }

    private static Plan plan(int generation, boolean attu, Map<String, String> tags, Plan.Domain domain, Plan.Domain... former) {
        return new Plan("demo", generation, "123456789012", "us-west-2", tags, false, null, null, null, null, null, null,
                new Plan.Exposure(Scheme.INTERNAL, List.of(), domain, List.of(former), null),
                new Plan.Attu(attu, "2.6.5", Scheme.INTERNAL, List.of(), null), null, null, List.of());
    }

    private static Plan plan(Plan.Domain domain, Plan.Domain... former) {
        return plan(1, true, Map.of("team", "search"), domain, former);
    }

    private String host(String loadBalancer) {
        return world.client(ElasticLoadBalancingV2Client.class).describeLoadBalancers(request -> request.names(loadBalancer)).loadBalancers()
                .stream().map(LoadBalancer::dnsName).findFirst().orElseThrow();
    }

    private DomainSpec spec(Plan plan) {
        return new DomainSpec(plan, VPC, host(plan.names().networkLoadBalancer()));
    }

    private DomainFacts ensured(Plan plan) {
        return stage.ensure(spec(plan)) instanceof Done<DomainFacts>(DomainFacts facts) ? facts : null;
    }

    private String leadsTo(String name) {
        world.clock().advance(Duration.ofMinutes(1));
        return world.route53().leadsTo(name).orElse("nowhere");
    }

    @Test
    void an_environment_without_names_asks_route_53_nothing() {
        assertThat(ensured(plan(null))).isEqualTo(DomainFacts.NONE);
        assertThat(stage.retire(plan(null))).isInstanceOf(Done.class);
        assertThat(world.calls()).noneMatch(call -> call.service().equals("Route53"));
    }

    @Test
    void a_private_zone_is_made_and_tagged_and_names_lead_to_the_load_balancers() {
        DomainFacts facts = ensured(plan(MADE));

        assertThat(facts.milvusHost()).isEqualTo("demo.milvus.example.internal");
        assertThat(facts.attuHost()).isEqualTo("demo.attu.example.internal");
        assertThat(facts.change()).isNotNull();
        assertThat(leadsTo("demo.milvus.example.internal")).isEqualTo(host("demo-g1-milvus"));
        assertThat(leadsTo("demo.attu.example.internal")).isEqualTo(host("demo-g1-attu"));
        assertThat(world.route53().inventory().entrySet()).filteredOn(thing -> thing.getKey().startsWith("route53:hostedzone/"))
                .anySatisfy(zone -> assertThat(zone.getValue()).containsEntry("redkite:environment", "demo").containsEntry("team", "search"));
    }

    @Test
    void ensured_twice_nothing_changes_and_no_change_is_to_be_awaited() {
        ensured(plan(MADE));
        world.takeChanges();

        assertThat(ensured(plan(MADE)).change()).isNull();
        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void all_records_come_in_one_batch_so_none_is_ever_without_the_text_that_says_whose_it_is() {
        ensured(plan(adopted));

        assertThat(world.takeChanges()).containsExactly("Route53:ChangeResourceRecordSets");
        assertThat(world.route53().inventory()).containsKeys(
                "route53:recordset/%s/demo.milvus.example.com./A".formatted(users), "route53:recordset/%s/_redkite.demo.milvus.example.com./TXT".formatted(users),
                "route53:recordset/%s/demo.attu.example.com./A".formatted(users), "route53:recordset/%s/_redkite.demo.attu.example.com./TXT".formatted(users));
    }

    @Test
    void a_name_is_switched_to_the_load_balancer_of_the_present_life() {
        ensured(plan(1, false, Map.of(), adopted));
        ensured(plan(2, false, Map.of(), adopted));

        assertThat(leadsTo("demo.milvus.example.com")).isEqualTo(host("demo-g2-milvus"));
    }

    @Test
    void a_load_balancer_that_is_not_the_healthy_one_is_led_to_by_nobody() {
        assertThat(stage.ensure(new DomainSpec(plan(adopted), VPC, "earlier.elb.amazonaws.com"))).isInstanceOf(Pending.class);
        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void what_somebody_took_away_or_led_elsewhere_is_put_right() {
        ensured(plan(adopted));
        world.route53().erase(users, RRType.A, "demo.milvus.example.com");
        world.route53().write(users, RRType.A, "demo.attu.example.com", "10.9.9.9");

        ensured(plan(adopted));

        assertThat(leadsTo("demo.milvus.example.com")).isEqualTo(host("demo-g1-milvus"));
        assertThat(leadsTo("demo.attu.example.com")).isEqualTo(host("demo-g1-attu"));
    }

    @ParameterizedTest
    @CsvSource({"A, demo.milvus.example.com, 10.0.0.1", "CNAME, demo.milvus.example.com, x.example.org", "AAAA, demo.attu.example.com, ::1",
        "TXT, _redkite.demo.milvus.example.com, '\"redkite:environment=demo,redkite:region=eu-west-1\"'"})
    void a_name_that_somebody_else_has_is_left_alone_with_all_others(RRType type, String name, String value) {
        world.route53().write(users, type, name, value);

        assertThatThrownBy(() -> ensured(plan(adopted))).isInstanceOf(NotOurs.class).hasMessageContaining("Remove them, or rename the environment.");
        assertThat(stage.retire(plan(adopted))).isInstanceOf(Done.class);
        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void texts_of_somebody_s_at_the_name_itself_are_in_nobody_s_way() {
        world.route53().write(users, RRType.TXT, "demo.milvus.example.com", "\"v=spf1 -all\"");

        ensured(plan(adopted));
        stage.retire(plan(adopted));

        assertThat(world.route53().inventory()).containsKey("route53:recordset/%s/demo.milvus.example.com./TXT".formatted(users)).hasSize(before.size() + 1);
    }

    @Test
    void retired_nothing_is_left_and_a_zone_of_the_user_s_loses_only_what_was_made() {
        world.route53().write(users, RRType.A, "www.example.com", "203.0.113.7");
        before = world.route53().inventory();
        ensured(plan(adopted, MADE));
        new PrivateZoneStage(world.client(Route53Client.class), world.clock()).ensure(spec(plan(MADE)).zone(MADE));

        assertThat(stage.retire(plan(adopted, MADE))).isInstanceOf(Done.class);

        assertThat(world.route53().inventory()).isEqualTo(before);
        assertThat(stage.retire(plan(adopted, MADE))).isInstanceOf(Done.class);
    }

    @Test
    void a_private_zone_into_which_somebody_wrote_stays_without_our_records() {
        ensured(plan(MADE));
        String zone = world.client(Route53Client.class).listHostedZonesByName(request -> request.dnsName("example.internal")).hostedZones().getFirst().id();
        world.route53().write(zone, RRType.A, "db.example.internal", "10.0.0.3");

        assertThatThrownBy(() -> stage.retire(plan(MADE))).isInstanceOf(NotOurs.class).hasMessageContaining("db.example.internal.");
        assertThat(world.route53().inventory().keySet()).filteredOn(thing -> thing.contains("/" + zone + "/"))
                .containsExactly("route53:recordset/%s/db.example.internal./A".formatted(zone));
    }

    @Test
    void attu_s_name_goes_with_attu() {
        ensured(plan(adopted));
        DomainFacts facts = ensured(plan(1, false, Map.of(), adopted));

        assertThat(facts.attuHost()).isNull();
        assertThat(world.route53().inventory().keySet()).noneMatch(thing -> thing.contains("demo.attu"));
    }

    @Test
    void where_an_update_has_moved_the_names_from_nothing_is_left() {
        ensured(plan(MADE));
        ensured(plan(adopted, MADE));
        assertThat(world.route53().inventory().keySet()).noneMatch(thing -> thing.contains("example.internal"));

        assertThat(ensured(plan(null, adopted, MADE))).isEqualTo(DomainFacts.NONE);
        assertThat(world.route53().inventory()).isEqualTo(before);
    }

    @Test
    void what_a_crash_before_the_tags_left_is_tagged() {
        world.route53().standing("example.internal", "Names of Milvus in us-west-2, made by Redkite (redkite:environment=demo)", Map.of(), VPC);

        assertThat(ensured(plan(MADE)).milvusHost()).isEqualTo("demo.milvus.example.internal");
        assertThat(world.route53().inventory().values()).anyMatch(tags -> tags.containsKey("redkite:generation"));
    }

    @Test
    void more_tags_than_one_request_takes_are_sent_in_several_ours_first() {
        Map<String, String> many = new java.util.TreeMap<>();
        IntStream.range(0, 15).forEach(i -> many.put("tag-%02d".formatted(i), "value"));

        ensured(plan(1, true, many, MADE));

        assertThat(world.takeChanges()).containsExactly("Route53:CreateHostedZone", "Route53:ChangeTagsForResource", "Route53:ChangeTagsForResource",
                "Route53:ChangeResourceRecordSets");
    }

    @Test
    void another_private_zone_of_that_name_in_the_vpc_is_named_in_what_people_are_told() {
        world.route53().standing("example.internal", "theirs", Map.of(), VPC);

        assertThatThrownBy(() -> ensured(plan(MADE))).isInstanceOf(NotYetVisible.class).hasMessageContaining("exposure.domain.hostedZone");
    }

    @Test
    void a_zone_of_ours_that_the_vpc_does_not_know_is_for_people_to_look_at() {
        world.route53().standing("example.internal", "Names of Milvus in us-west-2, made by Redkite (redkite:environment=demo)", Map.of(), "vpc-0000000000000009");

        assertThatThrownBy(() -> ensured(plan(MADE))).isInstanceOf(StageBroken.class).hasMessageContaining("is not known in " + VPC);
    }

    @Test
    void a_zone_of_the_user_s_that_is_gone_holds_up_no_teardown() {
        ensured(plan(adopted));
        stage.retire(plan(adopted));
        world.client(Route53Client.class).deleteHostedZone(request -> request.id(users));

        assertThat(stage.retire(plan(adopted))).isInstanceOf(Done.class);
    }
}
