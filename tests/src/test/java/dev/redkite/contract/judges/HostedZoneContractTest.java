package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.failure.AwsErrors.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.Tag;
import software.amazon.awssdk.services.route53.model.TagResourceType;

/** Amazon Route 53. */
class HostedZoneContractTest extends Behaviours {

    private Route53Client route53() {
        return client(Route53Client.class);
    }

    private String name() {
        return account.name("zone").toLowerCase() + ".internal";
    }

    private HostedZone zone() {
        String vpc = client(Ec2Client.class).createVpc(request -> request.cidrBlock("10.0.0.0/16")).vpc().vpcId();
        settle();
        client(Ec2Client.class).modifyVpcAttribute(request -> request.vpcId(vpc).enableDnsHostnames(value -> value.value(true)));
        return route53().createHostedZone(request -> request.name(name()).callerReference(name())
                .vpc(each -> each.vpcId(vpc).vpcRegion("us-west-2"))
                .hostedZoneConfig(config -> config.privateZone(true).comment("judged"))).hostedZone();
    }

    private static String id(HostedZone zone) {
        return zone.id().substring(zone.id().lastIndexOf('/') + 1);
    }

    private static ResourceRecordSet text(String name, String text) {
        return ResourceRecordSet.builder().name(name).type(RRType.TXT).ttl(300L)
                .resourceRecords(ResourceRecord.builder().value("\"" + text + "\"").build()).build();
    }

    private void change(HostedZone zone, ChangeAction action, ResourceRecordSet... sets) {
        List<Change> changes = List.of(sets).stream().map(set -> Change.builder().action(action).resourceRecordSet(set).build()).toList();
        route53().changeResourceRecordSets(request -> request.hostedZoneId(id(zone)).changeBatch(batch -> batch.changes(changes)));
    }

    @Test
    void a_zone_is_found_by_its_name_with_its_comment_and_ends_in_a_dot() {
        HostedZone zone = zone();

        assertThat(route53().listHostedZonesByName(request -> request.dnsName(name())).hostedZones())
                .filteredOn(found -> found.name().equals(name() + ".")).singleElement().satisfies(found -> {
                    assertThat(id(found)).isEqualTo(id(zone));
                    assertThat(found.config().comment()).isEqualTo("judged");
                    assertThat(found.config().privateZone()).isTrue();
                });
    }

    @Test
    void a_private_zone_tells_its_vpc() {
        assertThat(route53().getHostedZone(request -> request.id(id(zone()))).vpCs()).singleElement()
                .satisfies(vpc -> assertThat(client(Ec2Client.class).describeVpcs(request -> request.vpcIds(vpc.vpcId())).vpcs())
                        .extracting(Vpc::vpcId).containsExactly(vpc.vpcId()));
    }

    @Test
    void tags_are_put_on_a_zone_that_stands() {
        HostedZone zone = zone();
        route53().changeTagsForResource(request -> request.resourceType(TagResourceType.HOSTEDZONE).resourceId(id(zone))
                .addTags(tag -> tag.key("judged").value("yes")));

        assertThat(route53().listTagsForResource(request -> request.resourceType(TagResourceType.HOSTEDZONE).resourceId(id(zone)))
                .resourceTagSet().tags()).containsExactly(Tag.builder().key("judged").value("yes").build());
    }

    @Test
    void a_record_stands_where_its_name_says_and_what_is_below_follows() {
        HostedZone zone = zone();
        change(zone, ChangeAction.CREATE, text("_redkite.demo." + name(), "mark"), text("demo." + name(), "name"), text("another." + name(), "else"));

        assertThat(route53().listResourceRecordSets(request -> request.hostedZoneId(id(zone)).startRecordName("demo." + name())).resourceRecordSets())
                .extracting(ResourceRecordSet::name).containsExactly("demo." + name() + ".", "_redkite.demo." + name() + ".");
    }

    @Test
    void what_is_there_is_not_created_again() {
        HostedZone zone = zone();
        change(zone, ChangeAction.CREATE, text("demo." + name(), "one"));

        refuses(Kind.IN_USE, () -> change(zone, ChangeAction.CREATE, text("demo." + name(), "two")));
    }

    @Test
    void of_a_batch_in_which_one_change_is_refused_none_is_carried_out() {
        HostedZone zone = zone();
        change(zone, ChangeAction.CREATE, text("demo." + name(), "one"));

        refuses(Kind.IN_USE, () -> change(zone, ChangeAction.CREATE, text("before." + name(), "one"), text("demo." + name(), "two")));
        assertThat(route53().listResourceRecordSets(request -> request.hostedZoneId(id(zone))).resourceRecordSets())
                .extracting(ResourceRecordSet::name).doesNotContain("before." + name() + ".");
    }

    @Test
    void what_is_deleted_must_be_there() {
        HostedZone zone = zone();

        refuses(Kind.IN_USE, () -> change(zone, ChangeAction.DELETE, text("demo." + name(), "one")));
    }

    @Test
    void what_is_deleted_must_have_the_very_values() {
        HostedZone zone = zone();
        change(zone, ChangeAction.CREATE, text("demo." + name(), "one"));

        refuses(Kind.IN_USE, () -> change(zone, ChangeAction.DELETE, text("demo." + name(), "two")));
    }

    @Test
    void a_zone_with_records_cannot_be_deleted() {
        HostedZone zone = zone();
        change(zone, ChangeAction.CREATE, text("demo." + name(), "one"));

        refuses(Kind.IN_USE, () -> route53().deleteHostedZone(request -> request.id(id(zone))));
        change(zone, ChangeAction.DELETE, text("demo." + name(), "one"));
        route53().deleteHostedZone(request -> request.id(id(zone)));
        refuses(Kind.ABSENT, () -> route53().getHostedZone(request -> request.id(id(zone))));
    }
}
