package dev.redkite.milvus;

import dev.redkite.chart.ReleaseFacts;
import dev.redkite.chart.ReleaseStage;
import dev.redkite.stage.NamedResource;
import dev.redkite.stage.Observation;

/** Milvus' Helm release, in its first half or whole: found by the same name, and taken away alike. */
interface MilvusReleaseResource extends NamedResource<MilvusReleaseSpec, MilvusIdentity, ReleaseFacts> {

    ReleaseStage release();

    @Override
    default Observation<?> present(MilvusIdentity milvus) {
        return release().present(milvus.release());
    }

    @Override
    default MilvusIdentity identity(MilvusReleaseSpec spec) {
        return spec.identity();
    }

    @Override
    default void remove(MilvusIdentity milvus) {
        release().remove(milvus.release());
    }
}
