package dev.redkite.domain;

import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.failure.NotOurs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * A name with what Route 53 has of it. Records carry no tags, so beside each of ours stands a text that says whose it is, as
 * external-dns has it (https://kubernetes-sigs.github.io/external-dns/latest/docs/registry/txt/); a name without that text is
 * somebody else's. What is sent deletes only what was read and creates only what is not there: Route 53 carries out a batch
 * whole or not at all, so nothing that changes meanwhile is written over.
 *
 * @param host as clients write it
 * @param text that says whose a record is
 * @param sets all that Route 53 has at that name and below
 */
record NamedAddress(String host, String text, List<ResourceRecordSet> sets) {

    /** Redkite makes none, and with either a name would lead elsewhere too, or nowhere (https://www.rfc-editor.org/rfc/rfc1034, section 3.6.2). */
    private static final Set<RRType> OTHERS = Set.of(RRType.AAAA, RRType.CNAME);

    private static final long TEXT_SECONDS = 300;

    /** Route 53 is one for all regions, in each of which there may be an environment of that name. */
    static NamedAddress of(String host, Names names, Ownership ownership, List<ResourceRecordSet> sets) {
        return new NamedAddress(host, "\"%s,redkite:region=%s\"".formatted(ownership.mark(), names.region()), sets);
    }

    private Stream<ResourceRecordSet> at(String name) {
        return sets.stream().filter(set -> HostedZones.plain(set.name()).equals(name));
    }

    private List<ResourceRecordSet> addresses() {
        return at(host).filter(set -> set.type() == RRType.A).toList();
    }

    private Optional<ResourceRecordSet> marker() {
        return at(Names.marker(host)).filter(set -> set.type() == RRType.TXT).findFirst();
    }

    private boolean ours(ResourceRecordSet marker) {
        return marker.resourceRecords().stream().anyMatch(record -> record.value().equals(text));
    }

    /** Whether there is anything that we may neither change nor take away. */
    boolean foreign() {
        return at(host).anyMatch(set -> OTHERS.contains(set.type())) || marker().map(found -> !ours(found)).orElse(!addresses().isEmpty());
    }

    private NotOurs notOurs() {
        return new NotOurs("DNS name %s has records (%s) of which no text at %s says that they are ours. Remove them, or rename the environment."
                .formatted(host, String.join(", ", sets.stream().map(set -> set.typeAsString()).distinct().toList()), Names.marker(host)));
    }

    /**
     * What makes it lead there; nothing when it does.
     *
     * @throws NotOurs when it is somebody else's
     */
    List<Change> leadingTo(AliasTarget target) {
        if (foreign()) {
            throw notOurs();
        }
        List<Change> changes = new ArrayList<>();
        if (marker().isEmpty()) {
            changes.add(change(ChangeAction.CREATE, ResourceRecordSet.builder().name(Names.marker(host)).type(RRType.TXT)
                    .ttl(TEXT_SECONDS).resourceRecords(record -> record.value(text)).build()));
        }
        if (addresses().size() != 1 || !leads(addresses().getFirst(), target)) {
            addresses().forEach(set -> changes.add(change(ChangeAction.DELETE, set)));
            changes.add(change(ChangeAction.CREATE,
                    ResourceRecordSet.builder().name(host).type(RRType.A).aliasTarget(target).build()));
        }
        return changes;
    }

    private static boolean leads(ResourceRecordSet set, AliasTarget target) {
        return set.type() == RRType.A && set.setIdentifier() == null && set.aliasTarget() != null
                && set.aliasTarget().hostedZoneId().equals(target.hostedZoneId())
                && HostedZones.plain(set.aliasTarget().dnsName()).equals(HostedZones.plain(target.dnsName()));
    }

    /** What takes it away; nothing when there is nothing of ours. */
    List<Change> gone() {
        return marker().filter(this::ours).stream()
                .flatMap(marker -> Stream.concat(addresses().stream(), Stream.of(marker)))
                .map(set -> change(ChangeAction.DELETE, set))
                .toList();
    }

    private static Change change(ChangeAction action, ResourceRecordSet set) {
        return Change.builder().action(action).resourceRecordSet(set).build();
    }
}
