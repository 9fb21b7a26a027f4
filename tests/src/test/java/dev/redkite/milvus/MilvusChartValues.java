package dev.redkite.milvus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;

/** What Milvus' chart is given for a plan. */
public final class MilvusChartValues {

    private MilvusChartValues() {}

    public static JsonNode of(Plan plan) {
        return Plans.spec(plan).release().values();
    }
}
