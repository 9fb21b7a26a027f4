package dev.redkite.environment;

import dev.redkite.deployment.Deployment;
import java.util.Objects;

/** In which buckets an environment's data and its backups lie. */
record StoragePlanning(EnvironmentSpec.Storage wanted, AccountSnapshot snapshot) {

    /** A bucket that Redkite made goes with some environment's data, and whatever else lies in it. */
    void check(Deployment deployment, Violations violations) {
        violations.addAll(snapshot.bucketKey().violations());
        violations.addAll(snapshot.backupBucketKey().violations());
        violations.addUnless(wanted.backupBucket() == null || !Names.isMadeBucket(wanted.backupBucket(), deployment.account(), deployment.region()),
                "$.storage.backupBucket",
                "%s is called as those that Redkite makes, and would go when the data of its environment does; name a bucket of yours, or leave it out, by which backups lie beside the data"
                        .formatted(wanted.backupBucket()));
    }

    Plan.Storage plan(Names names) {
        String bucket = Objects.requireNonNullElse(wanted.bucket(), names.bucket());
        boolean apart = wanted.backupBucket() != null && !wanted.backupBucket().equals(bucket);
        return new Plan.Storage(bucket, wanted.bucket() != null, names.rootPath(), snapshot.bucketKey().arn(),
                apart ? new Plan.Bucket(Objects.requireNonNull(wanted.backupBucket()), snapshot.backupBucketKey().arn()) : null);
    }
}
