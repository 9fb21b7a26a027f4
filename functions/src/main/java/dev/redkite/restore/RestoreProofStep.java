package dev.redkite.restore;

import dev.redkite.backup.Backups.Place;
import dev.redkite.backup.Backups;
import dev.redkite.failure.StageBroken;
import dev.redkite.platform.Clusters;
import dev.redkite.probe.MilvusSession;
import dev.redkite.restore.CollectionProof.Found;
import dev.redkite.restore.CollectionProof.NotYet;
import dev.redkite.restore.CollectionProof.Proven;
import dev.redkite.restore.CollectionProof.Wrong;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import io.milvus.v2.client.MilvusClientV2;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Proves what was restored, collection by collection: schema, indexes, rows, and that what was loaded is, and finds its own rows. */
record RestoreProofStep(Clusters clusters, Function<Place, Backups> backups, MilvusSession session) implements Step<RestoreSpec, RestoreProofFacts> {

    /** Each takes some calls, and a function has ten minutes. */
    private static final int AT_A_LOOK = 64;

    private static final int MOST_NAMED = 3;

    @Override
    public Progress<RestoreProofFacts> run(RestoreSpec spec) {
        RestoreNotes notes = RestoreNotes.of(backups.apply(spec.notes()), spec.plan());
        RestoreNote note = notes.require();
        List<KeptCollection> collections = RestoreJobStep.collections(spec, backups.apply(spec.source().place()));
        List<KeptCollection> left = collections.stream().filter(each -> !note.proven().containsKey(each.key())).toList();
        Map<String, Found> found = left.isEmpty() ? Map.of() : session.ask(clusters.kubernetes(spec.cluster()), spec.plan(),
                client -> looked(client, left.stream().limit(AT_A_LOOK).toList(), spec.queryNodes()));
        RestoreNote noted = found.values().stream().anyMatch(Proven.class::isInstance) ? notes.write(note.withProven(proven(found))) : note;
        Map<String, String> wrong = wrong(found);
        if (!wrong.isEmpty()) {
            notes.write(beforeAnyOf(wrong.keySet(), noted, collections));
            throw refused(spec, wrong);
        }
        return noted.proven().size() == collections.size()
                ? new Done<>(new RestoreProofFacts(collections.size(), noted.proven().values().stream().mapToLong(Long::longValue).sum(), onFewer(collections, spec.queryNodes())))
                : new Pending<>("%,d of %,d collections are proven%s".formatted(noted.proven().size(), collections.size(), awaited(found)));
    }

    private static Map<String, Found> looked(MilvusClientV2 client, List<KeptCollection> collections, int queryNodes) {
        Set<String> present = new RestoredCollections(client).keys();
        return collections.stream().collect(Collectors.toMap(KeptCollection::key, each -> present.contains(each.temporaryKey())
                ? new CollectionProof(client, each, queryNodes).look() : new Wrong("it is not there any more"), (one, _) -> one, TreeMap::new));
    }

    /** Null where there is none. */
    private static @Nullable List<String> onFewer(List<KeptCollection> collections, int queryNodes) {
        List<String> fewer = collections.stream().filter(each -> each.loaded() && each.replicas(queryNodes) < each.replicas())
                .map(each -> "%s: %d of %d".formatted(each.key(), each.replicas(queryNodes), each.replicas())).toList();
        return fewer.isEmpty() ? null : fewer;
    }

    private static Map<String, Long> proven(Map<String, Found> found) {
        return found.entrySet().stream().filter(each -> each.getValue() instanceof Proven)
                .collect(Collectors.toMap(Map.Entry::getKey, each -> ((Proven) each.getValue()).rows()));
    }

    private static String awaited(Map<String, Found> found) {
        return found.entrySet().stream().filter(each -> each.getValue() instanceof NotYet).limit(MOST_NAMED)
                .map(each -> "; %s: %s".formatted(each.getKey(), ((NotYet) each.getValue()).reason())).collect(Collectors.joining());
    }

    private static Map<String, String> wrong(Map<String, Found> found) {
        Map<String, String> wrong = new TreeMap<>();
        found.forEach((key, each) -> {
            if (each instanceof Wrong(String reason)) {
                wrong.put(key, reason);
            }
        });
        return wrong;
    }

    /** A Job restores whole batches, so the next call begins with the first that has one of these. */
    private static RestoreNote beforeAnyOf(Set<String> wrong, RestoreNote note, List<KeptCollection> collections) {
        Set<String> earlier = new TreeSet<>();
        int batch = 0;
        for (List<KeptCollection> each : Batches.of(collections)) {
            if (each.stream().map(KeptCollection::key).anyMatch(wrong::contains)) {
                break;
            }
            each.forEach(collection -> earlier.add(collection.key()));
            batch++;
        }
        return note.before(batch, earlier);
    }

    private static StageBroken refused(RestoreSpec spec, Map<String, String> wrong) {
        String words = wrong.entrySet().stream().map(each -> each.getKey() + ": " + each.getValue()).collect(Collectors.joining("; "));
        return new StageBroken("What was restored of backup %s is not what was backed up: %s. It stands beside, with %s behind its name, and nothing that stood was touched. Next: redrive the execution, which restores it anew; if that shows the same, restore another backup, or rename what you want to keep as it is."
                .formatted(spec.source().backup(), words, KeptCollection.SUFFIX));
    }
}
