package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Nodes: what the node groups bring; pods on a node that is gone are gone too. */
final class NodeController implements ControlLoop.Controller {

    static final String ZONE = "topology.kubernetes.io/zone";

    /** A node as it was left, and what it was made of. */
    private record Registered(KubernetesObject node, CloudNodes.CloudNode machine, boolean ready) {

        /** Objects are never changed in place. */
        boolean sameAs(Registered other) {
            return other != null && node.json() == other.node.json() && ready == other.ready && machine.equals(other.machine);
        }
    }

    private final Map<String, Registered> registered = new HashMap<>();

    @Override
    public Supplier<?> outside(ClusterState state) {
        return () -> state.cloud.nodes().nodes(state.now());
    }

    @Override
    public void reconcile(ClusterState state) {
        List<CloudNodes.CloudNode> machines = state.cloud.nodes().nodes(state.now());
        machines.forEach(machine -> register(state, machine));
        for (KubernetesObject node : state.store.list("nodes")) {
            if (machines.stream().noneMatch(machine -> machine.name().equals(node.name()))) {
                state.store.list("pods").stream()
                        .filter(pod -> pod.text("spec", "nodeName").equals(node.name()))
                        .forEach(state.store::remove);
                state.store.remove(node);
            }
        }
    }

    private void register(ClusterState state, CloudNodes.CloudNode machine) {
        KubernetesObject node = state.find("nodes", "", machine.name()).orElseGet(() -> {
            ObjectNode json = Json.object();
            json.putObject("metadata").put("name", machine.name());
            return state.create("nodes", json);
        });
        boolean ready = state.reached(machine.readyAt());
        Registered now = new Registered(node, machine, ready);
        if (!now.sameAs(registered.get(machine.name()))) {
            KubernetesObject changed = changed(state, now);
            registered.put(machine.name(), new Registered(changed, machine, ready));
        }
    }

    private static KubernetesObject changed(ClusterState state, Registered now) {
        CloudNodes.CloudNode machine = now.machine();
        boolean ready = now.ready();
        return state.store.change(now.node(), json -> {
            ObjectNode labels = Json.objectAt(json, "metadata", "labels");
            labels.put("kubernetes.io/hostname", machine.name());
            labels.put("kubernetes.io/os", "linux").put("kubernetes.io/arch", "amd64");
            labels.put("node.kubernetes.io/instance-type", machine.instanceType());
            labels.put(ZONE, machine.zone());
            labels.put("topology.kubernetes.io/region", machine.zone().substring(0, machine.zone().length() - 1));
            machine.labels().forEach(labels::put);
            ObjectNode spec = Json.objectAt(json, "spec")
                    .put("providerID", "aws:///" + machine.zone() + "/" + machine.instanceId());
            spec.remove("taints");
            machine.taints().forEach(taint -> Json.arrayAt(spec, "taints").addObject()
                    .put("key", taint.key()).put("value", taint.value()).put("effect", taint.effect()));
            for (String amounts : new String[] {"capacity", "allocatable"}) {
                Json.objectAt(json, "status", amounts)
                        .put("cpu", machine.cpuMillis() + "m")
                        .put("memory", Long.toString(machine.memoryBytes()))
                        .put("pods", Integer.toString(machine.pods()));
            }
            Conditions.set(json, state.store.timestamp(), "Ready", ready,
                    ready ? "KubeletReady" : "KubeletNotReady", "");
        });
    }
}
