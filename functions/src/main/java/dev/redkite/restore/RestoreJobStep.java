package dev.redkite.restore;

import dev.redkite.backup.Backups.Place;
import dev.redkite.backup.Backups;
import dev.redkite.backup.ToolJob;
import dev.redkite.failure.Failures;
import dev.redkite.failure.StageBroken;
import dev.redkite.failure.Transient;
import dev.redkite.milvus.RootLogin;
import dev.redkite.platform.Clusters;
import dev.redkite.probe.MilvusSession;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Has milvus-backup restore one batch of collections after another, each collection under its temporary name, and says how far it has
 * come. What a Job that died had begun is dropped before the next: what it had told Milvus to import goes on without it, and ends with
 * the collection that it goes into (internal/datacoord/import_checker.go in https://github.com/milvus-io/milvus).
 */
record RestoreJobStep(
        Clusters clusters, Function<Place, Backups> backups, MilvusSession session, RootLogin rootLogin, InstantSource time)
        implements Step<RestoreSpec, RestoreJobFacts> {

    private static final int MOST_NAMED = 3;

    @Override
    public Progress<RestoreJobFacts> run(RestoreSpec spec) {
        KubernetesClient kubernetes = clusters.kubernetes(spec.cluster());
        List<KeptCollection> collections = collections(spec, backups.apply(spec.source().place()));
        RestoreNotes notes = RestoreNotes.of(backups.apply(spec.notes()), spec.plan());
        Optional<RestoreNote> note = notes.find(spec.source(), spec.execution());
        List<List<KeptCollection>> batches = Batches.of(collections);
        int done = note.map(RestoreNote::batches).orElse(0);
        if (done == batches.size()) {
            new ToolJob(kubernetes, spec.plan(), spec.tool(), RestoreWork.of(spec, List.of(), done)).delete();
            return new Done<>(new RestoreJobFacts(done));
        }
        ToolJob work = new ToolJob(kubernetes, spec.plan(), spec.tool(), RestoreWork.of(spec, batches.get(done), done));
        Optional<Job> job = work.find();
        if (job.isPresent() && (note.isEmpty() || !work.isOurs(job.get()))) {
            work.delete();
            return new Pending<>("Job %s of what was restored before is being deleted".formatted(spec.plan().names().restoreJob()));
        }
        if (job.isEmpty() && !work.gone()) {
            return new Pending<>("What an earlier Job %s began is ending".formatted(spec.plan().names().restoreJob()));
        }
        if (note.isEmpty()) {
            notes.find().ifPresent(earlier -> abandon(spec, kubernetes, earlier));
            notes.write(RestoreNote.begun(spec.source(), collections));
        }
        String restored = "%,d of %,d collections".formatted(batches.stream().limit(done).mapToInt(List::size).sum(), collections.size());
        return job.isEmpty() ? begun(spec, work, batches.get(done), restored) : looked(spec, work, job.get(), batches.get(done), restored, notes);
    }

    static List<KeptCollection> collections(RestoreSpec spec, Backups source) {
        return KeptCollection.of(source.findManifest(spec.source().backup()).orElseThrow(() -> new StageBroken(
                "Backup %s was given up meanwhile, so it cannot be restored. Next: send the request again, with another backup."
                        .formatted(spec.source().backup()))));
    }

    /** Of an earlier restore that nobody led to its end, when another backup is wanted now. */
    private void abandon(RestoreSpec spec, KubernetesClient kubernetes, RestoreNote note) {
        Set<String> left = note.collections().stream().map(each -> each + KeptCollection.SUFFIX).collect(Collectors.toSet());
        drop(spec, kubernetes, left);
    }

    private void drop(RestoreSpec spec, KubernetesClient kubernetes, Set<String> keys) {
        session.ask(kubernetes, spec.plan(), client -> {
            RestoredCollections here = new RestoredCollections(client);
            here.keys().stream().filter(keys::contains).forEach(key -> here.drop(key.split("\\.", 2)[0], key.split("\\.", 2)[1]));
            return true;
        });
    }

    private Progress<RestoreJobFacts> begun(RestoreSpec spec, ToolJob work, List<KeptCollection> batch, String restored) {
        drop(spec, work.kubernetes(), batch.stream().map(KeptCollection::temporaryKey).collect(Collectors.toSet()));
        work.create(spec.plan().milvus().authentication() ? rootLogin.requirePassword(spec.plan().names().rootSecret()) : null);
        return new Pending<>("%s are restored; Job %s was created, for %,d more".formatted(restored, spec.plan().names().restoreJob(), batch.size()));
    }

    private Progress<RestoreJobFacts> looked(
            RestoreSpec spec, ToolJob work, Job job, List<KeptCollection> batch, String restored, RestoreNotes notes) {
        if (ToolJob.failed(job)) {
            String words = work.lastWords(job);
            work.delete();
            throw new StageBroken("milvus-backup did not restore backup %s: %s %s are restored, none has its own name yet, and nothing that stood was touched. Next: mend the cause, then redrive the execution or send the request again, which goes on from there."
                    .formatted(spec.source().backup(), Failures.sentence(words), restored));
        }
        if (ToolJob.complete(job)) {
            notes.write(notes.require().withBatch());
            work.delete();
            return new Pending<>("%,d more collections are restored, after %s".formatted(batch.size(), restored));
        }
        Optional<String> stuck = work.stuck(job, time.instant());
        if (stuck.isPresent()) {
            work.delete();
            throw new StageBroken("%s. Next: mend the cause, then redrive the execution or send the request again, which goes on from there."
                    .formatted(stuck.get()));
        }
        return new Pending<>("%s are restored; milvus-backup is at %s%s".formatted(restored, progress(spec, work.kubernetes(), batch), work.hindrance()));
    }

    /** Only words: a Milvus that is busy with importing is not asked again for them. */
    private String progress(RestoreSpec spec, KubernetesClient kubernetes, List<KeptCollection> batch) {
        try {
            return session.ask(kubernetes, spec.plan(), client -> progress(new RestoredCollections(client), batch));
        } catch (Transient e) {
            return "some, and " + e.getMessage();
        }
    }

    private static String progress(RestoredCollections here, List<KeptCollection> batch) {
        Set<String> present = here.keys();
        List<KeptCollection> begun = batch.stream().filter(each -> present.contains(each.temporaryKey())).toList();
        String named = begun.stream()
                .map(each -> new Counted(each, here.storedRows(each.database(), each.temporaryName())))
                .filter(each -> each.rows() < each.collection().stored())
                .limit(MOST_NAMED)
                .map(each -> ", %s has %,d of %,d rows".formatted(each.collection().key(), each.rows(), each.collection().stored()))
                .collect(Collectors.joining());
        return "%,d of the next %,d%s".formatted(begun.size(), batch.size(), named);
    }

    private record Counted(KeptCollection collection, long rows) {}
}
