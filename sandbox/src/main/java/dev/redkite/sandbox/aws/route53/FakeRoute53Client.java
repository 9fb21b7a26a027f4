package dev.redkite.sandbox.aws.route53;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.FakeService;
import dev.redkite.sandbox.aws.StandingResource;
import dev.redkite.sandbox.aws.ec2.FakeEc2Client;
import dev.redkite.sandbox.aws.elasticloadbalancing.FakeElasticLoadBalancingV2Client;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.*;

/**
 * Amazon Route 53: hosted zones, and what is in them. It is one for all regions, of which this sandbox has one. What was
 * changed is listed at once, and known to all servers later.
 */
public final class FakeRoute53Client extends FakeService implements Route53Client {

    private static final int ZONES = 100;
    private static final int RECORDS = 300;

    private record Submitted(Instant at, Instant known) {}

    private final AccountRegion place;
    private final FakeEc2Client ec2;
    private final FakeElasticLoadBalancingV2Client loadBalancing;
    private final Map<String, Zone> zones = new TreeMap<>();
    private final Map<String, Submitted> submissions = new HashMap<>();
    private final Set<String> references = new HashSet<>();

    public FakeRoute53Client(AccountRegion place, FakeEc2Client ec2, FakeElasticLoadBalancingV2Client loadBalancing) {
        this.place = place;
        this.ec2 = ec2;
        this.loadBalancing = loadBalancing;
    }

    /** A zone of the user's own, a public one where no VPC is named; its id. */
    public String standing(String name, String comment, Map<String, String> tags, String... vpcs) {
        Zone zone = new Zone(newZone(), name, "by-hand-" + zones.size(), comment, Stream.of(vpcs).map(this::vpc).toList(), place.now());
        zone.tags.putAll(tags);
        zones.put(zone.id, zone);
        changes.note();
        return zone.id;
    }

    private VPC vpc(String id) {
        return VPC.builder().vpcId(id).vpcRegion(place.region()).build();
    }

    private String newZone() {
        return "Z" + place.identifiers().hexadecimal("hosted-zone", 20);
    }

    /** Somebody writes an address, or whatever else, by hand, and all servers know it. */
    public void write(String zoneId, RRType type, String name, String value) {
        Zone zone = require(zoneId);
        TreeMap<RecordKey, ResourceRecordSet> sets = new TreeMap<>(zone.sets());
        ResourceRecordSet set = ResourceRecordSet.builder().name(RecordKey.absolute(name)).type(type).ttl(300L)
                .resourceRecords(ResourceRecord.builder().value(value).build()).build();
        sets.put(RecordKey.of(set), set);
        zone.become(sets, place.now());
        changes.note();
    }

    /** Somebody deletes by hand what is there of that name and type. */
    public void erase(String zoneId, RRType type, String name) {
        Zone zone = require(zoneId);
        TreeMap<RecordKey, ResourceRecordSet> sets = new TreeMap<>(zone.sets());
        sets.remove(new RecordKey(RecordKey.absolute(name), type.toString(), ""));
        zone.become(sets, place.now());
        changes.note();
    }

    /** To which load balancer all servers let that name lead; empty when they do not all know it, or it leads nowhere. */
    public Optional<String> leadsTo(String name) {
        return zones.values().stream()
                .flatMap(zone -> zone.served(place.now()).values().stream())
                .filter(set -> set.name().equals(RecordKey.absolute(name)) && set.aliasTarget() != null)
                .map(set -> set.aliasTarget().dnsName().replaceFirst("\\.$", ""))
                .findFirst();
    }

    /** Zones, and each record that somebody has written into one; whose a record is says the text beside it. */
    @Override
    protected Stream<StandingResource> standing() {
        return zones.values().stream().flatMap(zone -> Stream.concat(
                Stream.of(new StandingResource("route53:hostedzone/" + zone.id, arn(zone), zone.tags,
                        () -> "%s %s %s %s".formatted(zone.name, zone.reference, zone.comment, zone.vpcs))),
                zone.sets().entrySet().stream().filter(set -> !zone.isOwn(set.getKey())).map(set -> record(zone, set.getKey(), set.getValue()))));
    }

    private String arn(Zone zone) {
        return place.sharedArn("route53", "hostedzone/" + zone.id);
    }

    private StandingResource record(Zone zone, RecordKey key, ResourceRecordSet set) {
        String name = "%s/%s/%s%s".formatted(zone.id, key.name(), key.type(), key.identifier());
        return new StandingResource("route53:recordset/" + name, arn(zone) + "/" + name, owner(zone, key), set::toString);
    }

