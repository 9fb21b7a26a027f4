package dev.redkite.restore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.backup.Backups.Listed;
import dev.redkite.backup.Backups.Note;
import dev.redkite.backup.Backups.Place;
import dev.redkite.backup.Backups;
import dev.redkite.environment.Plan;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.StageBroken;
import dev.redkite.platform.Clusters;
import dev.redkite.probe.MilvusSession;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds the backup, and refuses what could not be restored, or would be at the expense of what stands. Nothing has changed when it
 * refuses.
 *
 * @param plans of environments by their names
 */
record RestoreSourceStep(
        Clusters clusters, Function<String, Optional<Plan>> plans, Function<Place, Backups> backups, MilvusSession session)
        implements Step<RestoreSourceSpec, RestoreSourceFacts> {

    @Override
    public Progress<RestoreSourceFacts> run(RestoreSourceSpec spec) {
        try {
            return found(spec);
        } catch (InvalidRequest e) {
            throw spec.kept() ? lost(spec, e) : e;
        }
    }

    /** Nobody is there to send another request: it would come to the same. */
    private static StageBroken lost(RestoreSourceSpec spec, InvalidRequest why) {
        return new StageBroken("What environment %1$s held before it was torn down does not come back: %2$s Next: mend that and redrive the execution; or recreate %1$s with \"keepData\": false, which makes it empty."
                .formatted(spec.plan().environment(), String.valueOf(why.getMessage()).replaceFirst(" Next: .*$", "")));
    }

    private Progress<RestoreSourceFacts> found(RestoreSourceSpec spec) {
        Plan from = spec.from().equals(spec.plan().environment()) ? spec.plan() : plans.apply(spec.from())
                .orElseThrow(() -> new InvalidRequest("Whose backup is to be restored, environment %s, is not registered here, so nobody knows where its backups lie. Next: correct \"from\", then send the request again."
                        .formatted(spec.from())));
        Backups source = backups.apply(Place.of(from));
        JsonNode manifest = manifest(spec, source);
        Versions.require(spec, manifest);
        requireWhole(source, manifest);
        RestoreSourceFacts found = facts(from, manifest);
        List<KeptCollection> collections = KeptCollection.of(manifest);
        Optional<RestoreNote> note = RestoreNotes.of(backups.apply(Place.ofNotes(spec.plan())), spec.plan()).find();
        Set<String> present = session.ask(clusters.kubernetes(spec.cluster()), spec.plan(), client -> new RestoredCollections(client).keys());
        new Standing(present, note).require(spec, found, collections);
        return new Done<>(found);
    }

    private static JsonNode manifest(RestoreSourceSpec spec, Backups source) {
        List<String> proven = source.list().stream().map(Listed::name).toList();
        if (spec.backup() == null && proven.isEmpty()) {
            throw new InvalidRequest("Environment %s has no backup that is proven. Next: back it up, then send the request again.".formatted(spec.from()));
        }
        String name = spec.backup() == null ? proven.getFirst() : spec.backup();
        return (spec.kept() ? source.findKept(name) : source.findManifest(name)).orElseThrow(() -> unknown(spec, name, source, proven));
    }

    private static InvalidRequest unknown(RestoreSourceSpec spec, String name, Backups source, List<String> proven) {
        boolean begun = AwsErrors.find(() -> source.names(Note.begun)).orElseGet(List::of).contains(name);
        return new InvalidRequest("Environment %s has %s. %s".formatted(spec.from(),
                begun ? "begun a backup %s that was never proven, so it is none".formatted(name) : "no backup %s".formatted(name),
                proven.isEmpty() ? "Next: back it up, then send the request again."
                        : "Next: name one of those that are proven (the newest first: %s), or none, which means the newest."
                                .formatted(String.join(", ", proven))));
    }

    /** By the list of its objects, for nobody knows who has been in a bucket since. */
    private static void requireWhole(Backups source, JsonNode manifest) {
        String name = manifest.path("backup").asText();
        if (!source.digest(name).equals(manifest.path("digest").asText())) {
            throw new InvalidRequest("Backup %s is not what was proven any more: below %s in bucket %s there is something else than the %,d objects of its manifest. Next: restore another backup, or have the objects' former versions back where the bucket has versions."
                    .formatted(name, manifest.path("path").asText(), manifest.path("bucket").asText(), manifest.path("objects").asLong()));
        }
    }

    private static RestoreSourceFacts facts(Plan from, JsonNode manifest) {
        Place place = Place.of(from);
        return new RestoreSourceFacts(from.environment(), manifest.path("backup").asText(), place.bucket(), place.path(), from.storage().backups().keyArn(),
                manifest.path("digest").asText(), manifest.path("users").asBoolean(), manifest.path("collections").size(),
                manifest.path("collections").valueStream().mapToLong(each -> each.path("rows").asLong()).sum());
    }
}
