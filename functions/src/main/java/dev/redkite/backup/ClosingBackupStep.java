package dev.redkite.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.StageBroken;
import dev.redkite.milvus.ComponentDeployments;
import dev.redkite.platform.Clusters;
import dev.redkite.probe.FlushFacts;
import dev.redkite.probe.HealthProbeSpec;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.function.Function;

/**
 * The last look at a Milvus whose backup was made while clients wrote: nobody reaches it from outside any more, and where anything has
 * been written since, another backup is made as the first was, which stays until then. Proxies end before this is done, so whoever is called
 * again, perhaps by the next execution, knows by them that nothing can have come since; until then nothing of Milvus has changed.
 *
 * @param flush has all that was written in the object storage, where segments are told of
 */
record ClosingBackupStep(
        Clusters clusters, Function<Backups.Place, Backups> backups, Inventory inventory, Step<HealthProbeSpec, FlushFacts> flush,
        Step<BackupSpec, BackupJobFacts> job, Step<BackupSpec, BackupManifestFacts> proof, Step<BackupRetentionSpec, BackupRetentionFacts> retention)
        implements Step<ClosingBackupSpec, ClosingBackupFacts> {

    /** So often a Milvus is asked to store what it holds; each time it has five minutes, where it answers at all. */
    private static final int LONGEST_FLUSH = 60;

    @Override
    public Progress<ClosingBackupFacts> run(ClosingBackupSpec spec) {
        KubernetesClient kubernetes = clusters.kubernetes(spec.first().requireCluster());
        JsonNode last = last(spec);
        boolean ofAnEarlierLife = last.path("generation").asInt() != spec.first().plan().generation();
        if (ofAnEarlierLife || !new ComponentDeployments(kubernetes, spec.first().plan()).serve()) {
            return retained(spec, List.of());
        }
        BackupSpec further = spec.first().further(last.path("backup").asText());
        ToolJob work = BackupJob.of(kubernetes, further);
        return work.find().filter(work::isOurs).isPresent()
                ? made(spec, further, List.of())
                : flushed(spec, last).then(_ -> compared(spec, last, further, kubernetes));
    }

    private JsonNode last(ClosingBackupSpec spec) {
        return backups.apply(spec.place()).findKept(spec.first().name()).orElseThrow(() -> new StageBroken(
                "Backup %s, which was proven, is not in the bucket %s any more. Next: redrive the execution, which makes it anew."
                        .formatted(spec.first().name(), spec.place().bucket())));
    }

    /** Once another backup was made, what was tried before was not only to flush, and the state's own ceiling is near enough. */
    private Progress<FlushFacts> flushed(ClosingBackupSpec spec, JsonNode last) {
        Progress<FlushFacts> progress = flush.run(spec.milvus());
        if (progress instanceof Pending<FlushFacts>(String reason, boolean _) && spec.retries() >= LONGEST_FLUSH && last.path("backup").asText().equals(spec.first().name())) {
            throw new StageBroken("Milvus does not store what it holds: %s. Next: mend the cause, then redrive the execution.".formatted(reason));
        }
        return progress;
    }

    private Progress<ClosingBackupFacts> compared(ClosingBackupSpec spec, JsonNode last, BackupSpec further, KubernetesClient kubernetes) {
        List<String> written = WrittenSince.written(last, inventory.withSegments(spec.first(), kubernetes));
        return written.isEmpty() ? ended(spec, written) : made(spec, further, written);
    }

    private Progress<ClosingBackupFacts> made(ClosingBackupSpec spec, BackupSpec further, List<String> written) {
        return job.run(further).about("Backup %s, of what was written since the one before".formatted(further.name()))
                .then(_ -> proof.run(further))
                .then(_ -> ended(spec, written));
    }

    private Progress<ClosingBackupFacts> ended(ClosingBackupSpec spec, List<String> written) {
        new ComponentDeployments(clusters.kubernetes(spec.first().requireCluster()), spec.first().plan()).endProxies();
        return retained(spec, written);
    }

    private Progress<ClosingBackupFacts> retained(ClosingBackupSpec spec, List<String> written) {
        return retention.run(new BackupRetentionSpec(spec.place(), null, null, spec.first().name(), true))
                .then(_ -> new Done<>(new ClosingBackupFacts(last(spec).path("backup").asText(), written)));
    }
}