    private static Map<String, String> owner(Zone zone, RecordKey key) {
        String marker = key.name().startsWith("_redkite.") ? key.name() : "_redkite." + key.name();
        ResourceRecordSet text = zone.sets().get(new RecordKey(marker, "TXT", ""));
        Map<String, String> owner = new TreeMap<>();
        if (text != null) {
            Stream.of(text.resourceRecords().getFirst().value().replace("\"", "").split(","))
                    .forEach(part -> owner.put(part.replaceFirst("=.*", ""), part.replaceFirst(".*=", "")));
        }
        return owner;
    }

    @Override
    public CreateHostedZoneResponse createHostedZone(CreateHostedZoneRequest request) {
        List<VPC> vpcs = Stream.ofNullable(request.vpc()).toList();
        boolean wanted = request.hostedZoneConfig() != null && Boolean.TRUE.equals(request.hostedZoneConfig().privateZone());
        refuse(wanted == vpcs.isEmpty(), 400, "InvalidInput", "When you're creating a private hosted zone, you must specify a VPC.");
        refuse(!request.name().matches("[a-zA-Z0-9_.-]+"), 400, "InvalidDomainName", request.name() + " is not a valid domain name");
        vpcs.forEach(vpc -> requireFit(vpc, RecordKey.absolute(request.name())));
        refuse(!references.add(request.callerReference()), 409, "HostedZoneAlreadyExists",
                "A hosted zone has already been created with the specified caller reference.");
        Zone zone = new Zone(newZone(), request.name(), request.callerReference(),
                request.hostedZoneConfig() == null ? null : request.hostedZoneConfig().comment(), vpcs, known());
        zones.put(zone.id, zone);
        return CreateHostedZoneResponse.builder().hostedZone(zone.shown()).vpc(request.vpc()).changeInfo(submitted()).build();
    }

    /** Stricter than Route 53, which makes zones for VPCs that cannot ask them. */
    private void requireFit(VPC vpc, String name) {
        boolean stands = ec2.describeVpcs(request -> {}).vpcs().stream().anyMatch(each -> each.vpcId().equals(vpc.vpcId()));
        refuse(!stands || !vpc.vpcRegionAsString().equals(place.region()), 400, "InvalidVPCId",
                "The VPC: %s in region: %s that you provided is not authorized to make the association.".formatted(vpc.vpcId(), vpc.vpcRegionAsString()));
        refuse(!attribute(vpc, VpcAttributeName.ENABLE_DNS_SUPPORT) || !attribute(vpc, VpcAttributeName.ENABLE_DNS_HOSTNAMES), 400, "InvalidVPCId",
                "%s has no DNS support, or gives no DNS names to hosts, so that nothing in it would see a private zone.".formatted(vpc.vpcId()));
        zones.values().stream().filter(zone -> zone.name.equals(name) && zone.vpcs.contains(vpc)).findFirst().ifPresent(zone ->
                refuse(true, 400, "ConflictingDomainExists", "The VPC %s in region %s has already been associated with the hosted zone %s with the same domain name."
                        .formatted(vpc.vpcId(), vpc.vpcRegionAsString(), zone.id)));
    }

    private boolean attribute(VPC vpc, VpcAttributeName name) {
        var found = ec2.describeVpcAttribute(request -> request.vpcId(vpc.vpcId()).attribute(name));
        return name == VpcAttributeName.ENABLE_DNS_SUPPORT ? found.enableDnsSupport().value() : found.enableDnsHostnames().value();
    }

    private Instant known() {
        return place.now().plus(place.durations().create("route53Change"));
    }

    private ChangeInfo submitted() {
        String id = "C" + place.identifiers().hexadecimal("dns-change", 20);
        submissions.put(id, new Submitted(place.now(), known()));
        return shown(id);
    }

    private ChangeInfo shown(String id) {
        Submitted change = submissions.get(id);
        return ChangeInfo.builder().id(id).submittedAt(change.at())
                .status(place.now().isBefore(change.known()) ? ChangeStatus.PENDING : ChangeStatus.INSYNC).build();
    }

    @Override
    public GetChangeResponse getChange(GetChangeRequest request) {
        refuse(!submissions.containsKey(request.id()), 404, "NoSuchChange", "A change with the specified change ID does not exist.");
        return GetChangeResponse.builder().changeInfo(shown(request.id())).build();
    }

    private Zone require(String id) {
        return Optional.ofNullable(zones.get(id))
                .orElseThrow(() -> Errors.of("Route53", 404, "NoSuchHostedZone", "No hosted zone found with ID: " + id));
    }

    @Override
    public GetHostedZoneResponse getHostedZone(GetHostedZoneRequest request) {
        Zone zone = require(request.id());
        return GetHostedZoneResponse.builder().hostedZone(zone.shown()).vpCs(zone.vpcs).build();
    }

    @Override
    public DeleteHostedZoneResponse deleteHostedZone(DeleteHostedZoneRequest request) {
        refuse(!require(request.id()).isEmpty(), 400, "HostedZoneNotEmpty",
                "The specified hosted zone contains non-required resource record sets and so cannot be deleted.");
        zones.remove(request.id());
        return DeleteHostedZoneResponse.builder().changeInfo(submitted()).build();
    }

