package dev.redkite.chart;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.platform.ClusterAccess;

/**
 * A Helm release as it should be.
 *
 * @param values exactly what the release is given; never a secret, for Helm stores them readable
 */
public record ReleaseSpec(
        ClusterAccess cluster,
        String namespace,
        String name,
        String chart,
        String chartVersion,
        String chartDigest,
        JsonNode values) {}
