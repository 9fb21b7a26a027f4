package dev.redkite.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.backup.Backups.Note;
import dev.redkite.failure.Failures;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.StageBroken;
import dev.redkite.json.Json;
import dev.redkite.milvus.ComponentDeployments;
import dev.redkite.milvus.RootLogin;
import dev.redkite.platform.Clusters;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Has milvus-backup run in the cluster, once for each backup, and says how far it has come. */
record BackupJobStep(
        Clusters clusters, Function<BackupSpec, Backups> backups, Inventory inventory, RootLogin rootLogin, InstantSource time)
        implements Step<BackupSpec, BackupJobFacts> {

    /** So many objects are counted at each look; beyond, nobody needs to know more exactly. */
    private static final long MOST_COUNTED = 5_000;

    private static final long MEBIBYTE = 1L << 20;

    @Override
    public Progress<BackupJobFacts> run(BackupSpec spec) {
        Backups bucket = backups.apply(spec);
        Optional<JsonNode> manifest = spec.first() ? bucket.findKept(spec.name()) : bucket.findManifest(spec.name());
        if (manifest.isPresent()) {
            return made(spec, manifest.get());
        }
        ToolJob work = BackupJob.of(clusters.kubernetes(spec.requireCluster()), spec);
        Optional<Job> job = work.find();
        return job.isPresent() && work.isOurs(job.get()) ? looked(spec, bucket, work, job.get()) : anew(spec, bucket, work, job.isPresent());
    }

    private Progress<BackupJobFacts> anew(BackupSpec spec, Backups bucket, ToolJob work, boolean occupied) {
        Optional<String> before = findBefore(spec, bucket, work.kubernetes());
        if (before.isPresent()) {
            return new Done<>(new BackupJobFacts(before.get(), spec.plan().generation()));
        }
        if (occupied) {
            work.delete();
            return new Pending<>("Job %s of an earlier backup is being deleted".formatted(spec.job()));
        }
        return work.gone() ? begun(spec, bucket, work) : new Pending<>("What an earlier Job %s began is ending".formatted(spec.job()));
    }

    /**
     * The newest of the Milvus that is upgraded, once any component runs the other one: an execution before this one has made it, and
     * a Milvus of two versions is not to be backed up.
     */
    private static Optional<String> findBefore(BackupSpec spec, Backups bucket, KubernetesClient kubernetes) {
        if (!spec.upgrades() || !new ComponentDeployments(kubernetes, spec.plan()).anyRuns(spec.plan().milvus().version())) {
            return Optional.empty();
        }
        return bucket.manifests().stream()
                .filter(manifest -> manifest.path("generation").asInt() == spec.plan().generation())
                .filter(manifest -> manifest.path("milvusVersion").asText().equals(spec.milvusVersion()))
                .map(manifest -> manifest.path("backup").asText())
                .findFirst();
    }

    /** By an earlier call of this execution, or of one that died while it tore down; or else by somebody who chose the same name. */
    private static Progress<BackupJobFacts> made(BackupSpec spec, JsonNode manifest) {
        if (spec.kept() || manifest.path("execution").asText().equals(spec.execution())) {
            int generation = manifest.path("generation").asInt();
            if (generation == spec.plan().generation()) {
                spec.requireKnown();
            }
            return new Done<>(new BackupJobFacts(manifest.path("backup").asText(), generation));
        }
        throw new InvalidRequest("Environment %s has a backup %s already, of %s, and none is overwritten. Next: choose another name, or leave it out."
                .formatted(spec.plan().environment(), spec.name(), manifest.path("made").asText()));
    }

    /** What an attempt left that died, milvus-backup would take for a backup that exists. */
    private Progress<BackupJobFacts> begun(BackupSpec spec, Backups bucket, ToolJob work) {
        Optional<String> left = bucket.removeData(spec.name());
        if (left.isPresent()) {
            return new Pending<>("What an attempt left that died is being removed: %s".formatted(left.get()));
        }
        KubernetesClient kubernetes = work.kubernetes();
        ObjectNode before = Json.object().put("execution", spec.execution());
        before.set("collections", inventory.of(spec, kubernetes));
        bucket.write(Note.begun, spec.name(), before);
        work.create(spec.plan().milvus().authentication() ? rootLogin.requirePassword(spec.plan().names().rootSecret()) : null);
        return new Pending<>("Job %s was created, for %s".formatted(spec.job(), counted(before.path("collections"))));
    }

    private static String counted(JsonNode collections) {
        return "%,d collections with %,d rows".formatted(
                collections.size(), collections.valueStream().mapToLong(each -> each.path("rows").asLong()).sum());
    }

    private Progress<BackupJobFacts> looked(BackupSpec spec, Backups bucket, ToolJob work, Job job) {
        if (ToolJob.failed(job)) {
            String words = work.lastWords(job);
            work.delete();
            throw new StageBroken("milvus-backup did not make backup %s: %s Next: %s."
                    .formatted(spec.name(), Failures.sentence(words), spec.next()));
        }
        if (ToolJob.complete(job)) {
            return new Done<>(new BackupJobFacts(spec.name(), spec.plan().generation()));
        }
        Optional<String> stuck = work.stuck(job, time.instant());
        if (stuck.isPresent()) {
            work.delete();
            throw new StageBroken("%s. Next: %s.".formatted(stuck.get(), spec.next()));
        }
        LongSummaryStatistics copied = bucket.data(spec.name()).limit(MOST_COUNTED).mapToLong(S3Object::size).summaryStatistics();
        return new Pending<>("milvus-backup has copied %s%,d objects, %,d MiB%s".formatted(
                copied.getCount() == MOST_COUNTED ? "more than " : "", copied.getCount(), copied.getSum() / MEBIBYTE,
                work.hindrance()));
    }
}
