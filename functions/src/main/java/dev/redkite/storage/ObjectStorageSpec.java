package dev.redkite.storage;

import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.stage.StageRequest;

/**
 * @param adopted     the user's own bucket: it must exist, and stays as it is
 * @param removesData whether a teardown takes the bucket and all that is in it; never an adopted one
 */
record ObjectStorageSpec(
        String bucket, boolean adopted, String rootPath, String account, String region, Ownership ownership, boolean removesData) {

    static ObjectStorageSpec of(StageRequest request) {
        Plan plan = request.plan();
        return new ObjectStorageSpec(
                plan.storage().bucket(),
                plan.storage().adopted(),
                plan.storage().rootPath(),
                plan.account(),
                plan.region(),
                plan.ownership(),
                request.request().path("removeData").asBoolean());
    }
}
