package dev.redkite.restore;

import dev.redkite.backup.Backups.Place;
import dev.redkite.backup.Backups;
import dev.redkite.failure.StageBroken;
import dev.redkite.platform.Clusters;
import dev.redkite.probe.MilvusSession;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import dev.redkite.storage.BucketContents;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Once all is proven, gives it its names, one collection after another, and takes away what the restore needed. A collection that has its
 * temporary name no more has its own: nobody else takes it away.
 *
 * @param s3 where copies of milvus-backup's may lie that it did not come to remove
 */
record RestoreCompletionStep(
        RestoreProofStep proof, Clusters clusters, Function<Place, Backups> backups, MilvusSession session, RestoreAccess access, S3Client s3)
        implements Step<RestoreSpec, RestoreCompletionFacts> {

    @Override
    public Progress<RestoreCompletionFacts> run(RestoreSpec spec) {
        return proof.run(spec).then(proven -> completed(spec, proven));
    }

    private Progress<RestoreCompletionFacts> completed(RestoreSpec restore, RestoreProofFacts proven) {
        KubernetesClient kubernetes = clusters.kubernetes(restore.cluster());
        RestoreNotes notes = RestoreNotes.of(backups.apply(restore.notes()), restore.plan());
        List<KeptCollection> collections = RestoreJobStep.collections(restore, backups.apply(restore.source().place()));
        session.ask(kubernetes, restore.plan(), client -> named(restore, new RestoredCollections(client), collections));
        Optional<String> left = removeCopies(restore);
        if (left.isPresent()) {
            return new Pending<>("Copies of the backup's objects in Milvus' bucket are being removed: %s are left".formatted(left.get()));
        }
        if (restore.needsAccess()) {
            access.revoke(restore);
        }
        notes.write(notes.require().ended(restore.execution()));
        return new Done<>(new RestoreCompletionFacts(
                restore.source().environment(), restore.source().backup(), proven.collections(), proven.rows(), proven.fewerReplicas()));
    }

    private static List<KeptCollection> named(RestoreSpec restore, RestoredCollections here, List<KeptCollection> collections) {
        Set<String> present = here.keys();
        List<KeptCollection> unnamed = collections.stream().filter(each -> present.contains(each.temporaryKey())).toList();
        List<KeptCollection> standing = unnamed.stream().filter(each -> present.contains(each.key())).toList();
        if (!standing.isEmpty() && !restore.overwrites()) {
            throw new StageBroken("Collections came to stand meanwhile that backup %s brings: %s. They stay as they are; what was restored is proven and stands beside, with %s behind its name. Next: rename or drop them, then redrive the execution, or send the request again with \"overwrite\": true."
                    .formatted(restore.source().backup(), String.join(", ", standing.stream().map(KeptCollection::key).toList()), KeptCollection.SUFFIX));
        }
        for (KeptCollection each : unnamed) {
            if (standing.contains(each)) {
                replace(here, each);
            }
            here.rename(each.database(), each.temporaryName(), each.name());
        }
        collections.forEach(each -> addAliases(here, each));
        return unnamed;
    }

    /** Whoever asks by a second name is answered all the time; Milvus drops nothing that has one. */
    private static void replace(RestoredCollections here, KeptCollection collection) {
        here.aliases(collection.database(), collection.name())
                .forEach(alias -> here.moveAlias(collection.database(), alias, collection.temporaryName()));
        here.drop(collection.database(), collection.name());
    }

    /** Those of the backup that name nothing yet: milvus-backup notes them and does not restore them. */
    private static void addAliases(RestoredCollections here, KeptCollection collection) {
        if (!collection.aliases().isEmpty()) {
            Set<String> taken = here.aliases(collection.database());
            collection.aliases().stream().filter(alias -> !taken.contains(alias))
                    .forEach(alias -> here.createAlias(collection.database(), alias, collection.name()));
        }
    }

    /** Of Jobs that died; in a bucket of the user's own nobody knows whose such objects are. */
    private Optional<String> removeCopies(RestoreSpec restore) {
        return restore.acrossBuckets() && !restore.plan().storage().adopted()
                ? new BucketContents(s3, restore.plan().storage().bucket(), RestoreAccess.TEMPORARY).removePage() : Optional.empty();
    }
}
