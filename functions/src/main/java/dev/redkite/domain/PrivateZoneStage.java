package dev.redkite.domain;

import dev.redkite.environment.Ownership;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.NotYetVisible;
import dev.redkite.stage.Change;
import dev.redkite.stage.NamedResource;
import dev.redkite.stage.Observation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.Tag;
import software.amazon.awssdk.services.route53.model.TagResourceType;

/**
 * A private zone that only the environment's VPC knows. Whose it is, its comment says, which is given with the zone itself;
 * tags follow for bills and lists.
 */
record PrivateZoneStage(Route53Client route53, InstantSource time)
        implements NamedResource<PrivateZoneSpec, PrivateZoneIdentity, String> {

    /** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeTagsForResource.html */
    private static final int MOST_TAGS = 10;

    @Override
    public Observation<String> observe(PrivateZoneSpec spec) {
        List<HostedZone> made = zones().made(spec.identity());
        if (made.isEmpty()) {
            return Observation.absent();
        }
        String id = HostedZones.id(made.getFirst());
        if (!zones().knownIn(id, spec.vpcId())) {
            return Observation.broken("%s (%s) is not known in %s. Next: see whose records are in it, delete it, then redrive the execution."
                    .formatted(spec.identity(), id, spec.vpcId()));
        }
        return Observation.compared(id, Change.of(untagged(id, spec.ownership()), () -> tag(id, spec.ownership())));
    }

    private HostedZones zones() {
        return new HostedZones(route53);
    }

    private List<String> untagged(String id, Ownership ownership) {
        Map<String, String> tags = route53
                .listTagsForResource(request -> request.resourceType(TagResourceType.HOSTEDZONE).resourceId(id))
                .resourceTagSet().tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
        List<String> differences = new ArrayList<>(ownership.differences(tags));
        if (!ownership.owns(tags)) {
            differences.add("the zone lacks its tag " + Ownership.ENVIRONMENT);
        }
        return differences;
    }

    /** Whose it is first, for the user's own may be more than one request takes. */
    private void tag(String id, Ownership ownership) {
        Map<String, String> own = new TreeMap<>(ownership.tags());
        own.keySet().removeAll(ownership.userTags().keySet());
        List<Tag> tags = Stream.concat(own.entrySet().stream(), new TreeMap<>(ownership.userTags()).entrySet().stream())
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        for (int from = 0; from < tags.size(); from += MOST_TAGS) {
            List<Tag> portion = tags.subList(from, Math.min(tags.size(), from + MOST_TAGS));
            route53.changeTagsForResource(request -> request
                    .resourceType(TagResourceType.HOSTEDZONE).resourceId(id).addTags(portion));
        }
    }

    @Override
    public Observation<?> present(PrivateZoneIdentity identity) {
        return zones().made(identity).isEmpty() ? Observation.absent() : Observation.ready();
    }

    @Override
    public PrivateZoneIdentity identity(PrivateZoneSpec spec) {
        return spec.identity();
    }

    /**
     * Route 53 may remember references for ever, so each is another. Nothing comes of a second request all the same: a VPC
     * has one private zone of a name.
     */
    @Override
    public void create(PrivateZoneSpec spec) {
        String reference = "%s-%s-%s".formatted(spec.names().generationName(), spec.names().region(), time.instant());
        Failures.about(spec.identity().toString(), () -> AwsErrors.unlessTaken(() -> route53.createHostedZone(request -> request
                        .name(spec.zone())
                        .callerReference(reference)
                        .vpc(vpc -> vpc.vpcId(spec.vpcId()).vpcRegion(spec.names().region()))
                        .hostedZoneConfig(config -> config.comment(spec.identity().comment()).privateZone(true)))))
                .ifPresentOrElse(answer -> tag(HostedZones.id(answer.hostedZone()), spec.ownership()), () -> requireMade(spec));
    }

    private void requireMade(PrivateZoneSpec spec) {
        if (zones().made(spec.identity()).isEmpty()) {
            throw new NotYetVisible(("%s has another private zone called %s already. Next: name that one in exposure.domain.hostedZone, or"
                    + " another in privateZone, and send the request again.").formatted(spec.vpcId(), spec.zone()));
        }
    }

    /** What others have written into it is theirs, and keeps it. */
    @Override
    public void remove(PrivateZoneIdentity identity) {
        for (HostedZone zone : zones().made(identity)) {
            List<String> others = zones().contents(zone).stream().map(ResourceRecordSet::name).distinct().toList();
            if (!others.isEmpty()) {
                throw new NotOurs("%s (%s) holds records that Redkite did not make, and stays: %s."
                        .formatted(identity, HostedZones.id(zone), String.join(", ", others)));
            }
            Failures.about(identity.toString(), () ->
                    AwsErrors.unlessAbsent(() -> route53.deleteHostedZone(request -> request.id(HostedZones.id(zone)))));
        }
    }
}
