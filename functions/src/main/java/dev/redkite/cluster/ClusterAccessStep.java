package dev.redkite.cluster;

import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.StageBroken;
import dev.redkite.platform.Clusters;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.UpdateType;
import software.amazon.awssdk.services.eks.model.VpcConfigResponse;

/**
 * The standing cluster, and our way into it, before anything in it is removed: whoever made it may have been stopped
 * before the functions had their access entries. A cluster that is not there, not ours, or not up yet or any more has
 * nothing of ours in it that could be removed by itself; then there are no facts. One that somebody protects, or that
 * somebody else has moved into, is not removed: this is the last look before anything is touched, and what had to be opened
 * for it is narrowed again.
 */
record ClusterAccessStep(EksClient eks, Clusters clusters) implements Step<ClusterAccessSpec, @Nullable EksClusterFacts> {

    private static final String EVERYBODY = "0.0.0.0/0";
    private static final String NOBODY = "nobody";

    /** On a cluster whose endpoint is open for a teardown only: whom it let in before; empty once that is settled. */
    static final String BEFORE = "redkite:endpoint-before";

    /** https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html. */
    private static final int LONGEST_TAG = 256;


    @Override
    public Progress<@Nullable EksClusterFacts> run(ClusterAccessSpec spec) {
        Optional<Cluster> found = AwsErrors.find(() -> eks.describeCluster(request -> request.name(spec.name())).cluster())
                .filter(cluster -> spec.ownership().owns(cluster.tags()));
        return found.isEmpty() ? absent(spec) : entered(spec, found.get());
    }

    private static Progress<@Nullable EksClusterFacts> absent(ClusterAccessSpec spec) {
        if (!spec.removes()) {
            throw new StageBroken("EKS cluster %s is not there, or on its way: there is nothing to be paused. Next: resume the environment, which makes anew what is missing."
                    .formatted(spec.name()));
        }
        return new Done<>(null);
    }

    private Progress<@Nullable EksClusterFacts> entered(ClusterAccessSpec spec, Cluster cluster) {
        return switch (cluster.status()) {
            case ACTIVE -> {
                if (spec.removes()) {
                    requireUnprotected(spec, cluster);
                }
                yield closed(cluster.resourcesVpcConfig()) ? opened(spec, cluster)
                        : new AccessEntriesStep(eks).run(spec).map(_ -> unshared(spec, cluster));
            }
            case UPDATING -> new Pending<>("EKS cluster %s is UPDATING".formatted(spec.name()));
            case CREATING, DELETING, FAILED, PENDING, UNKNOWN_TO_SDK_VERSION -> absent(spec);
        };
    }

    /** EKS would refuse to delete it, but only after all that runs in it is gone (https://docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html). */
    private static void requireUnprotected(ClusterAccessSpec spec, Cluster cluster) {
        if (Boolean.TRUE.equals(cluster.deletionProtection())) {
            throw new InvalidRequest(("Environment %s is not torn down, and nothing of it was touched: somebody has switched on the deletion"
                            + " protection of its EKS cluster %s. Next: switch it off if the cluster may go (aws eks update-cluster-config"
                            + " --region %s --name %s --no-deletion-protection), then send this request again.")
                    .formatted(spec.ownership().environment(), spec.name(), spec.names().region(), spec.name()));
        }
    }

    /** The functions come from addresses of AWS' that nobody knows beforehand, so an endpoint that is not open to all is closed to them. */
    private static boolean closed(VpcConfigResponse network) {
        return !network.endpointPublicAccess() || !network.publicAccessCidrs().contains(EVERYBODY);
    }

    /** Somebody narrowed it by hand; the plan says who may reach it, and it is put right as an update would. */
    private Progress<@Nullable EksClusterFacts> opened(ClusterAccessSpec spec, Cluster cluster) {
        VpcConfigResponse network = cluster.resourcesVpcConfig();
        String before = network.endpointPublicAccess() ? String.join(" ", network.publicAccessCidrs()) : NOBODY;
        String present = "The API endpoint of EKS cluster %s lets in %s, and Redkite's functions come from elsewhere".formatted(
                spec.name(), before.equals(NOBODY) ? "nobody from outside its VPC" : before.replace(" ", ", "));
        if (!spec.publicAccessCidrs().contains(EVERYBODY) || before.length() > LONGEST_TAG) {
            throw new StageBroken(("%s. Next: open it (aws eks update-cluster-config --region %s --name %s --resources-vpc-config"
                    + " endpointPublicAccess=true,publicAccessCidrs=%s), then redrive the execution.")
                    .formatted(present, spec.names().region(), spec.name(), EVERYBODY));
        }
        EksUpdates.ofCluster(eks, spec.name())
                .requireNoneFailed(UpdateType.ENDPOINT_ACCESS_UPDATE, "EKS cluster " + spec.name(), cluster.arn(), cluster.tags());
        remember(cluster, before);
        eks.updateClusterConfig(ControlPlaneRequests.endpoint(spec.name(), spec.publicAccessCidrs()));
        return new Pending<>(present + "; it is being opened as planned");
    }

    private void remember(Cluster cluster, String before) {
        eks.tagResource(request -> request.resourceArn(cluster.arn()).tags(Map.of(BEFORE, before)));
    }

    private EksClusterFacts unshared(ClusterAccessSpec spec, Cluster cluster) {
        EksClusterFacts facts = EksClusterFacts.of(cluster, null);
        String before = cluster.tags().getOrDefault(BEFORE, "");
        try {
            if (spec.removes()) {
                requireUnshared(spec, facts);
            }
        } catch (InvalidRequest e) {
            if (!before.isEmpty()) {
                eks.updateClusterConfig(ControlPlaneRequests.endpoint(
                        spec.name(), before.equals(NOBODY) ? List.of() : List.of(before.split(" "))));
                remember(cluster, "");
            }
            throw e;
        }
        if (!before.isEmpty()) {
            remember(cluster, "");
        }
        return facts;
    }

    private void requireUnshared(ClusterAccessSpec spec, EksClusterFacts facts) {
        KubernetesClient kubernetes = clusters.kubernetes(facts.access());
        new ForeignContents(eks, kubernetes).requireNone(spec);
        new ProtectedLoadBalancers(kubernetes).requireNone(spec);
    }
}
