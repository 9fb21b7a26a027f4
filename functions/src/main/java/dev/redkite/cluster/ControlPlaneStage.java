package dev.redkite.cluster;

import dev.redkite.environment.AccountSnapshot.KubernetesVersion;
import dev.redkite.environment.Identity;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.failure.StageBroken;
import dev.redkite.stage.Change;
import dev.redkite.stage.NamedResource;
import dev.redkite.stage.Observation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ClusterStatus;
import software.amazon.awssdk.services.eks.model.LogSetup;
import software.amazon.awssdk.services.eks.model.LogType;
import software.amazon.awssdk.services.eks.model.SupportType;
import software.amazon.awssdk.services.eks.model.UpdateClusterConfigRequest;
import software.amazon.awssdk.services.eks.model.UpdateType;
import software.amazon.awssdk.services.eks.model.VersionStatus;

/**
 * The EKS cluster without nodes. A role that IAM has not told EKS about yet is refused by CreateCluster; that refusal
 * means "not yet" (see {@link AwsErrors}) and the machine calls again.
 */
record ControlPlaneStage(EksClient eks, ControlPlaneLogsStep logs) implements NamedResource<EksClusterSpec, Identity, Cluster> {

    @Override
    public Observation<Cluster> observe(EksClusterSpec spec) {
        return present(spec.identity()).then(cluster -> Observation.compared(cluster, changes(spec, cluster)));
    }

    @Override
    public Observation<Cluster> present(Identity identity) {
        Optional<Cluster> found = find(identity);
        found.ifPresent(cluster -> identity.ownership().require("EKS cluster " + cluster.name(), cluster.tags()));
        return found.map(ControlPlaneStage::observation).orElseGet(Observation::absent);
    }

    private Optional<Cluster> find(Identity identity) {
        return AwsErrors.find(() -> eks.describeCluster(request -> request.name(identity.name())).cluster());
    }

    @Override
    public Identity identity(EksClusterSpec spec) {
        return spec.identity();
    }

    private static Observation<Cluster> observation(Cluster cluster) {
        return switch (cluster.status()) {
            case ACTIVE -> Observation.ready(cluster);
            case FAILED -> Observation.failed("EKS cluster %s ended FAILED: %s".formatted(cluster.name(), issues(cluster)));
            case CREATING, DELETING, UPDATING, PENDING, UNKNOWN_TO_SDK_VERSION ->
                Observation.changing("EKS cluster %s is %s".formatted(cluster.name(), cluster.statusAsString()));
        };
    }

    private static String issues(Cluster cluster) {
        if (cluster.health() == null || cluster.health().issues().isEmpty()) {
            return "EKS gives no reason";
        }
        return cluster.health().issues().stream()
                .map(issue -> issue.codeAsString() + " (" + issue.message() + ")")
                .collect(Collectors.joining("; "));
    }

    /** EKS carries out one change of a cluster at a time. */
    private List<Change> changes(EksClusterSpec spec, Cluster cluster) {
        List<Change> updates = new ArrayList<>();
        if (!sameEndpoint(spec, cluster)) {
            updates.add(new Change("the API endpoint's access differs",
                    () -> configure(cluster, UpdateType.ENDPOINT_ACCESS_UPDATE,
                            ControlPlaneRequests.endpoint(spec.name(), spec.publicAccessCidrs()))));
        }
        if (!logTypes(cluster).containsAll(ControlPlaneRequests.LOGS)) {
            updates.add(new Change("control plane logs differ",
                    () -> configure(cluster, UpdateType.LOGGING_UPDATE, ControlPlaneRequests.logs(spec))));
        }
        if (!cluster.version().equals(spec.version())) {
            updates.add(new Change("Kubernetes is %s, wanted %s".formatted(cluster.version(), spec.version()), () -> upgrade(spec, cluster)));
        }
        List<Change> changes = new ArrayList<>(Change.of(spec.differences(cluster.tags()),
                () -> eks.tagResource(request -> request.resourceArn(cluster.arn()).tags(spec.corrected(cluster.tags())))));
        changes.addAll(Change.oneAtATime(updates));
        return changes;
    }

