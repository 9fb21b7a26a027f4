package dev.redkite.catalog;

/** The two shapes of Milvus' Helm chart. A key of the other family's component is silently ignored by the chart. */
public enum ChartFamily {
    /** Milvus 2.5 and earlier: root, query, index and data coordinator apart, index nodes, no streaming node. */
    SEPARATE_COORDINATORS,
    /** Milvus 2.6 and later: one coordinator process, streaming nodes, no index node. */
    MIX_COORDINATOR
}
