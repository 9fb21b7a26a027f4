package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Jobs: as many pods as completions asked for; each succeeds when another workload's would become ready, unless its process says how it ends. */
final class JobController implements ControlLoop.Controller {

    @Override
    public void reconcile(ClusterState state) {
        for (KubernetesObject job : state.store.living("jobs.batch")) {
            run(state, job);
        }
    }

    private static void run(ClusterState state, KubernetesObject job) {
        int wanted = job.at("spec", "completions").asInt(1);
        if (job.hasCondition("Failed")) {
            return;
        }
        int failures = (int) Pods.of(state, job).stream().filter(JobController::failed).count();
        boolean over = failures > job.at("spec", "backoffLimit").asInt(6);
        for (int made = Pods.of(state, job).size() - failures; !over && made < wanted; made++) {
            ObjectNode extra = Json.object();
            Json.objectAt(extra, "metadata", "labels").put("job-name", job.name());
            if (Pods.create(state, job, job.name() + "-", extra).isEmpty()) {
                return;
            }
        }
        List<KubernetesObject> pods = Pods.of(state, job);
        int succeeded = (int) pods.stream().filter(pod -> Pods.finished(pod) && !failed(pod)).count();
        state.store.report(job, json -> {
            ObjectNode status = Json.objectAt(json, "status");
            Json.putIfMissing(status, "startTime", state.store.timestamp());
            status.put("active", pods.size() - succeeded - failures);
            status.put("succeeded", succeeded);
            if (failures > 0) {
                status.put("failed", failures);
            }
            if (over) {
                Conditions.set(json, state.store.timestamp(), "Failed", true, "BackoffLimitExceeded", "Job has reached the specified backoff limit");
            }
            if (succeeded >= wanted) {
                Json.putIfMissing(status, "completionTime", state.store.timestamp());
                Conditions.set(json, state.store.timestamp(), "Complete", true, "CompletionsReached", "");
            }
        });
    }

    private static boolean failed(KubernetesObject pod) {
        return pod.text("status", "phase").equals("Failed");
    }
}
