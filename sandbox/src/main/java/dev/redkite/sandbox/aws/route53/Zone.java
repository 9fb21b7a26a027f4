package dev.redkite.sandbox.aws.route53;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.VPC;

/** A hosted zone: what it holds, and what its servers say meanwhile, who learn of changes later. */
final class Zone {

    /** What all servers know from an instant on. */
    private record Served(Instant since, TreeMap<RecordKey, ResourceRecordSet> sets) {}

    final String id;
    /** With the dot in which it ends. */
    final String name;
    final String reference;
    final String comment;
    final List<VPC> vpcs;
    final Map<String, String> tags = new TreeMap<>();
    private final List<Served> served = new ArrayList<>();

    /** @param vpcs that know it; none of a public one */
    Zone(String id, String name, String reference, String comment, List<VPC> vpcs, Instant known) {
        this.id = id;
        this.name = RecordKey.absolute(name);
        this.reference = reference;
        this.comment = comment;
        this.vpcs = List.copyOf(vpcs);
        TreeMap<RecordKey, ResourceRecordSet> own = new TreeMap<>();
        Stream.of(set(RRType.NS, 172_800, "ns-1.awsdns-00.com."),
                        set(RRType.SOA, 900, "ns-1.awsdns-00.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"))
                .forEach(set -> own.put(RecordKey.of(set), set));
        served.add(new Served(known, own));
    }

    private ResourceRecordSet set(RRType type, long seconds, String value) {
        return ResourceRecordSet.builder().name(name).type(type).ttl(seconds)
                .resourceRecords(ResourceRecord.builder().value(value).build()).build();
    }

    boolean isPrivate() {
        return !vpcs.isEmpty();
    }

    HostedZone shown() {
        return HostedZone.builder().id(id).name(name).callerReference(reference)
                .config(config -> config.comment(comment).privateZone(isPrivate()))
                .resourceRecordSetCount((long) sets().size())
                .build();
    }

    /** What it holds, in the order in which it is listed. */
    TreeMap<RecordKey, ResourceRecordSet> sets() {
        return served.getLast().sets();
    }

    void become(TreeMap<RecordKey, ResourceRecordSet> sets, Instant known) {
        served.add(new Served(known, sets));
    }

    /** What each of its servers says at that time. */
    TreeMap<RecordKey, ResourceRecordSet> served(Instant now) {
        return served.reversed().stream().filter(each -> !each.since().isAfter(now)).map(Served::sets).findFirst()
                .orElseGet(TreeMap::new);
    }

    /** What it was made with is no content of anybody's. */
    boolean isOwn(RecordKey key) {
        return key.name().equals(name) && (key.type().equals("NS") || key.type().equals("SOA"));
    }

    boolean isEmpty() {
        return sets().keySet().stream().allMatch(this::isOwn);
    }
}
