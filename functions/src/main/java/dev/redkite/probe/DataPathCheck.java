package dev.redkite.probe;

import static dev.redkite.probe.WrongAnswerException.unless;

import dev.redkite.probe.DataPath.Connection;
import dev.redkite.probe.DataPathResult.Passed;
import dev.redkite.probe.Run.Measure;
import io.milvus.v2.common.IndexBuildState;
import io.milvus.v2.service.index.response.DescribeIndexResp.IndexDesc;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The steps between connecting and closing, each with what it has to answer. */
final class DataPathCheck {

    private static final int TARGETS = 10;
    private static final int NEIGHBOURS = 10;

    /** The index is searched whole; only equal distances, rounded otherwise by the server, may change the tenth. */
    private static final double LEAST_RECALL = 0.95;

    private final ServerVersion version;
    private final ProbeCollection collection;
    private final ProbeRows rows;
    private final Run run;

    DataPathCheck(Connection connection, String name, ProbeRows rows, Run run) {
        version = new ServerVersion(connection.client().getServerVersion());
        collection = new ProbeCollection(connection.client(), name, version);
        this.rows = rows;
        this.run = run;
    }

    /** @throws WrongAnswerException when an answer is not what it has to be */
    Passed result() {
        boolean done = false;
        try {
            run.measure(DataPathStep.CREATE, this::create);
            run.measure(DataPathStep.INSERT, this::insert);
            run.measure(DataPathStep.FLUSH, this::flush);
            run.measure(DataPathStep.INDEX, this::index);
            run.measure(DataPathStep.LOAD, this::load);
            run.measure(DataPathStep.SEARCH, this::search);
            run.measure(DataPathStep.QUERY, this::query);
            run.measure(DataPathStep.HYBRID_SEARCH, this::hybridSearch);
            run.measure(DataPathStep.DELETE, this::delete);
            done = true;
        } finally {
            if (!done) {
                dropQuietly();
            }
        }
        run.measure(DataPathStep.DROP, this::drop);
        return new Passed(version.text(), run.figures());
    }

    private Measure create() {
        collection.dropIfPresent();
        collection.create();
        return Measure.NOTHING;
    }

    private Measure insert() {
        long inserted = collection.insert(rows);
        unless(inserted == ProbeRows.COUNT, ProbeRows.COUNT + " rows inserted", inserted);
        return Measure.rows(ProbeRows.COUNT);
    }

    /** Searches answer from rows in memory too; only what is flushed says that the object storage takes them. */
    private Measure flush() {
        collection.flush(run.left());
        if (!version.followsFlushes()) {
            run.poll(() -> {
                List<String> segments = collection.segments();
                return missing(segments.isEmpty() || !Set.of("Flushed").containsAll(segments),
                        "the rows are not in the object storage yet, their segments are %s", segments);
            });
        }
        return Measure.rows(ProbeRows.COUNT);
    }

    /** Searches answer without an index too, by looking at every row. */
    private Measure index() {
        collection.index();
        for (String field : collection.vectorFields()) {
            run.poll(() -> unbuilt(field, collection.describeIndex(field)));
        }
        return Measure.rows(ProbeRows.COUNT);
    }

    private static Optional<String> unbuilt(String field, IndexDesc index) {
        unless(index.getIndexState() != IndexBuildState.Failed,
                "a built index of the field " + field, "its failure: " + index.getIndexFailedReason());
        return missing(index.getIndexState() != IndexBuildState.Finished || index.getPendingIndexRows() > 0,
                "the index of the field %s is %s with %d rows to come", field, index.getIndexState(), index.getPendingIndexRows());
    }

    private static Optional<String> missing(boolean so, String what, Object... values) {
        return so ? Optional.of(what.formatted(values)) : Optional.empty();
    }

    private Measure load() {
        collection.load(run.left());
        return Measure.NOTHING;
    }

    private Measure search() {
        List<Integer> targets = IntStream.range(0, TARGETS).map(i -> i * ProbeRows.COUNT / TARGETS).boxed().toList();
        List<List<Long>> found = collection.search(targets.stream().map(rows::vector).toList(), NEIGHBOURS, "");
        int hits = 0;
        int right = 0;
        for (int i = 0; i < TARGETS; i++) {
            long id = targets.get(i);
            List<Long> keys = found.get(i);
            unless(!keys.isEmpty() && keys.getFirst() == id, "row " + id + " nearest to its own vector", "the hits " + keys);
            hits += keys.size();
            Set<Long> nearest = new HashSet<>(rows.nearest(targets.get(i), NEIGHBOURS));
            right += (int) keys.stream().filter(nearest::contains).count();
        }
        double recall = (double) right / (TARGETS * NEIGHBOURS);
        unless(recall >= LEAST_RECALL, "a recall of " + LEAST_RECALL + " or more", recall);
        return new Measure(null, hits, recall);
    }

    private Measure query() {
        int count = collection.query("id >= 0").size();
        unless(count == ProbeRows.COUNT, ProbeRows.COUNT + " rows", count);
        Set<Long> heavy = collection.query("weight > 0.5");
        unless(heavy.equals(rows.heavy()), rows.heavy().size() + " certain rows with weight > 0.5", heavy.size() + " rows, not all the same");
        return new Measure(count, heavy.size(), null);
    }

    /** What Milvus' first example calls so, a search under a filter; from 2.4 on also two vectors fused. */
    private Measure hybridSearch() {
        int id = rows.firstHeavy();
        List<Long> filtered = collection.search(List.of(rows.vector(id)), NEIGHBOURS, "weight > 0.5").getFirst();
        unless(rows.heavy().containsAll(filtered), "only rows with weight > 0.5", "the hits " + filtered);
        unless(!filtered.isEmpty() && filtered.getFirst() == id, "row " + id + " first under the filter", "the hits " + filtered);
        if (!version.twoVectors()) {
            return Measure.hits(filtered.size());
        }
        List<Long> fused = collection.hybridSearch(rows.vector(id), rows.second(id), NEIGHBOURS);
        unless(!fused.isEmpty() && fused.getFirst() == id, "row " + id + " first of both its vectors", "the hits " + fused);
        return Measure.hits(filtered.size() + fused.size());
    }

    private Measure delete() {
        List<Long> ids = LongStream.range(0, 10).boxed().toList();
        collection.delete(ids);
        Set<Long> found = collection.query("id in " + ids);
        unless(found.isEmpty(), "none of the deleted rows", "the rows " + found);
        int count = collection.query("id >= 0").size();
        unless(count == ProbeRows.COUNT - ids.size(), ProbeRows.COUNT - ids.size() + " rows left", count);
        return Measure.rows(ids.size());
    }

    private Measure drop() {
        collection.dropIfPresent();
        unless(!collection.exists(), "no collection", "it is still listed");
        return Measure.NOTHING;
    }

    /** Keeps the first failure in sight; what stays behind is dropped by the next check. */
    private void dropQuietly() {
        try {
            collection.dropIfPresent();
        } catch (RuntimeException ignored) {
            // The failure on its way says more.
        }
    }
}
