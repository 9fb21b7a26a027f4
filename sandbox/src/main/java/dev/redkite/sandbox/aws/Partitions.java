package dev.redkite.sandbox.aws;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** The SDK's metadata of the partition that a region is in. The SDK tries a pattern for each partition at every question. */
public final class Partitions {

    private static final Map<String, PartitionMetadata> OF_REGIONS = new ConcurrentHashMap<>();

    private Partitions() {}

    /** @param region such as {@code us-west-2} */
    public static PartitionMetadata of(String region) {
        return OF_REGIONS.computeIfAbsent(region, name -> PartitionMetadata.of(Region.of(name)));
    }
}
