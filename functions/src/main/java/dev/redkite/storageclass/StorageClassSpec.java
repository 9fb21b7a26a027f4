package dev.redkite.storageclass;

import dev.redkite.cluster.EksClusterFacts;
import dev.redkite.environment.Ownership;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.stage.StageRequest;
import java.util.Map;
import java.util.TreeMap;

/** The class that Milvus' volumes are made by. */
public record StorageClassSpec(ClusterAccess cluster, String name, Ownership ownership) {

    private static final String NAME = "ebs-sc";

    static StorageClassSpec of(StageRequest request) {
        return new StorageClassSpec(
                request.facts("eksCluster", EksClusterFacts.class).access(), NAME, request.plan().ownership());
    }

    /**
     * What the CSI driver makes volumes by. The volumes get our tags, so that the audit finds those that outlive
     * their cluster (https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md).
     */
    Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>(Map.of("type", "gp3", "encrypted", "true"));
        int number = 0;
        for (Map.Entry<String, String> tag : ownership.tags().entrySet()) {
            number++;
            parameters.put("tagSpecification_" + number, tag.getKey() + "=" + tag.getValue());
        }
        return parameters;
    }
}
