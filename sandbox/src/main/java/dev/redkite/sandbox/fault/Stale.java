package dev.redkite.sandbox.fault;

import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What reads would have been answered before the last write to their service. It is asked for right before that
 * write, so one has to know from an earlier run which reads are going to follow.
 */
final class Stale {

    /**
     * Services whose reads do not lag behind writes: DynamoDB is asked for consistent reads, and STS tells who asks.
     * Not here at all is the Kubernetes API, whose reads without a resourceVersion are quorum reads
     * (https://kubernetes.io/docs/reference/using-api/api-concepts/#semantics-for-get-and-list).
     */
    private static final Set<String> CONSISTENT = Set.of("DynamoDb", "Sts");

    /**
     * Reads of objects, which see every write that ended before them, lists too; only what is set for a bucket lags
     * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel).
     */
    private static final Set<String> OF_OBJECTS = Set.of("GetObject", "HeadObject", "ListObjectsV2", "ListObjectVersions");

    /**
     * Twice the longest lag that a service publishes, five minutes of KMS' tags
     * (https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html): a machine that has run for a quarter of an hour is
     * seen by everybody.
     */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Map<CallSite, Map<CallSite, Call>> readsByWrite = new HashMap<>();
    private final Map<CallSite, Object> told = new HashMap<>();

    /** For every read of a run that could have lagged. */
    static Stale all(List<Calls.Sighting> sightings) {
        return of(sightings, null);
    }

    /** For these reads only. */
    static Stale of(List<Calls.Sighting> sightings, Set<CallSite> wanted) {
        Stale stale = new Stale();
        Map<String, Calls.Sighting> lastWrite = new HashMap<>();
        for (Calls.Sighting sighting : sightings) {
            Call call = sighting.aws();
            if (call != null && !call.reads()) {
                lastWrite.put(call.service(), sighting);
            } else if (call != null && possible(call) && (wanted == null || wanted.contains(sighting.site()))) {
                Optional.ofNullable(lastWrite.get(call.service()))
                        .filter(write -> !sighting.when().isAfter(write.when().plus(LONGEST)))
                        .ifPresent(write -> stale.readsByWrite.computeIfAbsent(write.site(), _ -> new LinkedHashMap<>())
                                .put(sighting.site(), call));
            }
        }
        return stale;
    }

    private static boolean possible(Call call) {
        return !CONSISTENT.contains(call.service()) && !OF_OBJECTS.contains(call.operation());
    }

    void before(CallSite write, World world) {
        readsByWrite.getOrDefault(write, Map.of()).forEach((site, read) -> told.put(site, look(read, world)));
    }

    /** An answer, or the refusal that was one. */
    private static Object look(Call read, World world) {
        try {
            return world.look(read);
        } catch (SdkException refusal) {
            return refusal;
        }
    }

    Map<CallSite, Object> answers() {
        return told;
    }

    boolean knows(CallSite read) {
        return told.containsKey(read);
    }

    Object answer(CallSite read) {
        Object answer = told.get(read);
        if (answer instanceof SdkException refusal) {
            throw refusal;
        }
        return answer;
    }
}
