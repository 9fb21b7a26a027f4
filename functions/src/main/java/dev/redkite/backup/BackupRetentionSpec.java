package dev.redkite.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.stage.StageRequest;
import org.jspecify.annotations.Nullable;

/**
 * @param remove the one that is to be given up, if that is what was asked
 * @param retain how many that schedules asked for are kept, if only so many are
 * @param keeps  what a teardown keeps is called so, if one asks: of such only the last that is proven stays
 * @param closing whether nothing more is kept, so that what was begun after the last one is nobody's work any more
 */
record BackupRetentionSpec(Backups.Place place, @Nullable String remove, @Nullable Integer retain, @Nullable String keeps, boolean closing) {

    static BackupRetentionSpec of(StageRequest request) {
        JsonNode wanted = request.request();
        return new BackupRetentionSpec(Backups.Place.of(request.plan()), wanted.path("remove").textValue(),
                wanted.path("retain").isInt() ? wanted.path("retain").intValue() : null, wanted.has("remove") ? null : request.plan().keeps(), false);
    }
}
