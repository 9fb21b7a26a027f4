package dev.redkite.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.backup.Backups.Note;
import dev.redkite.failure.StageBroken;
import dev.redkite.json.Json;
import dev.redkite.platform.Clusters;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Proves what milvus-backup has made, and writes the manifest, which alone makes it a backup. */
record BackupManifestStep(
        Clusters clusters, Function<BackupSpec, Backups> backups, Inventory inventory, InstantSource time)
        implements Step<BackupSpec, BackupManifestFacts> {

    @Override
    public Progress<BackupManifestFacts> run(BackupSpec spec) {
        Backups bucket = backups.apply(spec);
        JsonNode manifest = bucket.findManifest(spec.name()).orElseGet(() -> {
            JsonNode made = proven(spec, bucket, clusters.kubernetes(spec.requireCluster()));
            bucket.write(Note.manifests, spec.name(), made);
            return made;
        });
        if (spec.cluster() != null) {
            ToolJob work = BackupJob.of(clusters.kubernetes(spec.cluster()), spec);
            work.find().filter(work::isOurs).ifPresent(_ -> work.delete());
        }
        bucket.forget(Note.begun, spec.name());
        return new Done<>(facts(spec, manifest));
    }

    private JsonNode proven(BackupSpec spec, Backups bucket, KubernetesClient kubernetes) {
        JsonNode before = bucket.find(Note.begun, spec.name()).orElseThrow(() -> lost(spec, "what Milvus had when it was begun"));
        JsonNode meta = bucket.findToolMeta(spec.name()).orElseThrow(() -> lost(spec, "milvus-backup's own full_meta.json"));
        List<S3Object> objects = bucket.data(spec.name()).toList();
        ArrayNode collections = new Proof(
                spec.name(), meta, before.path("collections"), inventory.of(spec, kubernetes), objects).collections();
        ObjectNode manifest = Json.object()
                .put("backup", spec.name())
                .put("environment", spec.plan().environment())
                .put("generation", spec.plan().generation())
                .put("made", time.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("execution", spec.execution())
                .put("scheduled", spec.scheduled())
                .put("kept", spec.kept())
                .put("milvusVersion", spec.milvusVersion())
                .put("toolVersion", spec.tool().version())
                .put("users", spec.takesUsers())
                .put("bucket", spec.place().bucket())
                .put("path", spec.place().data() + "/" + spec.name())
                .put("objects", objects.size())
                .put("bytes", objects.stream().mapToLong(S3Object::size).sum())
                .put("digest", Backups.digest(objects.stream()));
        manifest.set("collections", collections);
        return manifest;
    }

    private static StageBroken lost(BackupSpec spec, String what) {
        return new StageBroken("Backup %s is none: %s is not in the bucket %s. Next: redrive the execution, which begins it anew."
                .formatted(spec.name(), what, spec.place().bucket()));
    }

    private static BackupManifestFacts facts(BackupSpec spec, JsonNode manifest) {
        return new BackupManifestFacts(
                spec.name(), manifest.path("bucket").asText(), manifest.path("path").asText(), manifest.path("collections").size(),
                manifest.path("collections").valueStream().mapToLong(each -> each.path("rows").asLong()).sum(),
                manifest.path("objects").asLong(), manifest.path("bytes").asLong(), manifest.path("digest").asText());
    }
}
