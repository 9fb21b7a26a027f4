package dev.redkite.sandbox.aws.eks;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Lifecycle;
import java.util.List;
import software.amazon.awssdk.services.eks.model.*;

/**
 * EKS Capabilities, which Redkite makes none of, and which hold their cluster
 * (https://docs.aws.amazon.com/eks/latest/userguide/delete-cluster.html). How long they take to come and go is not in the table
 * of durations; an add-on's time stands in.
 */
record Capabilities(AccountRegion place, Clusters clusters) {

    /** One capability. */
    record Row(CreateCapabilityRequest made, Lifecycle life) {}

    void create(CreateCapabilityRequest request) {
        ClusterRow cluster = clusters.requireActive(request.clusterName());
        if (cluster.capabilities.containsKey(request.capabilityName())) {
            throw EksRefusal.inUse("Capability already exists with name " + request.capabilityName());
        }
        cluster.capabilities.put(request.capabilityName(),
                new Row(request, Lifecycle.begun(place.now(), place.durations().create("eksAddon"))));
    }

    List<CapabilitySummary> of(String clusterName) {
        ClusterRow cluster = clusters.require(clusterName);
        cluster.capabilities.values().removeIf(row -> row.life().at(place.now()) == Lifecycle.Phase.GONE);
        return cluster.capabilities.values().stream().map(row -> CapabilitySummary.builder()
                .capabilityName(row.made().capabilityName())
                .type(row.made().type())
                .status(status(row))
                .build()).toList();
    }

    private CapabilityStatus status(Row row) {
        return switch (row.life().at(place.now())) {
            case CREATING -> CapabilityStatus.CREATING;
            case ACTIVE -> CapabilityStatus.ACTIVE;
            case FAILED -> CapabilityStatus.CREATE_FAILED;
            case DELETING, GONE -> CapabilityStatus.DELETING;
        };
    }

    void delete(String clusterName, String name) {
        ClusterRow cluster = clusters.require(clusterName);
        of(clusterName);
        if (cluster.capabilities.computeIfPresent(name, (_, row) ->
                new Row(row.made(), row.life().removed(place.now(), place.durations().delete("eksAddon")))) == null) {
            throw EksRefusal.notFound("No capability found for name: %s.".formatted(name));
        }
    }
}
