package dev.redkite.storage;

import dev.redkite.environment.Plan;
import dev.redkite.stage.Ownership;

/** @param adopted the user's own bucket: it must exist, and stays as it is */
record ObjectStorageSpec(String bucket, boolean adopted, String rootPath, String account, String region, Ownership ownership) {

    static ObjectStorageSpec of(Plan plan) {
        return new ObjectStorageSpec(
                plan.storage().bucket(),
                plan.storage().adopted(),
                plan.storage().rootPath(),
                plan.account(),
                plan.region(),
                plan.ownership());
    }
}
