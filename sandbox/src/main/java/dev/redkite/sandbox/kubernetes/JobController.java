package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Jobs: as many pods as completions asked for; each succeeds when another workload's would become ready. */
final class JobController implements ControlLoop.Controller {

    @Override
    public void reconcile(ClusterState state) {
        for (KubernetesObject job : state.store.list("jobs.batch")) {
            if (!job.deleting()) {
                run(state, job);
            }
        }
    }

    private static void run(ClusterState state, KubernetesObject job) {
        int wanted = job.at("spec", "completions").asInt(1);
        for (int made = Pods.of(state, job).size(); made < wanted; made++) {
            ObjectNode extra = Json.object();
            Json.objectAt(extra, "metadata", "labels").put("job-name", job.name());
            if (Pods.create(state, job, job.name() + "-", extra).isEmpty()) {
                return;
            }
        }
        List<KubernetesObject> pods = Pods.of(state, job);
        int succeeded = (int) pods.stream().filter(Pods::finished).count();
        state.store.report(job, json -> {
            ObjectNode status = Json.objectAt(json, "status");
            Json.putIfMissing(status, "startTime", state.store.timestamp());
            status.put("active", pods.size() - succeeded);
            status.put("succeeded", succeeded);
            if (succeeded >= wanted) {
                Json.putIfMissing(status, "completionTime", state.store.timestamp());
                Conditions.set(json, state.store.timestamp(), "Complete", true, "CompletionsReached", "");
            }
        });
    }
}
