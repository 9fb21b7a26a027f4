package dev.redkite.milvus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.environment.Plan;

/** What goes into Milvus' own configuration file user.yaml, which the chart lays over its default.yaml. */
final class UserConfiguration {

    private UserConfiguration() {}

    /** Topics of an earlier generation would crash-loop this one (https://github.com/milvus-io/milvus/issues/47802). */
    static ObjectNode of(Plan plan) {
        return new ChartValues()
                .put("msgChannel.chanNamePrefix.cluster", plan.names().topicPrefix())
                .put("common.security.authorizationEnabled", plan.milvus().authentication())
                .tree();
    }
}
