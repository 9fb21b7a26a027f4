package dev.redkite.sandbox.aws.eks;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Lifecycle;
import dev.redkite.sandbox.aws.Shapes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.eks.model.CreateFargateProfileRequest;
import software.amazon.awssdk.services.eks.model.FargateProfile;
import software.amazon.awssdk.services.eks.model.FargateProfileStatus;

/** Fargate profiles, which Redkite makes none of: they come and go one at a time, and hold their cluster. */
record FargateProfiles(AccountRegion place, Clusters clusters) {

    /** One profile. */
    record Row(CreateFargateProfileRequest made, Map<String, String> tags, Lifecycle life) {}

    FargateProfile create(CreateFargateProfileRequest request) {
        ClusterRow cluster = clusters.requireActive(request.clusterName());
        settle(cluster);
        if (cluster.fargateProfiles.containsKey(request.fargateProfileName())) {
            throw EksRefusal.inUse("A Fargate Profile already exists with this name in this cluster.");
        }
        requireNoneDeleting(cluster, "Create", request.fargateProfileName());
        Row row = new Row(request, new TreeMap<>(request.tags()),
                Lifecycle.begun(place.now(), place.durations().create("fargateProfile")));
        cluster.fargateProfiles.put(request.fargateProfileName(), row);
        return describe(cluster, row);
    }

    /** https://github.com/hashicorp/terraform/issues/25059. */
    private void requireNoneDeleting(ClusterRow cluster, String verb, String name) {
        cluster.fargateProfiles.values().stream()
                .filter(other -> status(other) == FargateProfileStatus.DELETING)
                .map(other -> other.made().fargateProfileName())
                .filter(other -> !other.equals(name))
                .findFirst()
                .ifPresent(other -> {
                    throw EksRefusal.inUse("Cannot %s Fargate Profile %s because cluster %s currently has Fargate profile %s in status DELETING"
                            .formatted(verb, name, cluster.name(), other));
                });
    }

    List<String> names(String clusterName) {
        ClusterRow cluster = clusters.require(clusterName);
        settle(cluster);
        return List.copyOf(cluster.fargateProfiles.keySet());
    }

    FargateProfile find(String clusterName, String name) {
        ClusterRow cluster = clusters.require(clusterName);
        return describe(cluster, require(cluster, name));
    }

    void settle(ClusterRow cluster) {
        cluster.fargateProfiles.values().removeIf(row -> row.life().at(place.now()) == Lifecycle.Phase.GONE);
    }

    private Row require(ClusterRow cluster, String name) {
        settle(cluster);
        return Optional.ofNullable(cluster.fargateProfiles.get(name))
                .orElseThrow(() -> EksRefusal.notFound("No Fargate Profile found with name: %s.".formatted(name)));
    }

    FargateProfile delete(String clusterName, String name) {
        ClusterRow cluster = clusters.requireActive(clusterName);
        Row row = require(cluster, name);
        requireNoneDeleting(cluster, "Delete", name);
        Row leaving = new Row(row.made(), row.tags(), row.life().removed(place.now(), place.durations().delete("fargateProfile")));
        cluster.fargateProfiles.put(name, leaving);
        clusters.changes.noteAt(leaving.life().gone(), cluster.name());
        return describe(cluster, leaving);
    }

    private FargateProfileStatus status(Row row) {
        return switch (row.life().at(place.now())) {
            case CREATING -> FargateProfileStatus.CREATING;
            case ACTIVE -> FargateProfileStatus.ACTIVE;
            case FAILED -> FargateProfileStatus.CREATE_FAILED;
            case DELETING, GONE -> FargateProfileStatus.DELETING;
        };
    }

    private FargateProfile describe(ClusterRow cluster, Row row) {
        return Shapes.copied(row.made(), FargateProfile.builder())
                .fargateProfileArn(clusters.arn("fargateprofile", cluster.name() + "/" + row.made().fargateProfileName()))
                .status(status(row))
                .tags(new TreeMap<>(row.tags()))
                .build();
    }
}
