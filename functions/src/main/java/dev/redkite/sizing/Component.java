package dev.redkite.sizing;

import com.fasterxml.jackson.annotation.JsonValue;

/** The processes of a Milvus cluster, by the names that its charts give them. */
public enum Component {
    PROXY("proxy", false),
    MIX_COORDINATOR("mixCoordinator", true),
    ROOT_COORDINATOR("rootCoordinator", true),
    QUERY_COORDINATOR("queryCoordinator", true),
    INDEX_COORDINATOR("indexCoordinator", true),
    DATA_COORDINATOR("dataCoordinator", true),
    QUERY_NODE("queryNode", false),
    DATA_NODE("dataNode", false),
    INDEX_NODE("indexNode", false),
    STREAMING_NODE("streamingNode", false);

    private final String key;
    private final boolean coordinator;

    Component(String key, boolean coordinator) {
        this.key = key;
        this.coordinator = coordinator;
    }

    /** The name in plans and chart values, such as {@code queryNode}. */
    @JsonValue
    public String key() {
        return key;
    }

    /** A second replica of a coordinator needs active-standby (https://github.com/milvus-io/milvus/issues/28063). */
    public boolean isCoordinator() {
        return coordinator;
    }
}
