package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Pods on nodes: they start when volumes, secrets and configuration are there, are ready after their time, and stop. */
final class PodController implements ControlLoop.Controller {

    /** Of pods that start only: the others' processes have nothing more to say. */
    @Override
    public Supplier<?> outside(ClusterState state) {
        return state.store.list("pods").stream().anyMatch(PodController::starts) ? Object::new : () -> "";
    }

    @Override
    public void reconcile(ClusterState state) {
        for (KubernetesObject pod : state.store.list("pods")) {
            if (pod.deleting()) {
                stop(state, pod);
            } else if (starts(pod)) {
                start(state, pod);
            }
        }
    }

    private static boolean starts(KubernetesObject pod) {
        return !pod.deleting() && pod.hasCondition("PodScheduled") && !Pods.finished(pod) && !pod.hasCondition("Ready");
    }

    private static void stop(ClusterState state, KubernetesObject pod) {
        if (pod.finalizers().isEmpty() && state.reached(pod.deletedAt().plus(state.times.podStop()))) {
            state.store.remove(pod);
        }
    }

    private static void start(ClusterState state, KubernetesObject pod) {
        Optional<String> missing = missing(state, pod);
        if (missing.isPresent()) {
            waiting(state, pod, "CreateContainerConfigError", missing.get());
            return;
        }
        if (!volumesBound(state, pod)) {
            waiting(state, pod, "ContainerCreating", "");
            return;
        }
        KubernetesObject started = pod.text("status", "startTime").isEmpty()
                ? state.store.report(pod, json -> Json.objectAt(json, "status").put("startTime", state.store.timestamp()))
                : pod;
        switch (state.times.podStart(describe(state, started))) {
            case ClusterTimes.PodStart.Failing(String reason, String message) -> waiting(state, started, reason, message);
            case ClusterTimes.PodStart.Waiting() -> waiting(state, started, "ContainerCreating", "");
            case ClusterTimes.PodStart.Ready(Duration after) -> {
                if (state.reached(Instant.parse(started.text("status", "startTime")).plus(after))) {
                    run(state, started);
                } else {
                    waiting(state, started, "ContainerCreating", "");
                }
            }
            case ClusterTimes.PodStart.Ending(Duration after, Supplier<ClusterTimes.Exit> work) -> {
                if (state.reached(Instant.parse(started.text("status", "startTime")).plus(after))) {
                    end(state, started, work.get());
                } else {
                    waiting(state, started, "ContainerCreating", "");
                }
            }
        }
    }

    private static ClusterTimes.StartingPod describe(ClusterState state, KubernetesObject pod) {
        String workload = pod.findController()
                .map(owner -> owner.kind().equals("ReplicaSet")
                        ? owner.name().substring(0, owner.name().lastIndexOf('-'))
                        : owner.name())
                .orElse(pod.name());
        List<ClusterTimes.Container> containers = pod.stream("spec", "containers")
                .map(container -> new ClusterTimes.Container(container.path("image").asText(), Stream.of("command", "args")
                        .flatMap(words -> Json.texts(container.path(words)).stream()).toList(),
                        ReadinessProbe.of(container)))
                .toList();
        String node = pod.text("spec", "nodeName");
        return new ClusterTimes.StartingPod(pod.namespace(), pod.name(), workload, pod.labels(),
                state.store.find("nodes", "", node).map(KubernetesObject::uid).orElse(node),
                Instant.parse(pod.text("status", "startTime")), containers);
    }

