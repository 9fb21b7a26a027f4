package dev.redkite.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.backup.Backups.Note;
import dev.redkite.json.Json;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Gives backups up: the one that is named, those of schedules that are too many, what earlier teardowns kept, and with the next that is made what attempts left that
 * died; nobody else is making one, for there is the environment's lock. First the manifest goes, so that nobody takes half a
 * backup for one, and a note stays until the last object is gone. One that is not there is given up already.
 */
record BackupRetentionStep(Function<Backups.Place, Backups> backups) implements Step<BackupRetentionSpec, BackupRetentionFacts> {

    @Override
    public Progress<BackupRetentionFacts> run(BackupRetentionSpec spec) {
        Backups bucket = backups.apply(spec.place());
        Optional<String> last = Optional.ofNullable(spec.keeps()).flatMap(bucket::findKept).map(manifest -> manifest.path("backup").asText());
        unwanted(spec, bucket, last).forEach(manifest -> giveUp(bucket, manifest.path("backup").asText(), Note.manifests));
        if (spec.remove() == null) {
            tidyUp(bucket, spec.closing() ? Optional.empty() : last.map(Backups::further));
        }
        List<String> removed = bucket.names(Note.removed);
        for (String name : removed) {
            Optional<String> left = bucket.removeData(name);
            if (left.isPresent()) {
                return new Pending<>("Backup %s is being removed: %s are left".formatted(name, left.get()));
            }
        }
        removed.forEach(name -> bucket.forget(Note.removed, name));
        return new Done<>(new BackupRetentionFacts(removed));
    }

    /** @param next which a teardown before this one may have begun, whose Job is not to be disturbed: ClosingBackup goes on with it */
    private static void tidyUp(Backups bucket, Optional<String> next) {
        bucket.names(Note.begun).stream().filter(name -> !next.equals(Optional.of(name))).forEach(name -> tidyUp(bucket, name));
    }

    /** Who proved it may have died before the note went. */
    private static void tidyUp(Backups bucket, String begun) {
        if (bucket.findManifest(begun).isPresent()) {
            bucket.forget(Note.begun, begun);
        } else {
            giveUp(bucket, begun, Note.begun);
        }
    }

    private static void giveUp(Backups bucket, String name, Note instead) {
        bucket.write(Note.removed, name, Json.object().put("backup", name));
        bucket.forget(instead, name);
    }

    private static List<JsonNode> unwanted(BackupRetentionSpec spec, Backups bucket, Optional<String> last) {
        List<JsonNode> unwanted = new ArrayList<>();
        if (spec.remove() != null) {
            bucket.findManifest(spec.remove()).ifPresent(unwanted::add);
        }
        if (spec.retain() != null) {
            bucket.manifests().stream().filter(manifest -> manifest.path("scheduled").asBoolean()).skip(spec.retain()).forEach(unwanted::add);
        }
        if (spec.keeps() != null) {
            String stays = last.orElse(spec.keeps());
            bucket.manifests().stream().filter(manifest -> manifest.path("kept").asBoolean())
                    .filter(manifest -> !manifest.path("backup").asText().equals(stays)).forEach(unwanted::add);
        }
        return unwanted;
    }
}