    private static boolean sameEndpoint(EksClusterSpec spec, Cluster cluster) {
        boolean open = !spec.publicAccessCidrs().isEmpty();
        return cluster.resourcesVpcConfig().endpointPrivateAccess()
                && cluster.resourcesVpcConfig().endpointPublicAccess() == open
                && (!open || new HashSet<>(cluster.resourcesVpcConfig().publicAccessCidrs())
                        .equals(new HashSet<>(spec.publicAccessCidrs())));
    }

    private static Set<LogType> logTypes(Cluster cluster) {
        return cluster.logging() == null
                ? Set.of()
                : cluster.logging().clusterLogging().stream()
                        .filter(LogSetup::enabled)
                        .flatMap(setup -> setup.types().stream())
                        .collect(Collectors.toSet());
    }

    @Override
    public boolean takesMinutes() {
        return true;
    }

    @Override
    public Observation<Cluster> made(EksClusterSpec spec) {
        logs.run(spec);
        SupportType support = support(spec.version());
        return observation(Failures.about("EKS cluster " + spec.name(), () -> eks.createCluster(ControlPlaneRequests.create(spec, support)).cluster()));
    }

    @Override
    public void create(EksClusterSpec spec) {
        made(spec);
    }

    /** A version past its standard support is made only under the policy that pays for the extended one. */
    private SupportType support(String version) {
        boolean extended = eks.describeClusterVersions(request -> request.clusterVersions(version))
                .clusterVersions().stream()
                .anyMatch(known -> known.versionStatus() == VersionStatus.EXTENDED_SUPPORT);
        return extended ? SupportType.EXTENDED : SupportType.STANDARD;
    }

    private void configure(Cluster cluster, UpdateType type, UpdateClusterConfigRequest request) {
        requireNoneFailed(type, cluster);
        eks.updateClusterConfig(request);
    }

    private void upgrade(EksClusterSpec spec, Cluster cluster) {
        String next = nextVersion(spec, cluster.version());
        requireNoneFailed(UpdateType.VERSION_UPDATE, cluster);
        eks.updateClusterVersion(request -> request.name(spec.name()).version(next));
    }

    private void requireNoneFailed(UpdateType type, Cluster cluster) {
        EksUpdates.ofCluster(eks, cluster.name()).requireNoneFailed(type, "EKS cluster " + cluster.name(), cluster.arn(), cluster.tags());
    }

    /**
     * One minor version at a time (https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html). Back goes EKS by one,
     * within a week and with everything else put back by hand
     * (https://docs.aws.amazon.com/eks/latest/userguide/rollback-cluster.html): that is for people.
     */
    private static String nextVersion(EksClusterSpec spec, String present) {
        int minor = KubernetesVersion.minor(present);
        if (KubernetesVersion.minor(spec.version()) < minor) {
            throw new StageBroken("EKS cluster %s runs Kubernetes %s, and Redkite does not go back to %s. Next: ask for %s or later, or recreate the environment."
                    .formatted(spec.name(), present, spec.version(), present));
        }
        return present.substring(0, present.indexOf('.') + 1) + (minor + 1);
    }

    /**
     * Logging goes off before, and the cluster once that is done: what EKS still has to write then would make the log
     * group again behind us, for ever (https://github.com/terraform-aws-modules/terraform-aws-eks/issues/2446). Where EKS
     * refuses to change a cluster that misses something by now, it is removed as it is; and so is one that ended in failure.
     */
    @Override
    public void remove(Identity identity) {
        Optional<Cluster> cluster = find(identity);
        if (cluster.filter(found -> found.status() == ClusterStatus.FAILED).isPresent()) {
            delete(identity);
        } else {
            cluster.filter(found -> !logTypes(found).isEmpty()).ifPresentOrElse(found -> silence(identity, found), () -> {
                logs.close(identity.name());
                delete(identity);
            });
        }
    }

    private void silence(Identity identity, Cluster cluster) {
        requireNoneFailed(UpdateType.LOGGING_UPDATE, cluster);
        if (AwsErrors.unlessRefused(() -> eks.updateClusterConfig(ControlPlaneRequests.silence(identity.name()))).isEmpty()) {
            delete(identity);
        }
    }

    private void delete(Identity identity) {
        AwsErrors.unlessAbsent(() -> eks.deleteCluster(request -> request.name(identity.name())));
    }
}
