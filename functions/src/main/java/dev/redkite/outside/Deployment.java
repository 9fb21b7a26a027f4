package dev.redkite.outside;

import java.util.List;

/**
 * Where Redkite itself is installed: what the template tells its functions through their environment.
 *
 * @param kubernetesPrincipals ARNs of the functions' roles that speak to Kubernetes APIs
 */
public record Deployment(
        String account,
        String region,
        String registryTable,
        String eventBus,
        List<String> kubernetesPrincipals) {

    public Deployment {
        kubernetesPrincipals = List.copyOf(kubernetesPrincipals);
    }

    /** Commercial regions are {@code aws}; China's and GovCloud's have partitions of their own. */
    public String partition() {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
