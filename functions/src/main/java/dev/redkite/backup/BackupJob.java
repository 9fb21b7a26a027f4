package dev.redkite.backup;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;

/** The Job that makes a backup. What it has begun when it dies, milvus-backup takes for a backup that exists. */
final class BackupJob {

    /** Which backup a Job makes. */
    private static final String LABEL = "redkite/backup";

    private BackupJob() {}

    static ToolJob of(KubernetesClient kubernetes, BackupSpec spec) {
        return new ToolJob(kubernetes, spec.plan(), spec.tool(),
                new ToolJob.Work(spec.job(), LABEL, spec.name(), spec.place(), arguments(spec)));
    }

    private static List<String> arguments(BackupSpec spec) {
        List<String> arguments = new ArrayList<>(List.of("create", "--name", spec.name(), "--format", "binlog"));
        if (spec.takesUsers()) {
            arguments.add("--rbac");
        }
        return arguments;
    }
}
