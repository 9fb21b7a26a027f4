package dev.redkite.environment;

import dev.redkite.sizing.NodePreference;
import dev.redkite.sizing.NodeSelection;
import dev.redkite.sizing.SelectedNodes;
import dev.redkite.sizing.Sizing;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Instance type, count and disk of the nodes. Standing nodes keep type and disk, which EKS fixes when it makes a node
 * group: a workload that has grown is answered with more of them.
 *
 * @param offered whether an instance type can be had in all the zones
 */
record NodePlanning(NodeSelection selection, Predicate<String> offered, Violations violations, List<String> warnings) {

    /** Empty when no nodes hold the pods; the reasons are among the violations then. */
    Optional<Plan.Nodes> plan(EnvironmentSpec.Nodes wanted, Sizing sizing, int zones, String region, Optional<Plan.Nodes> current) {
        Optional<Plan.Nodes> kept = current.filter(
                nodes -> wanted.instanceType() == null || wanted.instanceType().equals(nodes.instanceType()));
        return switch (selected(wanted, sizing, zones, region, kept)) {
            case SelectedNodes.Chosen chosen -> {
                warnings.addAll(chosen.notes());
                yield Optional.of(new Plan.Nodes(chosen.instanceType(), chosen.count(), volume(wanted, chosen, kept), chosen.reason()));
            }
            case SelectedNodes.Refused refused -> {
                refused.violations().forEach(each -> violations.add("$.nodes", each + kept.map(NodePlanning::fixed).orElse("")));
                yield Optional.empty();
            }
        };
    }

    /** The free choice where it is the standing type's, so that the same request is the same plan, reason and all. */
    private SelectedNodes selected(
            EnvironmentSpec.Nodes wanted, Sizing sizing, int zones, String region, Optional<Plan.Nodes> kept) {
        SelectedNodes free = selection.select(sizing, new NodePreference(wanted.instanceType(), wanted.count(), zones, offered), region);
        boolean stays = kept.isEmpty() || free instanceof SelectedNodes.Chosen chosen
                && chosen.instanceType().equals(kept.get().instanceType());
        return stays ? free : selection.select(
                sizing, new NodePreference(kept.get().instanceType(), wanted.count(), zones), region);
    }

    private static String fixed(Plan.Nodes current) {
        return "; the standing nodes remain %s, because %s: for others %s"
                .formatted(current.instanceType(), UpdateRules.NODES_FIXED, UpdateRules.RECREATE);
    }

    private int volume(EnvironmentSpec.Nodes wanted, SelectedNodes.Chosen chosen, Optional<Plan.Nodes> current) {
        int needed = chosen.volumeGibibytes();
        if (wanted.volumeGibibytes() != null) {
            violations.addUnless(wanted.volumeGibibytes() >= needed, "$.nodes.volumeGibibytes", "%d GiB are too little for %s; use at least %d"
                    .formatted(wanted.volumeGibibytes(), chosen.instanceType(), needed));
            return wanted.volumeGibibytes();
        }
        current.filter(nodes -> nodes.volumeGibibytes() < needed).ifPresent(nodes -> violations.add("$.nodes.volumeGibibytes",
                UpdateRules.refusal(nodes.volumeGibibytes() + " GiB", needed + " GiB, which the workload needs,", UpdateRules.NODES_FIXED)));
        return current.map(Plan.Nodes::volumeGibibytes).orElse(needed);
    }
}
