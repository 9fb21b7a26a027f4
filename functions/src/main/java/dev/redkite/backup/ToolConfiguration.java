package dev.redkite.backup;

import dev.redkite.catalog.Catalog;
import dev.redkite.catalog.ChartFamily;
import dev.redkite.deployment.Partition;
import dev.redkite.environment.Plan;
import dev.redkite.platform.MilvusReach;

/**
 * milvus-backup's configuration in the second form of its schema (configs/backup-iam.yaml there). Written as JSON, which is YAML.
 */
final class ToolConfiguration {

    private static final int MANAGEMENT = 9091;

    /**
     * S3 takes 3,500 copies a second below one prefix (https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html)
     * and Milvus goes on writing meanwhile, so half of what milvus-backup would copy side by side, of two collections at a time.
     */
    private static final int COPIES = 64;
    private static final int COLLECTIONS = 2;
    private static final int SEGMENTS = 128;

    /** Milvus takes 1,024 jobs at a time of all who import (dataCoord.import.maxImportJobNum), and its data nodes do some at once. */
    private static final int IMPORTS = 64;

    private ToolConfiguration() {}

    /**
     * @param milvus whom it asks
     * @param places where the backups lie that are made or read
     */
    static String of(Plan plan, String milvus, Backups.Place places) {
        return """
                {"configVersion": "v2",
                 "log": {"level": "info", "console": true, "file": {"path": "/tmp/backup.log"}},
                 "milvus": {
                  "grpc": {"address": "%s", "port": %d, "tlsMode": "disabled"},
                  "management": {"endpoint": "http://%s:%d"},
                  "storage": {"provider": "aws", "address": "%s", "port": 443, "region": "%s", "useSSL": true,
                   "bucketName": "%s", "rootPath": "%s", "auth": {"type": "iam"}}},
                 "backup": {
                  "storage": {"bucketName": "%s", "rootPath": "%s"},
                  "concurrency": {"collections": %d, "segments": %d},
                  "pauseGC": true},
                 "restore": {"concurrency": {"collections": %d, "importJobs": %d}},
                 "transfer": {"mode": "direct", "concurrency": %d}}
                """.formatted(
                milvus, MilvusReach.PORT, coordinator(plan), MANAGEMENT,
                Partition.of(plan.region()).host("s3", plan.region()), plan.region(),
                plan.storage().bucket(), plan.storage().rootPath(),
                places.bucket(), places.data(), COLLECTIONS, SEGMENTS, COLLECTIONS, IMPORTS, COPIES);
    }

    /** Which service stops the garbage collection, so that nothing goes that is being copied. */
    private static String coordinator(Plan plan) {
        ChartFamily family = Catalog.load().findMilvus(plan.milvus().version()).orElseThrow().family();
        return plan.names().release() + (family == ChartFamily.MIX_COORDINATOR ? "-mixcoord" : "-datacoord");
    }
}
