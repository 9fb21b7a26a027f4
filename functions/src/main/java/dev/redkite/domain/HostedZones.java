package dev.redkite.domain;

import dev.redkite.failure.AwsErrors;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByNameResponse;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.VPC;

/** What Route 53 is asked about zones and what is in them; reads only. */
record HostedZones(Route53Client route53) {

    /** All of that name, public ones too; their list begins with it, and goes on with the names after it. */
    List<HostedZone> called(String name) {
        ListHostedZonesByNameResponse page = route53.listHostedZonesByName(request -> request.dnsName(name));
        return page.hostedZones().stream().filter(zone -> plain(zone.name()).equals(name)).toList();
    }

    /** Those that Redkite made for that environment. */
    List<HostedZone> made(PrivateZoneIdentity identity) {
        return called(identity.zone()).stream()
                .filter(zone -> zone.config().privateZone() && identity.comment().equals(zone.config().comment()))
                .toList();
    }

    Optional<GetHostedZoneResponse> find(String id) {
        return AwsErrors.find(() -> route53.getHostedZone(request -> request.id(id)));
    }

    boolean knownIn(String id, String vpcId) {
        return find(id).stream().flatMap(zone -> zone.vpCs().stream()).map(VPC::vpcId).anyMatch(vpcId::equals);
    }

    /** All that is at a name and below it. Route 53 lists by the labels from the last to the first, so these stand together. */
    List<ResourceRecordSet> below(String zoneId, String host) {
        return route53.listResourceRecordSetsPaginator(request -> request.hostedZoneId(zoneId).startRecordName(host))
                .resourceRecordSets().stream()
                .takeWhile(set -> within(plain(set.name()), host))
                .toList();
    }

    private static boolean within(String name, String host) {
        return name.equals(host) || name.endsWith("." + host);
    }

    /** What is in a zone beside what it was made with (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/SOA-NSrecords.html). */
    List<ResourceRecordSet> contents(HostedZone zone) {
        return route53.listResourceRecordSetsPaginator(request -> request.hostedZoneId(id(zone))).resourceRecordSets().stream()
                .filter(set -> !set.name().equals(zone.name()) || !List.of("NS", "SOA").contains(set.typeAsString()))
                .toList();
    }

    /** Route 53 says /hostedzone/Z1 and takes Z1. */
    static String id(HostedZone zone) {
        return zone.id().substring(zone.id().lastIndexOf('/') + 1);
    }

    /** Without the dot in which Route 53's names end. */
    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    }
}
