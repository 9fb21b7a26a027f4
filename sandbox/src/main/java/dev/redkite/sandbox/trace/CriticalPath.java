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
