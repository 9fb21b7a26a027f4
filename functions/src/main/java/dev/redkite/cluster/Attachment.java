package dev.redkite.cluster;

import dev.redkite.environment.Ownership;
import dev.redkite.failure.AwsErrors;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.FargateProfile;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/**
 * A node group, a Fargate profile or a capability: what EKS keeps a cluster standing for
 * (https://docs.aws.amazon.com/eks/latest/userguide/delete-cluster.html). Auto Mode is none: its nodes go with the cluster.
 *
 * @param holds what runs there, in words
 */
public record Attachment(Kind kind, String cluster, String name, String status, String holds, Map<String, String> tags) {

    /** In the words of the console, and of the command line. */
    enum Kind {
        NODE_GROUP("node group", "nodegroup"),
        FARGATE_PROFILE("Fargate profile", "fargate-profile"),
        CAPABILITY("capability", "capability");

        private final String title;
        private final String word;

        Kind(String title, String word) {
            this.title = title;
            this.word = word;
        }
    }

    /** All of a cluster; none when it is gone. What goes while it is asked about has gone. */
    public static List<Attachment> of(EksClient eks, String cluster) {
        Stream<Attachment> groups = AwsErrors.find(() -> eks.listNodegroupsPaginator(request -> request.clusterName(cluster))
                        .nodegroups().stream().toList())
                .orElse(List.of()).stream()
                .flatMap(name -> AwsErrors.find(() -> eks.describeNodegroup(
                        request -> request.clusterName(cluster).nodegroupName(name)).nodegroup()).stream())
                .map(Attachment::of);
        Stream<Attachment> profiles = AwsErrors.find(() -> eks.listFargateProfilesPaginator(request -> request.clusterName(cluster))
                        .fargateProfileNames().stream().toList())
                .orElse(List.of()).stream()
                .flatMap(name -> AwsErrors.find(() -> eks.describeFargateProfile(
                        request -> request.clusterName(cluster).fargateProfileName(name)).fargateProfile()).stream())
                .map(Attachment::of);
        return Stream.of(groups, profiles, capabilities(eks, cluster)).flatMap(each -> each).toList();
    }

    /** Redkite makes none. Where a region does not have them, EKS does not know the question. */
    private static Stream<Attachment> capabilities(EksClient eks, String cluster) {
        return AwsErrors.findListed(() -> eks.listCapabilitiesPaginator(request -> request.clusterName(cluster))
                        .capabilities().stream().toList())
                .orElse(List.of()).stream()
                .map(each -> new Attachment(Kind.CAPABILITY, cluster, each.capabilityName(), each.statusAsString(), each.typeAsString(), Map.of()));
    }

    private static Attachment of(Nodegroup group) {
        return new Attachment(Kind.NODE_GROUP, group.clusterName(), group.nodegroupName(), group.statusAsString(),
                "%d nodes".formatted(group.scalingConfig().desiredSize()), group.tags());
    }

    private static Attachment of(FargateProfile profile) {
        return new Attachment(Kind.FARGATE_PROFILE, profile.clusterName(), profile.fargateProfileName(), profile.statusAsString(),
                "pods of " + String.join(", ", profile.selectors().stream().map(selector -> "namespace " + selector.namespace()).toList()),
                profile.tags());
    }

    /** Without our tag it is somebody else's, whatever it is called. */
    public boolean foreign(Ownership ownership) {
        return !ownership.owns(tags);
    }

    public boolean leaving() {
        return status.equals("DELETING");
    }

    /** Sends what takes it away. */
    public void delete(EksClient eks) {
        AwsErrors.unlessAbsent(() -> {
            switch (kind) {
                case NODE_GROUP -> eks.deleteNodegroup(request -> request.clusterName(cluster).nodegroupName(name));
                case CAPABILITY -> throw new IllegalStateException("capabilities are never ours");
                case FARGATE_PROFILE -> eks.deleteFargateProfile(request -> request.clusterName(cluster).fargateProfileName(name));
            }
        });
    }

    /** What deletes it, as its owner would type it. */
    public String deletion(String region) {
        return "aws eks delete-%s --region %s --cluster-name %s --%s-name %s".formatted(kind.word, region, cluster, kind.word, name);
    }

    @Override
    public String toString() {
        return "%s %s (%s, %s)".formatted(kind.title, name, status, holds);
    }
}
