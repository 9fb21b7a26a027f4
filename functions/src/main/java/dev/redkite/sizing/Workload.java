package dev.redkite.sizing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.catalog.ChartFamily;
import dev.redkite.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * What Milvus shall hold: float32 vectors of one dimension under one index. Any value can be constructed;
 * {@link #violations} tells everything that is wrong with it at once.
 *
 * @param rows               1 to 10,000,000,000
 * @param dimension          2 to 32,768
 * @param hnswM              edges per node of HNSW, 2 to 2,048
 * @param nlist              clusters of the IVF indexes, 1 to 65,536
 * @param maxDegree          edges per node of DISKANN and AISAQ, 1 to 2,048
 * @param segmentMegabytes   512, 1024 or 2048
 * @param scalarBytesPerRow  everything of a row that is not the vector, 0 to 1,048,576
 * @param scalarOffloaded    scalars are mapped from disk instead of held in memory
 * @param refinement         of IVF_RABITQ
 * @param scannWithRawData   whether SCANN keeps the raw vectors
 * @param inlinePq           product-quantised neighbours kept inside a node of AISAQ, 0 to maxDegree
 */
public record Workload(
        long rows,
        int dimension,
        IndexType index,
        int hnswM,
        int nlist,
        int maxDegree,
        int segmentMegabytes,
        long scalarBytesPerRow,
        boolean scalarOffloaded,
        Refinement refinement,
        boolean scannWithRawData,
        int inlinePq) {

    /** A billion vectors of 768 dimensions: beyond it the public sizing tool (https://milvus.io/tools/sizing) is silent. */
    static final double LARGEST_RAW_BYTES = 1e9 * 768 * Float.BYTES;

    private static final long MOST_ROWS = 10_000_000_000L;

    /** What is wanted of whoever does not say. */
    public static final Workload DEFAULT = new Workload(
            1_000_000, 768, IndexType.HNSW, 30, 128, 56, 1024, 0, false, Refinement.NONE, true, 0);

    public static Workload of(long rows, int dimension, IndexType index) {
        return new Workload(rows, dimension, index, DEFAULT.hnswM, DEFAULT.nlist, DEFAULT.maxDegree, DEFAULT.segmentMegabytes,
                DEFAULT.scalarBytesPerRow, DEFAULT.scalarOffloaded, DEFAULT.refinement, DEFAULT.scannWithRawData, DEFAULT.inlinePq);
    }

    /** A workload in JSON with everything that it leaves out. */
    public static JsonNode completed(JsonNode given) {
        ObjectNode whole = (ObjectNode) Json.tree(DEFAULT);
        Json.merge(whole, given);
        return whole;
    }

    /** Everything that keeps this workload from being sized for a Milvus of the family; empty when nothing does. */
    public List<WorkloadViolation> violations(ChartFamily family) {
        List<WorkloadViolation> found = new ArrayList<>();
        between(found, "rows", rows, 1, MOST_ROWS);
        between(found, "dimension", dimension, 2, 32_768);
        between(found, "hnswM", hnswM, 2, 2_048);
        between(found, "nlist", nlist, 1, 65_536);
        between(found, "maxDegree", maxDegree, 1, 2_048);
        between(found, "scalarBytesPerRow", scalarBytesPerRow, 0, 1_048_576);
        between(found, "inlinePq", inlinePq, 0, Math.max(0, maxDegree));
        if (!List.of(512, 1024, 2048).contains(segmentMegabytes)) {
            found.add(new WorkloadViolation(
                    "segmentMegabytes", "is " + segmentMegabytes + " but must be 512, 1024 or 2048"));
        }
        if (index.sinceMilvus26() && family == ChartFamily.SEPARATE_COORDINATORS) {
            found.add(new WorkloadViolation(
                    "index", index + " exists since Milvus 2.6: choose a newer Milvus or another index"));
        }
        if (found.isEmpty() && rawBytes() > LARGEST_RAW_BYTES) {
            found.add(new WorkloadViolation("rows", tooLarge()));
        }
        return List.copyOf(found);
    }

    private String tooLarge() {
        return String.format(
                "the raw data is %.0f GiB, and there is no sizing beyond %.0f GiB (1,000,000,000 rows of 768 dimensions):"
                        + " split it over several environments",
                rawBytes() / Footprint.GIBIBYTE, LARGEST_RAW_BYTES / Footprint.GIBIBYTE);
    }

    private static void between(List<WorkloadViolation> found, String field, long value, long low, long high) {
        if (value < low || value > high) {
            found.add(new WorkloadViolation(
                    field, String.format("is %,d but must be between %,d and %,d", value, low, high)));
        }
    }

    double vectorBytes() {
        return (double) rows * dimension * Float.BYTES;
    }

    double scalarBytes() {
        return (double) rows * scalarBytesPerRow;
    }

    double rawBytes() {
        return vectorBytes() + scalarBytes();
    }
}
