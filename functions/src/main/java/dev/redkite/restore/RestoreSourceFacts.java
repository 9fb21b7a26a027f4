package dev.redkite.restore;

import dev.redkite.backup.Backups.Place;
import org.jspecify.annotations.Nullable;

/**
 * The backup that is restored.
 *
 * @param environment whose it is
 * @param bucket      where it lies
 * @param path        below which that environment's backups lie
 * @param keyArn      with which that bucket encrypts, where it is the user's own
 * @param digest      of the list of its objects
 * @param users       whether users and roles are in it
 */
public record RestoreSourceFacts(
        String environment, String backup, String bucket, String path, @Nullable String keyArn, String digest, boolean users,
        int collections, long rows) {

    Place place() {
        return new Place(bucket, path);
    }
}
