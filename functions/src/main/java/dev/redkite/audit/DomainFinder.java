package dev.redkite.audit;

import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.environment.Plan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * Names of the environment: private zones that were made for it, of which any may be left, by their comment, and records in
 * the zones of the user's that the plan knows. To ask every zone of an account would use up what all of it may ask of Route
 * 53, five requests a second (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html).
 */
record DomainFinder(Route53Client route53) implements ResourceFinder {

    @Override
    public Findings ask(AuditSpec spec) {
        Findings records = spec.plan().exposure().domains().stream()
                .flatMap(domain -> Stream.ofNullable(domain.zoneId()).flatMap(id -> names(spec, domain).map(name -> records(spec, id, name))))
                .reduce(Findings.NOTHING, Findings::plus);
        return zones(spec).plus(records);
    }

    private static Stream<String> names(AuditSpec spec, Plan.Domain domain) {
        return Stream.of("milvus", "attu").map(label -> "%s.%s.%s.".formatted(spec.plan().environment(), label, domain.zone()));
    }

    private Findings records(AuditSpec spec, String zoneId, String name) {
        List<ResourceRecordSet> ours = ours(spec, all(zoneId, name));
        return ours.isEmpty() ? Findings.absent()
                : Findings.left(new Sweepable("DNS records of %s in hosted zone %s".formatted(name, zoneId), () -> delete(zoneId, ours)));
    }

    private List<ResourceRecordSet> all(String zoneId, String name) {
        return route53.listResourceRecordSetsPaginator(request -> request.hostedZoneId(zoneId).startRecordName(name)).resourceRecordSets().stream()
                .takeWhile(set -> set.name().endsWith(name))
                .toList();
    }

    /** A text beside them says whose records are. */
    private static List<ResourceRecordSet> ours(AuditSpec spec, List<ResourceRecordSet> all) {
        String text = "\"redkite:environment=%s,redkite:region=%s\"".formatted(spec.plan().environment(), spec.plan().region());
        return all.stream()
                .filter(set -> set.type() == RRType.TXT && set.name().startsWith("_redkite."))
                .filter(set -> set.resourceRecords().stream().anyMatch(record -> record.value().equals(text)))
                .flatMap(marker -> Stream.concat(Stream.of(marker), all.stream()
                        .filter(set -> set.type() == RRType.A && marker.name().equals("_redkite." + set.name()))))
                .toList();
    }

    private void delete(String zoneId, List<ResourceRecordSet> sets) {
        List<Change> changes = sets.stream()
                .map(set -> Change.builder().action(ChangeAction.DELETE).resourceRecordSet(set).build())
                .toList();
        route53.changeResourceRecordSets(request -> request.hostedZoneId(zoneId).changeBatch(batch -> batch.changes(changes)));
    }

    private Findings zones(AuditSpec spec) {
        String comment = "Names of Milvus in %s, made by Redkite (redkite:environment=%s)"
                .formatted(spec.plan().region(), spec.plan().environment());
        return route53.listHostedZonesPaginator(request -> {}).hostedZones().stream()
                .filter(zone -> zone.config().privateZone() && comment.equals(zone.config().comment()))
                .map(zone -> zone(spec, zone))
                .reduce(Findings.found(1, List.of()), Findings::plus);
    }

    /** Route 53 keeps a zone in which anything is; what is not ours keeps it for whoever wrote it. */
    private Findings zone(AuditSpec spec, HostedZone zone) {
        String id = zone.id().replace("/hostedzone/", "");
        List<ResourceRecordSet> contents = all(id, zone.name()).stream()
                .filter(set -> !set.name().equals(zone.name()) || set.type() != RRType.NS && set.type() != RRType.SOA)
                .toList();
        List<ResourceRecordSet> ours = ours(spec, contents);
        Optional<ResourceRecordSet> others = contents.stream().filter(set -> !ours.contains(set)).findFirst();
        if (others.isPresent()) {
            Findings untouched = Findings.untouched("Private zone %s (%s) holds records that Redkite did not make, such as %s; it stays, and costs."
                    .formatted(zone.name(), id, others.get().name()));
            return ours.isEmpty() ? untouched : untouched.plus(Findings.left(
                    new Sweepable("DNS records in private zone " + id, () -> delete(id, ours))));
        }
        return Findings.left(new Sweepable("private zone %s %s".formatted(id, zone.name()), () -> sweep(id, ours)));
    }

    private void sweep(String id, List<ResourceRecordSet> ours) {
        if (!ours.isEmpty()) {
            delete(id, ours);
        }
        route53.deleteHostedZone(request -> request.id(id));
    }

    @Override
    public Set<String> types() {
        return Set.of("route53:hostedzone");
    }
}
