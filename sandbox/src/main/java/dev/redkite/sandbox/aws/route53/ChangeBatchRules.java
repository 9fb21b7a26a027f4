package dev.redkite.sandbox.aws.route53;

import dev.redkite.sandbox.aws.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * What becomes of a zone by a batch of changes: all of it or nothing
 * (https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html). Words as people have quoted
 * them, among others https://github.com/kubernetes-sigs/external-dns/issues/2793 and
 * https://github.com/hashicorp/terraform-provider-aws/issues/5379.
 *
 * @param targets the hosted zone in which the name of a standing load balancer lies; stricter than Route 53, which lets an
 *                alias lead to a load balancer that is not there
 */
record ChangeBatchRules(Zone zone, Function<String, Optional<String>> targets) {

    private static final int MOST_CHANGES = 1000;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_TEXT = 255;
    private static final Set<String> ALIASED = Set.of("A", "AAAA");

    /** @throws AwsServiceException naming all that is wrong */
    TreeMap<RecordKey, ResourceRecordSet> after(List<Change> changes) {
        if (changes.size() > MOST_CHANGES) {
            throw refusal(List.of("Number of records limit of 1000 exceeded."));
        }
        changes.forEach(this::requireForm);
        TreeMap<RecordKey, ResourceRecordSet> sets = new TreeMap<>(zone.sets());
        List<String> wrong = new ArrayList<>();
        changes.forEach(change -> apply(change, sets, wrong));
        if (sets.keySet().stream().filter(zone::isOwn).count() != 2) {
            wrong.add("A HostedZone must contain exactly one SOA record, and at least one NS record for the zone itself.");
        }
        if (!wrong.isEmpty()) {
            throw refusal(wrong);
        }
        return sets;
    }

    private static AwsServiceException refusal(List<String> wrong) {
        return Errors.of("Route53", 400, "InvalidChangeBatch", wrong.toString());
    }

    private void requireForm(Change change) {
        ResourceRecordSet set = change.resourceRecordSet();
        boolean values = set.ttl() != null && set.hasResourceRecords();
        if ((set.aliasTarget() != null) == values) {
            throw Errors.of("Route53", 400, "InvalidInput", ("Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or"
                    + " TrafficPolicyInstanceId], but found %s in Change with [Action=%s, Name=%s, Type=%s, SetIdentifier=%s]").formatted(
                            values ? "more than one" : "none", change.actionAsString(), set.name(), set.typeAsString(), set.setIdentifier()));
        }
    }

    private void apply(Change change, TreeMap<RecordKey, ResourceRecordSet> sets, List<String> wrong) {
        RecordKey key = RecordKey.of(change.resourceRecordSet());
        ResourceRecordSet set = kept(change.resourceRecordSet());
        switch (change.action()) {
            case CREATE -> {
                wrong.addAll(against(set, key, sets));
                sets.put(key, set);
            }
            case DELETE -> {
                ResourceRecordSet found = sets.remove(key);
                if (!set.equals(found)) {
                    wrong.add("Tried to delete resource record set [name='%s', type='%s'] but %s".formatted(key.name(), key.type(),
                            found == null ? "it was not found" : "the values provided do not match the current values"));
                }
            }
            default -> throw new UnsupportedOperationException("the sandbox knows no change " + change.actionAsString());
        }
    }

    /** As it is listed afterwards. */
    private static ResourceRecordSet kept(ResourceRecordSet set) {
        AliasTarget target = set.aliasTarget();
        return set.toBuilder().name(RecordKey.absolute(set.name()))
                .aliasTarget(target == null ? null : target.toBuilder().dnsName(RecordKey.absolute(target.dnsName())).build())
                .build();
    }

    private List<String> against(ResourceRecordSet set, RecordKey key, TreeMap<RecordKey, ResourceRecordSet> sets) {
        List<String> wrong = new ArrayList<>();
        if (sets.containsKey(key)) {
            wrong.add("Tried to create resource record set [name='%s', type='%s'] but it already exists".formatted(key.name(), key.type()));
        }
        if (!key.name().equals(zone.name) && !key.name().endsWith("." + zone.name)) {
            wrong.add("RRSet with DNS name %s is not permitted in zone %s".formatted(key.name(), zone.name));
        }
        if (key.name().length() > LONGEST_NAME || List.of(key.name().split("\\.")).stream().anyMatch(label -> label.isEmpty() || label.length() > LONGEST_LABEL)) {
            wrong.add("FATAL problem: DomainLabelTooLong or empty encountered with '%s'".formatted(key.name()));
        }
        sets.keySet().stream()
                .filter(other -> other.name().equals(key.name()) && other.type().equals("CNAME") != key.type().equals("CNAME"))
                .findFirst()
                .ifPresent(other -> wrong.add("RRSet of type %s with DNS name %s is not permitted because a conflicting RRSet of type %s with the same DNS name already exists in zone %s."
                        .formatted(key.type(), key.name(), other.type(), zone.name)));
        wrong.addAll(set.aliasTarget() == null ? texts(set) : alias(set));
        return wrong;
    }

    /** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#TXTFormat */
    private static List<String> texts(ResourceRecordSet set) {
        return !set.typeAsString().equals("TXT") ? List.of() : set.resourceRecords().stream()
                .map(record -> record.value())
                .filter(value -> !value.matches("\"[^\"]*\"") || value.length() - 2 > LONGEST_TEXT)
                .map("Invalid Resource Record: FATAL problem: InvalidCharacterString (Value should be enclosed in quotation marks) encountered with '%s'"::formatted)
                .toList();
    }

    private List<String> alias(ResourceRecordSet set) {
        AliasTarget target = set.aliasTarget();
        String tried = "Tried to create an alias that targets %s, type %s in zone %s, but ".formatted(
                target.dnsName(), set.typeAsString(), target.hostedZoneId());
        Optional<String> lies = targets.apply(target.dnsName());
        if (lies.isEmpty() || !ALIASED.contains(set.typeAsString())) {
            return List.of(tried + "that target was not found");
        }
        return lies.get().equals(target.hostedZoneId()) ? List.of()
                : List.of(tried + "the alias target name does not lie within the target zone");
    }
}
