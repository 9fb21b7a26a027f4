package dev.redkite.sizing;

/**
 * What a workload takes, in GiB: the arithmetic of the public sizing tool (https://milvus.io/tools/sizing, read in
 * August 2026).
 *
 * @param rawGibibytes  vectors and scalars as they are
 * @param loadGibibytes memory that all query nodes together need to serve them
 * @param diskGibibytes local disk that all query nodes together need
 */
public record Footprint(double rawGibibytes, double loadGibibytes, double diskGibibytes) {

    static final double GIBIBYTE = 1L << 30;
    private static final double MEBIBYTE = 1L << 20;
    /** The tool's head room above the index and the two segments being built. */
    private static final double HEAD_ROOM = 1.15;
    /** Memory of AISAQ, whatever the number of rows. */
    private static final double AISAQ_MEMORY = 16 * MEBIBYTE;

    static Footprint of(Workload workload) {
        double scalars = workload.scalarBytes();
        double segments = workload.index() == IndexType.DISKANN ? 0 : 2 * workload.segmentMegabytes() * MEBIBYTE;
        double scalarMemory = workload.scalarOffloaded() ? scalars / 10 : scalars;
        double load = (indexMemory(workload) + segments) * HEAD_ROOM + scalarMemory;
        double disk = indexDisk(workload) + (workload.scalarOffloaded() ? scalars : 0);
        return new Footprint(workload.rawBytes() / GIBIBYTE, load / GIBIBYTE, disk / GIBIBYTE);
    }

    private static double indexMemory(Workload workload) {
        double vectors = workload.vectorBytes();
        double centroids = (double) workload.nlist() * Float.BYTES * workload.dimension();
        return switch (workload.index()) {
            case FLAT -> vectors;
            case IVF_FLAT -> vectors + centroids;
            case IVF_SQ8 -> vectors / 4 + centroids;
            case IVF_RABITQ -> vectors * (1 + workload.refinement().bitsPerDimension()) / 32 + centroids;
            case SCANN -> vectors * (workload.scannWithRawData() ? 9 : 1) / 8;
            case HNSW -> vectors * (1 + 2.0 * workload.hnswM() / workload.dimension());
            case DISKANN -> vectors / 4;
            case AISAQ -> AISAQ_MEMORY;
        };
    }

    private static double indexDisk(Workload workload) {
        double graph = 1 + (double) workload.maxDegree() / workload.dimension();
        return switch (workload.index()) {
            case FLAT, IVF_FLAT, IVF_SQ8, IVF_RABITQ, SCANN, HNSW -> 0;
            case DISKANN -> workload.vectorBytes() * graph;
            case AISAQ -> workload.vectorBytes() * (graph + 0.125 * workload.inlinePq());
        };
    }
}
