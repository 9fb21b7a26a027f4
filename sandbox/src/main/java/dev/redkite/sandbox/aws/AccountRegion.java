package dev.redkite.sandbox.aws;

import dev.redkite.sandbox.time.VirtualClock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Where and when services are: all that one of them knows without asking another.
 *
 * @param partition   as the SDK's metadata has it; it is nobody of ours who says how ARNs begin and hosts end
 * @param durations   how long each kind of thing takes here
 * @param identifiers of what is made here
 * @param allowed     how much of each kind there may be; people have it raised
 * @param lag         how long what was done here does not show elsewhere
 */
public record AccountRegion(
        VirtualClock clock, String account, String region, PartitionMetadata partition, Durations durations,
        Identifiers identifiers, AtomicReference<Quotas> allowed, Lag lag) {

    static AccountRegion of(VirtualClock clock, String account, String region, Durations durations, Lag lag) {
        return new AccountRegion(clock, account, region, PartitionMetadata.of(Region.of(region)), durations, new Identifiers(),
                new AtomicReference<>(Quotas.young()), lag);
    }

    public Quotas quotas() {
        return allowed.get();
    }

    /** From when on what is done now shows. */
    public Instant visibleAt(Lag.Kind kind, String name) {
        return now().plus(lag.of(kind, name));
    }

    /** Of something in this account and region, e.g. {@code arn("eks", "cluster/demo")}. */
    public String arn(String service, String resource) {
        return arn(service, region, account, resource);
    }

    /** Of something in this account and no region, as IAM has it. */
    public String globalArn(String service, String resource) {
        return arn(service, "", account, resource);
    }

    /** Of something of AWS' own: in no account and no region. */
    public String sharedArn(String service, String resource) {
        return arn(service, "", "", resource);
    }

    /** Put together by hand: ARNs are asked for by the dozen at every call, and a format string is parsed each time. */
    private String arn(String service, String where, String whose, String resource) {
        return "arn:" + partition.id() + ":" + service + ":" + where + ":" + whose + ":" + resource;
    }

    public Instant now() {
        return clock.instant();
    }
}
