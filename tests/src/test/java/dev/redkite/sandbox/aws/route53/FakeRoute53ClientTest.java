package dev.redkite.sandbox.aws.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.TagResourceType;

/** Route 53 as AWS documents it. */
class FakeRoute53ClientTest {

    private static final String VPC = "vpc-0a1a0000000000001";

    private final World world = World.standing();
    private final Route53Client route53 = world.client(Route53Client.class);
    private String zone;

    @BeforeEach
    void have_a_zone() {
        zone = world.route53().standing("example.com", null, Map.of());
    }

    private static void refuses(String code, String words, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, refusal -> {
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(refusal.awsErrorDetails().errorMessage()).contains(words);
        });
    }

    private static ResourceRecordSet set(RRType type, String name, String... values) {
        return ResourceRecordSet.builder().name(name).type(type).ttl(60L)
                .resourceRecords(Stream.of(values).map(value -> ResourceRecord.builder().value(value).build()).toList()).build();
    }

    private static Change create(ResourceRecordSet set) {
        return Change.builder().action(ChangeAction.CREATE).resourceRecordSet(set).build();
    }

    private static Change delete(ResourceRecordSet set) {
        return Change.builder().action(ChangeAction.DELETE).resourceRecordSet(set).build();
    }

    private String change(Change... changes) {
        return route53.changeResourceRecordSets(request -> request.hostedZoneId(zone).changeBatch(batch -> batch.changes(changes)))
                .changeInfo().id();
    }

    private List<String> listed() {
        return route53.listResourceRecordSetsPaginator(request -> request.hostedZoneId(zone)).resourceRecordSets().stream()
                .map(set -> set.name() + " " + set.typeAsString()).toList();
    }

    @Test
    void a_zone_begins_with_its_name_servers_and_its_authority() {
        assertThat(listed()).containsExactly("example.com. NS", "example.com. SOA");
    }

    @Test
    void what_is_created_is_listed_by_its_labels_from_the_last_on() {
        change(create(set(RRType.A, "b.example.com", "10.0.0.1")), create(set(RRType.TXT, "_x.a.example.com", "\"text\"")),
                create(set(RRType.A, "A.example.com", "10.0.0.2")));

        assertThat(listed()).containsExactly("example.com. NS", "example.com. SOA", "a.example.com. A", "_x.a.example.com. TXT", "b.example.com. A");
    }

    @Test
    void more_than_a_page_is_listed_page_by_page_and_from_a_name_on() {
        change(IntStream.range(0, 700).mapToObj(i -> create(set(RRType.A, "h%03d.example.com".formatted(i), "10.0.0.1"))).toArray(Change[]::new));

        assertThat(listed()).hasSize(702);
        assertThat(route53.listResourceRecordSets(request -> request.hostedZoneId(zone).startRecordName("h690.example.com").maxItems("3")))
                .satisfies(page -> assertThat(page.resourceRecordSets()).extracting(ResourceRecordSet::name)
                        .containsExactly("h690.example.com.", "h691.example.com.", "h692.example.com."))
                .satisfies(page -> assertThat(page.nextRecordName()).isEqualTo("h693.example.com."));
    }

    @Test
    void what_is_there_is_not_created_again_and_nothing_of_the_batch_happens() {
        change(create(set(RRType.A, "a.example.com", "10.0.0.1")));

        refuses("InvalidChangeBatch", "[Tried to create resource record set [name='a.example.com.', type='A'] but it already exists]",
                () -> change(create(set(RRType.A, "b.example.com", "10.0.0.1")), create(set(RRType.A, "a.example.com", "10.0.0.1"))));
        assertThat(listed()).doesNotContain("b.example.com. A");
    }

    @Test
    void what_is_deleted_must_be_there_with_the_very_values() {
        change(create(set(RRType.A, "a.example.com", "10.0.0.1")));

        refuses("InvalidChangeBatch", "but the values provided do not match the current values", () -> change(delete(set(RRType.A, "a.example.com", "10.0.0.2"))));
        refuses("InvalidChangeBatch", "but it was not found", () -> change(delete(set(RRType.A, "b.example.com", "10.0.0.1"))));
        change(delete(set(RRType.A, "a.example.com", "10.0.0.1")), create(set(RRType.A, "a.example.com", "10.0.0.2")));
        assertThat(listed()).contains("a.example.com. A");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "A     | a.example.org | 10.0.0.1 | is not permitted in zone example.com.",
            "TXT   | a.example.com | text     | InvalidCharacterString",
            "CNAME | c.example.com | x.org    | is not permitted because a conflicting RRSet of type A",
            "NS    | example.com   | ns.org   | but it already exists"})
    void a_record_that_cannot_be_is_refused(RRType type, String name, String value, String words) {
        change(create(set(RRType.A, "c.example.com", "10.0.0.1")));

        refuses("InvalidChangeBatch", words, () -> change(create(set(type, name, value))));
    }

    @Test
    void a_record_has_either_values_or_an_alias() {
        refuses("InvalidInput", "Expected exactly one of [AliasTarget",
                () -> change(create(ResourceRecordSet.builder().name("a.example.com").type(RRType.A).build())));
    }

    @Test
    void what_a_zone_began_with_stays() {
        ResourceRecordSet authority = route53.listResourceRecordSets(request -> request.hostedZoneId(zone)).resourceRecordSets().getLast();

        refuses("InvalidChangeBatch", "exactly one SOA", () -> change(delete(authority)));
    }

    private Change alias(String zoneId, String target) {
        return create(ResourceRecordSet.builder().name("a.example.com").type(RRType.A)
                .aliasTarget(AliasTarget.builder().hostedZoneId(zoneId).dnsName(target).evaluateTargetHealth(false).build()).build());
    }

    @Test
    void an_alias_leads_to_a_load_balancer_that_stands_by_the_zone_of_its_kind() {
        world.elasticLoadBalancing().standing("orders", VPC, Map.of());
        LoadBalancer orders = world.client(ElasticLoadBalancingV2Client.class).describeLoadBalancers(request -> {}).loadBalancers().getFirst();

        refuses("InvalidChangeBatch", "does not lie within the target zone", () -> change(alias("ZELSEWHERE", orders.dnsName())));
        refuses("InvalidChangeBatch", "that target was not found", () -> change(alias(orders.canonicalHostedZoneId(), "gone.elb.amazonaws.com")));
        change(alias(orders.canonicalHostedZoneId(), orders.dnsName()));
        assertThat(listed()).contains("a.example.com. A");
    }

    @Test
    void a_change_is_listed_at_once_and_known_to_all_servers_later() {
        world.elasticLoadBalancing().standing("orders", VPC, Map.of());
        LoadBalancer orders = world.client(ElasticLoadBalancingV2Client.class).describeLoadBalancers(request -> {}).loadBalancers().getFirst();
        String change = change(alias(orders.canonicalHostedZoneId(), orders.dnsName()));

        assertThat(route53.getChange(request -> request.id(change)).changeInfo().status()).isEqualTo(ChangeStatus.PENDING);
        assertThat(world.route53().leadsTo("a.example.com")).isEmpty();
        world.clock().advance(Duration.ofMinutes(1));
        assertThat(route53.getChange(request -> request.id(change)).changeInfo().status()).isEqualTo(ChangeStatus.INSYNC);
        assertThat(world.route53().leadsTo("a.example.com")).contains(orders.dnsName());
    }

    @Test
    void a_change_that_nobody_sent_is_unknown() {
        refuses("NoSuchChange", "", () -> route53.getChange(request -> request.id("C1")));
    }

    @Test
    void a_zone_in_which_anything_is_stays() {
        change(create(set(RRType.A, "a.example.com", "10.0.0.1")));

        refuses("HostedZoneNotEmpty", "non-required", () -> route53.deleteHostedZone(request -> request.id(zone)));
        change(delete(set(RRType.A, "a.example.com", "10.0.0.1")));
        route53.deleteHostedZone(request -> request.id(zone));
        refuses("NoSuchHostedZone", zone, () -> route53.getHostedZone(request -> request.id(zone)));
    }

    private static CreateHostedZoneRequest.Builder wanted(String reference, String vpc) {
        return CreateHostedZoneRequest.builder().name("example.internal").callerReference(reference)
                .vpc(each -> each.vpcId(vpc).vpcRegion("us-west-2")).hostedZoneConfig(config -> config.privateZone(true));
    }

    @Test
    void a_private_zone_needs_a_vpc_that_can_ask_it() {
        refuses("InvalidInput", "must specify a VPC", () -> route53.createHostedZone(wanted("1", VPC).vpc((software.amazon.awssdk.services.route53.model.VPC) null).build()));
        refuses("InvalidVPCId", "vpc-none", () -> route53.createHostedZone(wanted("1", "vpc-none").build()));
        world.client(Ec2Client.class).modifyVpcAttribute(request -> request.vpcId(VPC).enableDnsSupport(value -> value.value(false)));
        refuses("InvalidVPCId", "no DNS support", () -> route53.createHostedZone(wanted("1", VPC).build()));
    }

    @Test
    void a_vpc_has_one_private_zone_of_a_name_and_a_reference_makes_one_zone() {
        String made = route53.createHostedZone(wanted("1", VPC).build()).hostedZone().id();

        refuses("ConflictingDomainExists", made, () -> route53.createHostedZone(wanted("2", VPC).build()));
        route53.deleteHostedZone(request -> request.id(made));
        refuses("HostedZoneAlreadyExists", "caller reference", () -> route53.createHostedZone(wanted("1", VPC).build()));
    }

    @Test
    void zones_are_found_by_name_and_listed_page_by_page() {
        String other = world.route53().standing("example.com", null, Map.of(), VPC);
        world.route53().standing("a.example.com", null, Map.of());

        assertThat(route53.listHostedZonesByName(request -> request.dnsName("example.com")).hostedZones()).extracting(HostedZone::id)
                .startsWith(zone, other).hasSize(3);
        assertThat(route53.listHostedZonesByName(request -> request.dnsName("f.example.com")).hostedZones()).isEmpty();
        assertThat(route53.listHostedZonesPaginator(request -> request.maxItems("1")).hostedZones().stream()).hasSize(3);
    }

    @Test
    void tags_are_added_and_taken_away() {
        route53.changeTagsForResource(request -> request.resourceType(TagResourceType.HOSTEDZONE).resourceId(zone)
                .addTags(tag -> tag.key("team").value("search"), tag -> tag.key("cost").value("1")));
        route53.changeTagsForResource(request -> request.resourceType(TagResourceType.HOSTEDZONE).resourceId(zone).removeTagKeys("cost"));

        assertThat(world.route53().inventory()).containsEntry("route53:hostedzone/" + zone, Map.of("team", "search"));
    }

    @Test
    void a_record_says_by_the_text_beside_it_whose_it_is() {
        change(create(set(RRType.A, "a.example.com", "10.0.0.1")), create(set(RRType.TXT, "_redkite.a.example.com", "\"redkite:environment=demo\"")),
                create(set(RRType.A, "b.example.com", "10.0.0.1")));

        assertThat(world.route53().inventory())
                .containsEntry("route53:recordset/%s/a.example.com./A".formatted(zone), Map.of("redkite:environment", "demo"))
                .containsEntry("route53:recordset/%s/b.example.com./A".formatted(zone), Map.of());
    }
}
