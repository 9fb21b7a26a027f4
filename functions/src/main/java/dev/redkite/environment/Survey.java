package dev.redkite.environment;

import java.time.Instant;
import java.util.List;

/**
 * What AWS says about the account at the moment of the request: all that planning cannot compute.
 *
 * @param at                 that moment
 * @param kubernetesVersions versions that EKS offers now
 * @param zones              availability zones of the region, in order
 * @param subnets            those of the wanted subnets that exist
 * @param clusterVersion     the Kubernetes version that the environment's cluster runs; null when it has none yet
 */
public record Survey(
        Instant at, List<String> kubernetesVersions, List<Zone> zones, List<Subnet> subnets, String clusterVersion) {

    /** @param id the same in every account, such as usw2-az1, while the name is this account's */
    public record Zone(String name, String id) {}

    /** @param zoneId of that zone */
    public record Subnet(String id, String vpcId, String zone, String zoneId) {}
}
