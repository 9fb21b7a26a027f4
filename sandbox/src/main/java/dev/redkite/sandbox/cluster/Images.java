package dev.redkite.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.kubernetes.ClusterTimes.PodStart;
import java.util.Optional;
import java.util.Set;

/** What nodes can pull. An image is known by its repository's last name: in whatever registry, it is a copy of the published one. */
final class Images {

    private static final String MILVUS = "milvus";

    private static final Set<String> PUBLISHED = Set.of(MILVUS, "etcd", "attu", "aws-load-balancer-controller", "postgres",
            "milvus-config-tool", "milvus-backup");

    private Images() {}

    static boolean isMilvus(String image) {
        return name(image).equals(MILVUS);
    }

    /** Of the Milvus that a pod runs, by its tag. */
    static String version(JsonNode pod) {
        return pod.at("/spec/containers").valueStream().map(container -> container.path("image").asText()).filter(Images::isMilvus)
                .findFirst().map(Images::version).orElseThrow();
    }

    static String version(String image) {
        return image.replaceFirst("^.*:v?", "");
    }

    static boolean isBackupTool(String image) {
        return name(image).equals("milvus-backup");
    }

    /**
     * What a kubelet says of an image that it cannot pull, with the words that containerd has from Docker Hub
     * (https://github.com/pfnet/image-pull-secrets-provisioner/issues/31).
     */
    static Optional<PodStart.Failing> findRefusal(String image) {
        return PUBLISHED.contains(name(image)) ? Optional.empty() : Optional.of(new PodStart.Failing("ImagePullBackOff",
                "Back-off pulling image \"%1$s\": ErrImagePull: failed to resolve reference \"%1$s\": pull access denied, repository does not exist or may require authorization"
                        .formatted(image)));
    }

    /** Without registry, folder, tag and digest. */
    private static String name(String image) {
        return image.replaceFirst("@.*$", "").replaceFirst("^.*/", "").replaceFirst(":.*$", "");
    }
}