    @Override
    public ListHostedZonesResponse listHostedZones(ListHostedZonesRequest request) {
        List<Zone> from = zones.values().stream().filter(zone -> request.marker() == null || zone.id.compareTo(request.marker()) >= 0).toList();
        int size = size(request.maxItems(), ZONES);
        return ListHostedZonesResponse.builder()
                .hostedZones(from.stream().limit(size).map(Zone::shown).toList())
                .isTruncated(from.size() > size).nextMarker(from.size() > size ? from.get(size).id : null)
                .marker(request.marker()).maxItems(Integer.toString(size)).build();
    }

    @Override
    public ListHostedZonesByNameResponse listHostedZonesByName(ListHostedZonesByNameRequest request) {
        refuse(request.hostedZoneId() != null && request.dnsName() == null, 400, "InvalidInput", "HostedZoneId needs a DNSName");
        String first = request.dnsName() == null ? "" : RecordKey.reversed(request.dnsName());
        List<Zone> from = zones.values().stream()
                .filter(zone -> RecordKey.reversed(zone.name).compareTo(first) >= 0)
                .filter(zone -> request.hostedZoneId() == null || !RecordKey.reversed(zone.name).equals(first) || zone.id.compareTo(request.hostedZoneId()) >= 0)
                .sorted(Comparator.comparing((Zone zone) -> RecordKey.reversed(zone.name)).thenComparing(zone -> zone.id))
                .toList();
        int size = size(request.maxItems(), ZONES);
        return ListHostedZonesByNameResponse.builder()
                .hostedZones(from.stream().limit(size).map(Zone::shown).toList())
                .dnsName(request.dnsName()).isTruncated(from.size() > size).maxItems(Integer.toString(size)).build();
    }

    private static int size(String asked, int most) {
        int size = asked == null ? most : Integer.parseInt(asked);
        refuse(size < 1, 400, "InvalidInput", "MaxItems must be at least 1");
        return Math.min(size, most);
    }

    @Override
    public ListResourceRecordSetsResponse listResourceRecordSets(ListResourceRecordSetsRequest request) {
        Zone zone = require(request.hostedZoneId());
        refuse(request.startRecordType() != null && request.startRecordName() == null, 400, "InvalidInput", "StartRecordType needs a StartRecordName");
        List<ResourceRecordSet> from = List.copyOf(request.startRecordName() == null ? zone.sets().values()
                : zone.sets().tailMap(new RecordKey(RecordKey.absolute(request.startRecordName()),
                        request.startRecordType() == null ? "" : request.startRecordTypeAsString(),
                        request.startRecordIdentifier() == null ? "" : request.startRecordIdentifier())).values());
        int size = size(request.maxItems(), RECORDS);
        ListResourceRecordSetsResponse.Builder page = ListResourceRecordSetsResponse.builder()
                .resourceRecordSets(from.stream().limit(size).toList()).isTruncated(from.size() > size).maxItems(Integer.toString(size));
        if (from.size() > size) {
            page.nextRecordName(from.get(size).name()).nextRecordType(from.get(size).type()).nextRecordIdentifier(from.get(size).setIdentifier());
        }
        return page.build();
    }

    @Override
    public ChangeResourceRecordSetsResponse changeResourceRecordSets(ChangeResourceRecordSetsRequest request) {
        Zone zone = require(request.hostedZoneId());
        zone.become(new ChangeBatchRules(zone, this::zoneOf).after(request.changeBatch().changes()), known());
        return ChangeResourceRecordSetsResponse.builder().changeInfo(submitted()).build();
    }

    private Optional<String> zoneOf(String host) {
        return loadBalancing.describeLoadBalancersPaginator(request -> {}).loadBalancers().stream()
                .filter(each -> RecordKey.absolute(each.dnsName()).equals(RecordKey.absolute(host)))
                .map(LoadBalancer::canonicalHostedZoneId).findFirst();
    }

    @Override
    public ChangeTagsForResourceResponse changeTagsForResource(ChangeTagsForResourceRequest request) {
        Zone zone = require(request.resourceId());
        request.addTags().forEach(tag -> zone.tags.put(tag.key(), tag.value()));
        request.removeTagKeys().forEach(zone.tags::remove);
        return ChangeTagsForResourceResponse.builder().build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        List<Tag> tags = require(request.resourceId()).tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build()).toList();
        return ListTagsForResourceResponse.builder().resourceTagSet(set -> set
                .resourceType(request.resourceType()).resourceId(request.resourceId()).tags(tags)).build();
    }

    private static void refuse(boolean wrong, int status, String code, String message) {
        if (wrong) {
            throw Errors.of("Route53", status, code, message);
        }
    }
}
