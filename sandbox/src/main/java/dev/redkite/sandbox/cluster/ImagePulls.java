package dev.redkite.sandbox.cluster;

import dev.redkite.sandbox.aws.Durations;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Which images lie on which nodes: each is pulled once by a node, for whatever pod comes first, and stays there. */
final class ImagePulls {

    private final Durations durations;
    private final Map<String, Instant> pulled = new HashMap<>();

    ImagePulls(Durations durations) {
        this.durations = durations;
    }

    /** When the image is on the node, which is asked for it at that instant; before it, when it was there already. */
    Instant pulled(String node, String image, Instant asked) {
        return pulled.computeIfAbsent(node + " " + image,
                _ -> asked.plus(durations.create(Images.isMilvus(image) ? "milvusImage" : "otherImage")));
    }
}
