package dev.redkite.sandbox.trace;

import dev.redkite.environment.Plan;
import dev.redkite.sandbox.aws.Durations;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The longest chain of service times that any scheduler would need for a plan: the yardstick for a run's elapsed
 * time. It knows what depends on what in AWS and Kubernetes, and nothing of Redkite's state machine.
 */
public final class CriticalPath {

    private record Step(Duration duration, List<String> after) {}

    private final Map<String, Step> steps = new LinkedHashMap<>();

    private CriticalPath() {}

    /** Of making everything that the plan names, from an account that has none of it. */
    public static Duration ofProvision(Plan plan, Durations times) {
        CriticalPath path = new CriticalPath();
        path.step("egress", plan.network().adopted() ? Duration.ZERO : times.create("natGateway"));
        path.step("brokers", times.create("mskCluster"));
        path.step("login", times.create("mskScramUsable"), "brokers");
        path.step("roles", times.create("iamPropagation"));
        path.step("controlPlane", times.create("eksControlPlane"), "roles");
        path.step("networkAddons", times.create("eksAddon"), "controlPlane");
        path.step("nodes", times.create("managedNodeGroup"), "networkAddons", "egress");
        path.step("addons", times.create("eksAddon"), "nodes");
        path.step("controller", times.create("loadBalancerController"), "nodes");
        path.step("milvus", times.create("milvusPods"), "login", "addons", "controller");
        path.step("networkLoadBalancer", times.create("networkLoadBalancer"), "login", "addons", "controller");
        if (plan.attu().enabled()) {
            path.step("applicationLoadBalancer", times.create("applicationLoadBalancer"), "login", "addons", "controller");
        }
        return path.longest();
    }

    /**
     * Of taking everything away that the plan names, once it stands: the load balancers while their controller lives,
     * the volumes while nodes and driver live, then nodes, control plane and what those leave in the network; the
     * brokers when Milvus is gone.
     */
    public static Duration ofTeardown(Plan plan, Durations times) {
        CriticalPath path = new CriticalPath();
        path.step("loadBalancers", times.delete("loadBalancer"));
        path.step("volumes", times.delete("persistentVolume"), "loadBalancers");
        path.step("brokers", times.delete("mskCluster"), "volumes");
        path.step("egress", plan.network().adopted() ? Duration.ZERO : times.delete("natGateway"), "volumes");
        path.step("addons", times.delete("eksAddon"), "volumes");
        path.step("nodes", times.delete("managedNodeGroup"), "volumes");
        path.step("networkAddons", times.delete("eksAddon"), "nodes");
        path.step("controlPlane", times.delete("eksControlPlane"), "networkAddons", "addons");
        path.step("interfaces", times.delete("networkInterface"), "controlPlane");
        return path.longest();
    }

    private void step(String name, Duration duration, String... after) {
        steps.put(name, new Step(duration, List.of(after)));
    }

    private Duration longest() {
        return steps.keySet().stream().map(this::finished).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    private Duration finished(String name) {
        Step step = steps.get(name);
        return step.after().stream().map(this::finished).max(Comparator.naturalOrder()).orElse(Duration.ZERO)
                .plus(step.duration());
    }
}
