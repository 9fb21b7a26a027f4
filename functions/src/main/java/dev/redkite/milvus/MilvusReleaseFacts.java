package dev.redkite.milvus;

import java.util.List;

/**
 * Milvus' Helm release.
 *
 * @param drift as of every release ({@link dev.redkite.chart.ReleaseFacts})
 */
public record MilvusReleaseFacts(String namespace, String release, String chartVersion, int revision, List<String> drift) {}
