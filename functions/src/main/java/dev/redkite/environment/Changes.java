package dev.redkite.environment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.redkite.environment.UpdateEffects.Effect;
import dev.redkite.sizing.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an update makes different of what stands, asked for or following from it. What cannot be changed {@link UpdateRules} has refused before. */
final class Changes {

    private static final String COST = "$.cost.";
    private static final JsonNode NONE = MissingNode.getInstance();

    private Changes() {}

    /**
     * @param clusterVersion the Kubernetes that the cluster runs, if there is one yet
     * @param workload       of what is wanted
     * @return none when everything is as it is wanted; no list when nothing was planned before that could be compared
     */
    static @Nullable List<PlannedChange> of(CurrentEnvironment current, @Nullable String clusterVersion, Plan next, Workload workload) {
        return current.planned() == null ? null : between(
                PlanMembers.of(asItStands(current.planned(), current, clusterVersion), current.workload()),
                PlanMembers.of(next, current.workload() == null ? null : workload), next);
    }

    /** @param from the members of what stands */
    static List<PlannedChange> between(Map<String, JsonNode> from, Map<String, JsonNode> to, Plan next) {
        UpdateEffects effects = new UpdateEffects(next);
        List<PlannedChange> changes = new ArrayList<>();
        for (String path : inOrder(from.keySet(), to.keySet())) {
            JsonNode before = from.get(path);
            JsonNode after = to.get(path);
            if (!Objects.equals(before, after)) {
                Effect effect = effects.of(path, before == null ? NONE : before, after == null ? NONE : after);
                changes.add(new PlannedChange(path, before, after, effect.stage(), effect.words(), effect.interrupts()));
            }
        }
        // List prices move by themselves.
        return changes.stream().allMatch(change -> change.path().startsWith(COST)) ? List.of() : List.copyOf(changes);
    }

    /** All of them, section by section, and the cost last. */
    private static List<String> inOrder(Set<String> from, Set<String> to) {
        Set<String> paths = new LinkedHashSet<>(from);
        paths.addAll(to);
        Map<String, List<String>> sections = paths.stream()
                .collect(Collectors.groupingBy(UpdateEffects::section, LinkedHashMap::new, Collectors.toList()));
        List<String> cost = sections.remove("cost");
        return Stream.concat(sections.values().stream(), Stream.ofNullable(cost)).flatMap(List::stream).toList();
    }

    /** Nodes, brokers and Kubernetes as AWS has them, for somebody may have changed them, and EKS moves clusters on by itself. */
    private static Plan asItStands(Plan planned, CurrentEnvironment current, @Nullable String clusterVersion) {
        Plan found = planned.with(new ExistingResources(current.network().orElse(null), current.found().kafka(), current.nodes().orElse(null),
                current.found().milvus(), current.deletionProtected(), current.found().metadataOpen()));
        Plan.Cluster cluster = found.cluster();
        return clusterVersion == null ? found : found.with(new Plan.Cluster(clusterVersion, cluster.administrators(),
                cluster.functionPrincipals(), cluster.publicAccessCidrs(), cluster.volumeKeyArn()));
    }
}