    /** The first secret or configuration that the pod names and that is not there. */
    private static Optional<String> missing(ClusterState state, KubernetesObject pod) {
        Stream<JsonNode> containers = Stream.concat(pod.stream("spec", "initContainers"), pod.stream("spec", "containers"));
        Stream<Optional<String>> ofContainers = containers.flatMap(container -> Stream.concat(
                container.path("env").valueStream().flatMap(variable -> Stream.of(
                        missing(state, pod, "secrets", variable.at("/valueFrom/secretKeyRef"), "name"),
                        missing(state, pod, "configmaps", variable.at("/valueFrom/configMapKeyRef"), "name"))),
                container.path("envFrom").valueStream().flatMap(source -> Stream.of(
                        missing(state, pod, "secrets", source.path("secretRef"), "name"),
                        missing(state, pod, "configmaps", source.path("configMapRef"), "name")))));
        Stream<Optional<String>> ofVolumes = pod.stream("spec", "volumes").flatMap(volume -> Stream.of(
                missing(state, pod, "secrets", volume.path("secret"), "secretName"),
                missing(state, pod, "configmaps", volume.path("configMap"), "name")));
        return Stream.concat(ofContainers, ofVolumes).flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> missing(
            ClusterState state, KubernetesObject pod, String type, JsonNode reference, String nameField) {
        String name = reference.path(nameField).asText();
        if (name.isEmpty() || reference.path("optional").asBoolean()) {
            return Optional.empty();
        }
        Optional<KubernetesObject> found = state.find(type, pod.namespace(), name);
        String singular = type.substring(0, type.length() - 1);
        if (found.isEmpty()) {
            return Optional.of(singular + " \"" + name + "\" not found");
        }
        String key = reference.path("key").asText();
        return key.isEmpty() || found.get().at("data").has(key)
                ? Optional.empty()
                : Optional.of("couldn't find key " + key + " in " + singular + " " + pod.namespace() + "/" + name);
    }

    private static boolean volumesBound(ClusterState state, KubernetesObject pod) {
        return Pods.claims(pod).stream().allMatch(name -> state
                .find("persistentvolumeclaims", pod.namespace(), name)
                .filter(claim -> claim.text("status", "phase").equals("Bound"))
                .isPresent());
    }

    private static void waiting(ClusterState state, KubernetesObject pod, String reason, String message) {
        state.store.report(pod, json -> {
            ObjectNode status = Json.objectAt(json, "status").put("phase", "Pending");
            ArrayNode containers = status.putArray("containerStatuses");
            pod.stream("spec", "containers").forEach(container -> {
                ObjectNode waiting = container(containers, container, false).putObject("state").putObject("waiting");
                waiting.put("reason", reason);
                if (!message.isEmpty()) {
                    waiting.put("message", message);
                }
            });
            Conditions.set(json, state.store.timestamp(), "Ready", false, "ContainersNotReady", message);
        });
    }

    private static void run(ClusterState state, KubernetesObject pod) {
        boolean job = pod.findController().filter(owner -> owner.kind().equals("Job")).isPresent();
        state.store.report(pod, json -> {
            ObjectNode status = Json.objectAt(json, "status").put("phase", job ? "Succeeded" : "Running");
            if (!status.has("podIP")) {
                status.put("podIP", state.nextAddress("10.0"));
                status.putArray("podIPs").addObject().put("ip", status.path("podIP").asText());
            }
            ArrayNode containers = status.putArray("containerStatuses");
            pod.stream("spec", "containers").forEach(container -> container(containers, container, !job)
                    .putObject("state")
                    .putObject(job ? "terminated" : "running")
                    .put(job ? "finishedAt" : "startedAt", state.store.timestamp()));
            for (String condition : List.of("Initialized", "ContainersReady", "Ready")) {
                Conditions.set(json, state.store.timestamp(), condition, !job, job ? "PodCompleted" : "", "");
            }
        });
    }

    /** A failed one leaves its last words, where its container asks for that (terminationMessagePolicy). */
    private static void end(ClusterState state, KubernetesObject pod, ClusterTimes.Exit exit) {
        boolean failed = exit.code() != 0;
        state.store.report(pod, json -> {
            ObjectNode status = Json.objectAt(json, "status").put("phase", failed ? "Failed" : "Succeeded");
            ArrayNode containers = status.putArray("containerStatuses");
            pod.stream("spec", "containers").forEach(container -> {
                ObjectNode terminated = container(containers, container, false).putObject("state").putObject("terminated")
                        .put("exitCode", exit.code()).put("reason", failed ? "Error" : "Completed").put("finishedAt", state.store.timestamp());
                if (failed && container.path("terminationMessagePolicy").asText().equals("FallbackToLogsOnError")) {
                    terminated.put("message", exit.words());
                }
            });
            Conditions.set(json, state.store.timestamp(), "Ready", false, failed ? "PodFailed" : "PodCompleted", "");
        });
    }

    private static ObjectNode container(ArrayNode containers, JsonNode container, boolean ready) {
        return containers.addObject()
                .put("name", container.path("name").asText())
                .put("image", container.path("image").asText())
                .put("imageID", container.path("image").asText())
                .put("ready", ready)
                .put("started", ready)
                .put("restartCount", 0);
    }
}
