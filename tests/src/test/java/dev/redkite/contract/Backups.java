package dev.redkite.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.states.HistoryEvent;
import java.util.Map;
import software.amazon.awssdk.services.eks.EksClient;

/** Backups of environment demo in a bucket of the company's, which encrypts with a key of its own, and what can stand in their way. */
record Backups(Sandbox sandbox, ObjectNode event) {

    private static final String BUCKET = CompanyKeys.BUCKET;
    private static final String CLONE = "redkite-clone-123456789012-us-west-2";
    private static final String CLUSTER = "redkite-demo";

    ObjectNode requested(int time, String member, String name) {
        ObjectNode request = event.deepCopy();
        request.put("id", event.path("id").asText() + time).putObject("detail").put("environment", "demo").put(member, name);
        return request;
    }

    ObjectNode nightly(int time) {
        ObjectNode request = requested(time, "name", "nightly");
        request.withObject("/detail").put("scheduled", true).put("retain", 1);
        return request;
    }

    /** Objects and an upload of a backup that died. */
    void leaves(String name) {
        sandbox.world().s3().write(BUCKET, "demo/backups/data/" + name + "/left", 1);
        sandbox.world().s3().beginUpload(BUCKET, "demo/backups/data/" + name + "/unfinished");
    }

    /** The same beside what a teardown keeps, once it is proven, and beside the one that follows. */
    void leavesWhateverIsKept() {
        sandbox.listen((_, event) -> {
            if (event.kind() == HistoryEvent.Kind.TASK_SUCCEEDED && event.state().equals("BackupManifest")) {
                leaves(event.data().path("name").asText());
                leaves(event.data().path("name").asText() + "_2");
            }
        });
    }

    /** The same of a restore into environment clone. */
    void leavesCopies() {
        sandbox.world().s3().write(CLONE, "restore-temp-1-default-points/left", 1);
        sandbox.world().s3().beginUpload(CLONE, "restore-temp-1-default-points/unfinished");
    }

    /** An attempt that was never proven, and that nobody goes on with. */
    void dies(String name) {
        leaves(name);
        sandbox.world().s3().write(BUCKET, "demo/backups/begun/" + name + ".json", 1);
    }

    /** The functions of an earlier Redkite had no entry for these, and one for a function that is no more. */
    void shutsOut() {
        sandbox.world().client(EksClient.class).createAccessEntry(request -> request.clusterName(CLUSTER).principalArn("arn:aws:iam::123456789012:role/gone")
                .tags(Map.of("redkite:environment", "demo", "redkite:generation", "1")));
        shutsOut(CLUSTER, "Backup");
    }

    void shutsOut(String cluster, String functions) {
        EksClient eks = sandbox.world().client(EksClient.class);
        eks.listAccessEntries(request -> request.clusterName(cluster)).accessEntries().stream()
                .filter(entry -> entry.contains(functions))
                .forEach(entry -> eks.deleteAccessEntry(request -> request.clusterName(cluster).principalArn(entry)));
    }
}
