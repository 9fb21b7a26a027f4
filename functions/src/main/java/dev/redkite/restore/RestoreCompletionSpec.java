package dev.redkite.restore;

import dev.redkite.stage.StageRequest;

/** @param rows that were proven */
record RestoreCompletionSpec(RestoreSpec restore, long rows) {

    static RestoreCompletionSpec of(StageRequest request) {
        return new RestoreCompletionSpec(RestoreSpec.of(request), request.facts("restoreProof", RestoreProofFacts.class).rows());
    }
}
