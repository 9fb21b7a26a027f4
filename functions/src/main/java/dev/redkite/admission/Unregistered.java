package dev.redkite.admission;

import dev.redkite.deployment.Deployment;
import dev.redkite.deployment.Operation;
import dev.redkite.environment.ExistingResources;
import dev.redkite.environment.Names;
import dev.redkite.environment.Plan;
import dev.redkite.failure.AwsErrors;
import dev.redkite.json.Json;
import dev.redkite.network.ExistingNetwork;
import dev.redkite.platform.Concurrency;
import dev.redkite.platform.Platform;
import dev.redkite.registry.EnvironmentRecord.Failure;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Environments that the registry has lost, as when the stack was deployed anew: known by what stands of them, its tags, and
 * the paths in their bucket. Reads only.
 */
record Unregistered(Ec2Client ec2, S3Client s3, Deployment deployment, Admission admission, Concurrency concurrency) {

    /** How many generations in a row may have written nothing. */
    private static final int MOST_EMPTY = 5;

    private static final Failure LOST = new Failure(Operation.provision, "", 0, "Unregistered",
            "The environment stands and is not registered here: the registry has lost it, or another deployment of Redkite made it. Its"
                    + " generation was read from tags. Next: send its specification to have it registered and mended as it stands,"
                    + " or tear it down.");

    static Unregistered of(Platform platform, Admission admission) {
        return new Unregistered(platform.aws(Ec2Client.class), platform.aws(S3Client.class), platform.deployment(), admission, platform::begin);
    }

    /**
     * As a record without specification, and with a plan that is good for a teardown alone; the phase is FAILED where something
     * stands, and REMOVED where there is only the data of an earlier life, so that the next one is another generation.
     *
     * @param bucket that the request names
     */
    Optional<EnvironmentRecord> find(String environment, @Nullable String bucket) {
        Names names = names(environment);
        ExistingResources found = admission.found(names, false);
        int standing = generation(names, found);
        if (standing > 0 || !found.equals(ExistingResources.NOTHING)) {
            return Optional.of(record(names, Math.max(1, standing), Phase.FAILED, found));
        }
        int written = Math.max(written(names, names.bucket()), bucket == null ? 0 : written(names, bucket));
        return written == 0 ? Optional.empty() : Optional.of(record(names, written, Phase.REMOVED, found));
    }

    /** A VPC is looked for among what stands, and not again for its tags where there is none. */
    private int generation(Names names, ExistingResources found) {
        ExistingNetwork network = new ExistingNetwork(ec2);
        return found.network() == null ? network.generationOfGroups(names) : network.generation(names);
    }

    /**
     * Environments that stand without being registered, and not only what such a one has left: as records without plan.
     *
     * @param tagged     names, with the generation that each was tagged with
     * @param registered those of some names that are
     */
    List<EnvironmentRecord> all(SortedMap<String, Integer> tagged, UnaryOperator<Set<String>> registered) {
        SortedMap<String, Integer> lost = new TreeMap<>(tagged);
        lost.keySet().removeIf(name -> !Plan.isName(name));
        lost.keySet().removeAll(registered.apply(Set.copyOf(lost.keySet())));
        List<Supplier<Optional<EnvironmentRecord>>> asked = new ArrayList<>();
        lost.forEach((name, generation) -> asked.add(concurrency.begin(() -> Optional.of(names(name)).filter(admission::stands)
                .map(names -> unregistered(names, Math.max(1, generation), Phase.FAILED, null)))));
        return asked.stream().flatMap(each -> each.get().stream()).toList();
    }

    /** Environments of which something is tagged, with the generation that it was tagged with. */
    SortedMap<String, Integer> tagged() {
        return new ExistingNetwork(ec2).environments();
    }

    private Names names(String environment) {
        return new Names(environment, 1, deployment.account(), deployment.region());
    }

    /** The last generation that wrote into that bucket; 0 when none did, or when it is nobody's we may ask about. */
    private int written(Names names, String bucket) {
        int last = 0;
        for (int generation = 1; generation <= last + MOST_EMPTY; generation++) {
            String prefix = new Names(names.environment(), generation, names.account(), names.region()).rootPath() + "/";
            Optional<Boolean> nothing = AwsErrors.unlessDenied(() -> AwsErrors.findListed(() -> s3.listObjectVersions(request -> request
                    .bucket(bucket).expectedBucketOwner(names.account()).prefix(prefix).maxKeys(1)).versions().isEmpty()))
                    .orElse(Optional.empty());
            if (nothing.isEmpty()) {
                return last;
            }
            last = nothing.get() ? last : generation;
        }
        return last;
    }

    private EnvironmentRecord record(Names names, int generation, Phase phase, ExistingResources found) {
        Plan plan = admission.planned(Json.object().put("name", names.environment()), generation, null).plan();
        return unregistered(names, generation, phase, plan.with(found));
    }

    private static EnvironmentRecord unregistered(Names names, int generation, Phase phase, @Nullable Plan plan) {
        return new EnvironmentRecord(names.environment(), generation, phase, null, null, null,
                plan, null, null, null, phase == Phase.REMOVED ? null : LOST, null, null, null, null, null);
    }
}
