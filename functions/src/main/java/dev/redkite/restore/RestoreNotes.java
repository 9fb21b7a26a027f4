package dev.redkite.restore;

import dev.redkite.backup.Backups.Note;
import dev.redkite.backup.Backups;
import dev.redkite.environment.Plan;
import dev.redkite.failure.StageBroken;
import dev.redkite.json.Json;
import java.util.Optional;

/** Where a generation's {@link RestoreNote} lies: beside the backups of the environment that is restored into. */
record RestoreNotes(Backups backups, String name) {

    static RestoreNotes of(Backups backups, Plan plan) {
        return new RestoreNotes(backups, "g" + plan.generation());
    }

    /** Looked for in a list first: of an object that is missing S3 tells only those who may list (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html). */
    Optional<RestoreNote> find() {
        return !backups.names(Note.restoring).contains(name) ? Optional.empty() : backups.find(Note.restoring, name).map(json -> Json.convert(json, RestoreNote.class));
    }

    /** Of a restore of that backup that has not ended, but for this execution's own. */
    Optional<RestoreNote> find(RestoreSourceFacts source, String execution) {
        return find().filter(each -> each.isOf(source) && each.openFor(execution));
    }

    /** @throws StageBroken where somebody has taken it away meanwhile */
    RestoreNote require() {
        return find().orElseThrow(() -> new StageBroken("What this restore had done is not noted any more: %s is not in bucket %s. Next: redrive the execution, which begins it anew."
                .formatted(backups.key(Note.restoring, name), backups.place().bucket())));
    }

    RestoreNote write(RestoreNote note) {
        backups.write(Note.restoring, name, Json.tree(note));
        return note;
    }
}
