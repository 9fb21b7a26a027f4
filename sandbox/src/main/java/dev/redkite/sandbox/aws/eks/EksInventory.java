package dev.redkite.sandbox.aws.eks;

import java.util.Map;
import java.util.TreeMap;

/** What stands in all clusters, by names such as {@code eks:nodegroup/demo/nodes}. */
record EksInventory(Clusters clusters, NodeGroups nodeGroups, Addons addons, FargateProfiles fargateProfiles) {

    /** With their tags. */
    Map<String, Map<String, String>> tags() {
        clusters.settle();
        Map<String, Map<String, String>> inventory = new TreeMap<>();
        clusters.rows.forEach((name, cluster) -> {
            nodeGroups.settle(cluster);
            addons.settle(cluster);
            fargateProfiles.names(name).forEach(profile -> inventory.put(
                    "eks:fargateprofile/" + name + "/" + profile, cluster.fargateProfiles.get(profile).tags()));
            inventory.put("eks:cluster/" + name, cluster.tags);
            cluster.nodeGroups.forEach((group, row) -> inventory.put("eks:nodegroup/" + name + "/" + group, row.tags));
            cluster.addons.forEach((addon, row) -> inventory.put("eks:addon/" + name + "/" + addon, row.tags));
        });
        return inventory;
    }

    /** With all that is known of a cluster. */
    Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        clusters.rows.forEach((name, row) -> contents.put("eks:cluster/" + name, "%s, %s, %s, %s".formatted(
                row.version, row.access, row.logTypes(), row.entries.keySet())));
        return contents;
    }
}
