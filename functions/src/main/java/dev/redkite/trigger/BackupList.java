package dev.redkite.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.backup.Backups;
import dev.redkite.environment.Names;
import dev.redkite.platform.Concurrency;
import dev.redkite.platform.Platform;
import dev.redkite.registry.EnvironmentRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/** The backups of an environment, as their manifests tell of them. */
public record BackupList(S3Client s3, Concurrency concurrency) {

    public static BackupList of(Platform platform) {
        return new BackupList(platform.aws(S3Client.class), platform::begin);
    }

    /**
     * @param manifests the newest first
     * @param next      what to ask the next page with, if there is one
     */
    public record Page(List<JsonNode> manifests, @Nullable String next) {}

    private Backups in(EnvironmentRecord record) {
        return new Backups(s3, Backups.Place.of(record.requirePlan()));
    }

    /**
     * @param limit 1 or more; a page has fewer where some were given up meanwhile
     * @param after {@code next} of the page before this one, if there is one
     */
    public Page list(EnvironmentRecord record, int limit, @Nullable String after) {
        Backups bucket = in(record);
        List<Backups.Listed> left = bucket.list().stream().filter(each -> after == null || each.position().compareTo(after) < 0).toList();
        List<Backups.Listed> page = left.subList(0, Math.min(limit, left.size()));
        List<Supplier<Optional<JsonNode>>> asked =
                page.stream().map(each -> concurrency.begin(() -> bucket.findManifest(each.name()))).toList();
        return new Page(asked.stream().flatMap(manifest -> manifest.get().stream()).toList(),
                page.size() < left.size() ? page.getLast().position() : null);
    }

    /** Empty, too, for what could be no backup's name. */
    public Optional<JsonNode> find(EnvironmentRecord record, String backup) {
        return Names.isBackup(backup) ? in(record).findManifest(backup) : Optional.empty();
    }

    /** Whether there is one of that name, or something is left of one that is being given up. */
    public boolean knows(EnvironmentRecord record, String backup) {
        return Names.isBackup(backup) && in(record).knows(backup);
    }
}
