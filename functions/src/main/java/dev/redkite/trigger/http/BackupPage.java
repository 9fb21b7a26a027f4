package dev.redkite.trigger.http;

import dev.redkite.trigger.BackupList;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of an environment's backups.
 *
 * @param backups newest first
 * @param next    what to ask the next page with; left out with the last
 */
@Schema(name = "BackupPage")
record BackupPage(List<BackupSummary> backups, @Nullable String next) {

    static BackupPage of(BackupList.Page page) {
        return new BackupPage(page.manifests().stream().map(BackupSummary::of).toList(), page.next() == null ? null : Cursor.text(page.next()));
    }
}
