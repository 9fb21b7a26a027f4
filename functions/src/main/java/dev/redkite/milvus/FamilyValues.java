package dev.redkite.milvus;

import dev.redkite.catalog.ChartFamily;
import dev.redkite.environment.Plan;

/** The part of the values in which the chart's families differ; a key of the other family is silently ignored. */
sealed interface FamilyValues permits MixCoordinatorValues, SeparateCoordinatorValues {

    void apply(ChartValues values, Plan plan, String loginVersion);

    static FamilyValues of(ChartFamily family) {
        return switch (family) {
            case MIX_COORDINATOR -> new MixCoordinatorValues();
            case SEPARATE_COORDINATORS -> new SeparateCoordinatorValues();
        };
    }
}
