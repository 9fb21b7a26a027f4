package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.ToolArguments.refuse;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What lies in one backup of rows and deletions, as Milvus imports it: from its own bucket alone, so from another one milvus-backup
 * copies it first, to a folder at the bucket's root that it removes afterwards.
 */
record BackupObjects(BackupStorage storage, BackupConfiguration configuration, String backup) {

    /** In the order in which they were written. @throws IllegalArgumentException where Milvus finds nothing, or may not read what it finds */
    List<Message> messages(long collection, String target) {
        String folder = configuration.backupRoot() + "/" + backup + "/binlogs/";
        return Stream.of("insert_log", "delta_log")
                .flatMap(log -> storage.keys(configuration.backupBucket(), "%s%s/%d/".formatted(folder, log, collection)).stream())
                .flatMap(key -> read(key, target).messages().stream())
                .sorted(Comparator.comparingLong(Message::moment))
                .toList();
    }

    private Binlog read(String key, String target) {
        String bucket = configuration.backupBucket();
        String own = configuration.text("milvus.storage.bucketName");
        requireAccess("s3:GetObject", bucket, key);
        if (bucket.equals(own)) {
            return storage.rows(bucket, key);
        }
        String copy = "restore-temp-00000000-%s/%s".formatted(target, key);
        requireAccess("s3:PutObject", own, copy);
        storage.copy(bucket, key, own, copy);
        requireAccess("s3:GetObject", own, copy);
        Binlog rows = storage.rows(own, copy);
        requireAccess("s3:DeleteObject", own, copy);
        storage.remove(own, copy);
        return rows;
    }

    private void requireAccess(String action, String bucket, String key) {
        refuse(!storage.may(action, bucket + "/" + key),
                "restore_collection: restore data v2: storage: %s %s/%s: Access Denied.".formatted(action, bucket, key));
    }
}
