package dev.redkite.sandbox.trace;

import dev.redkite.environment.Plan;
import dev.redkite.environment.PlannedChange;
import dev.redkite.sandbox.aws.Durations;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The longest chain of service times that any order would need for a plan, or from one to another: the yardstick for a run's
 * elapsed time. It knows what depends on what in AWS and Kubernetes, and nothing of Redkite's state machine.
 */
public final class CriticalPath {

    private record Step(Duration duration, List<String> after) {}

    private final Map<String, Step> steps = new LinkedHashMap<>();

    private CriticalPath() {}

    /**
     * Of making everything that the plan names, from an account that has none of it. Load balancers and etcd need no broker,
     * and Milvus' image none either; Milvus' processes start as soon as brokers can be named, and wait for their login.
     */
    public static Duration ofProvision(Plan plan, Durations times) {
        CriticalPath path = new CriticalPath();
        path.step("egress", plan.network().adopted() ? Duration.ZERO : times.create("natGateway"));
        path.step("brokers", times.create("mskCluster"));
        path.step("login", times.create("mskScramUsable"), "brokers");
        path.step("roles", times.create("iamPropagation"));
        path.step("controlPlane", times.create("eksControlPlane"), "roles");
        path.step("networkAddons", times.create("eksAddon"), "controlPlane");
        path.step("machines", times.create("managedNodeGroup"), "controlPlane", "egress");
        path.step("nodes", Duration.ZERO, "networkAddons", "machines");
        path.step("addons", times.create("eksAddon"), "nodes");
        path.step("controller", times.create("loadBalancerController"), "nodes");
        path.step("milvusImage", times.create("milvusImage"), "nodes");
        path.step("volumes", times.create("ebsVolume"), "addons");
        path.step("etcd", times.create("otherImage").plus(times.create("etcd")), "volumes");
        path.step("processes", times.create("milvus"), "milvusImage", "etcd", "brokers");
        path.step("milvus", Duration.ZERO, "processes", "login");
        path.step("networkLoadBalancer", times.create("networkLoadBalancer"), "controller");
        path.step("milvusTarget", times.create("networkLoadBalancerTarget"), "networkLoadBalancer", "milvus");
        if (plan.attu().enabled()) {
            path.step("attu", times.create("otherImage").plus(times.create("otherProcess")), "nodes");
            path.step("applicationLoadBalancer", times.create("applicationLoadBalancer"), "controller");
            path.step("attuTarget", times.create("applicationLoadBalancerTarget"), "applicationLoadBalancer", "attu");
        }
        return path.longest();
    }

    /**
     * Of having machines again on which the same runs as before: what stands of the control plane, the brokers and the load balancers
     * takes no time.
     */
    public static Duration ofResume(Plan plan, Durations times) {
        CriticalPath path = new CriticalPath();
        path.step("egress", plan.network().adopted() ? Duration.ZERO : times.create("natGateway"));
        path.step("nodes", times.create("managedNodeGroup"), "egress");
        path.step("milvusImage", times.create("milvusImage"), "nodes");
        path.step("etcd", times.create("otherImage").plus(times.create("etcd")), "nodes");
        path.step("processes", times.create("milvus"), "milvusImage", "etcd");
        path.step("controller", times.create("loadBalancerController"), "nodes");
        path.step("milvusTarget", times.create("networkLoadBalancerTarget"), "controller", "processes");
        if (plan.attu().enabled()) {
            path.step("attu", times.create("otherImage").plus(times.create("otherProcess")), "nodes");
            path.step("attuTarget", times.create("applicationLoadBalancerTarget"), "controller", "attu");
        }
        return path.longest();
    }

    /** Of machines that are given back, and NAT gateways once nothing needs them. */
    public static Duration ofPause(Plan plan, Durations times) {
        CriticalPath path = new CriticalPath();
        path.step("count", times.create("managedNodeGroup"));
        path.step("nodes", times.delete("lastNodes"));
        path.step("egress", plan.network().adopted() ? Duration.ZERO : times.delete("natGateway"), "count", "nodes");
        return path.longest();
    }

    /**
     * Of taking everything away that the plan names, once it stands: load balancers and volumes while their controller and
     * driver live on the nodes, then nodes, control plane and what those leave in the network; the brokers beside all of it.
     */
    public static Duration ofTeardown(Plan plan, Durations times) {
        CriticalPath path = new CriticalPath();
        path.step("loadBalancers", times.delete("loadBalancer"));
        path.step("volumes", times.delete("persistentVolume"));
        path.step("brokers", times.delete("mskCluster"));
        path.step("egress", plan.network().adopted() ? Duration.ZERO : times.delete("natGateway"), "loadBalancers", "volumes");
        path.step("nodes", times.delete("managedNodeGroup"), "loadBalancers", "volumes");
        path.step("controlPlane", times.delete("eksControlPlane"), "nodes");
        path.step("interfaces", times.delete("networkInterface"), "loadBalancers", "controlPlane");
        return path.longest();
    }

    /**
     * Of what an update makes different, all of it beside each other, from a whole environment that is as it was planned. Where pods are
     * replaced it is the time of one: that they follow one another is for the sake of clients. Zero where all is done in an instant.
     */
    public static Duration ofUpdate(Plan former, Plan next, Durations times) {
        CriticalPath path = new CriticalPath();
        PlannedChange.between(former, next).forEach(change -> path.step(change.path(), ofChange(change, next, times)));
        return path.longest();
    }

    private static Duration ofChange(PlannedChange change, Plan next, Durations times) {
        return switch (change.path().split("[.\\[]", 3)[1]) {
            case "network" -> times.create("natGateway");
            case "kubernetes" -> change.path().equals("$.kubernetes.version")
                    ? times.create("eksControlPlane").plus(times.create("managedNodeGroup")) : Duration.ZERO;
            case "nodes" -> times.create("managedNodeGroup");
            case "kafka" -> times.update("mskCluster");
            case "milvus" -> ofMilvus(change, times);
            case "exposure" -> change.path().endsWith(".scheme")
                    ? times.create("networkLoadBalancer").plus(times.create("networkLoadBalancerTarget")) : Duration.ZERO;
            case "attu" -> ofAttu(change.path(), next.attu().enabled(), times);
            // Its pods are told with which tags to make load balancers.
            case "tags" -> times.create("loadBalancerController");
            default -> Duration.ZERO;
        };
    }

    private static Duration ofMilvus(PlannedChange change, Durations times) {
        boolean fewer = change.path().endsWith(".replicas") && change.from() != null && change.to() != null
                && change.to().asInt() < change.from().asInt();
        return fewer ? Duration.ZERO : change.path().equals("$.milvus.version")
                ? times.create("milvusImage").plus(times.create("milvus")) : times.create("milvus");
    }

    private static Duration ofAttu(String path, boolean enabled, Durations times) {
        Duration made = times.create("applicationLoadBalancer").plus(times.create("applicationLoadBalancerTarget"));
        return switch (path) {
            case "$.attu.enabled" -> enabled ? made : times.delete("loadBalancer");
            case "$.attu.scheme" -> enabled ? made : Duration.ZERO;
            case "$.attu.version" -> enabled ? times.create("otherImage").plus(times.create("otherProcess")) : Duration.ZERO;
            default -> Duration.ZERO;
        };
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
