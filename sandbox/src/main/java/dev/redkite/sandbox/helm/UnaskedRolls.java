package dev.redkite.sandbox.helm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.kubernetes.FakeKubernetesCluster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Revisions of a release that gave etcd other pods although nothing was asked of it: neither another chart nor other values.
 * All members are rolled then, beside an upgrade that takes their places on full nodes.
 */
public final class UnaskedRolls {

    private UnaskedRolls() {}

    /** A sentence for each. */
    public static List<String> in(FakeKubernetesCluster cluster, Renderings renderings) {
        List<String> rolls = new ArrayList<>();
        Map<String, List<StoredRelease>> releases = cluster.objects("secrets").stream()
                .filter(secret -> secret.path("type").asText().startsWith("helm.sh/release"))
                .map(StoredRelease::read)
                .sorted(Comparator.comparingInt(StoredRelease::revision))
                .collect(Collectors.groupingBy(release -> release.name(), TreeMap::new, Collectors.toList()));
        releases.values().forEach(revisions -> {
            for (int i = 1; i < revisions.size(); i++) {
                rolls.addAll(between(revisions.get(i - 1), revisions.get(i), renderings));
            }
        });
        return rolls;
    }

    private static List<String> between(StoredRelease before, StoredRelease after, Renderings renderings) {
        if (!before.json().path("chart").equals(after.json().path("chart"))
                || !before.json().at("/config/etcd").equals(after.json().at("/config/etcd"))) {
            return List.of();
        }
        Map<String, JsonNode> earlier = sets(renderings.manifests(before)).collect(Collectors.toMap(Manifest::name, UnaskedRolls::pod));
        return sets(renderings.manifests(after))
                .filter(set -> earlier.containsKey(set.name()) && !earlier.get(set.name()).equals(pod(set)))
                .map(set -> "revision %d of %s rolls StatefulSet %s, of which nothing was asked"
                        .formatted(after.revision(), after.name(), set.name()))
                .toList();
    }

    private static Stream<Manifest> sets(List<Manifest> manifests) {
        return manifests.stream()
                .filter(manifest -> manifest.kind().equals("StatefulSet") && manifest.name().endsWith("-etcd"));
    }

    private static JsonNode pod(Manifest set) {
        return set.json().at("/spec/template");
    }
}
