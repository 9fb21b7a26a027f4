package dev.redkite.sizing;

/** The vector indexes of Milvus whose footprint can be computed. */
public enum IndexType {
    FLAT(false),
    IVF_FLAT(false),
    IVF_SQ8(false),
    /** Since Milvus 2.6. */
    IVF_RABITQ(true),
    SCANN(false),
    HNSW(false),
    DISKANN(false),
    /** Since Milvus 2.6. */
    AISAQ(true);

    private final boolean sinceMilvus26;

    IndexType(boolean sinceMilvus26) {
        this.sinceMilvus26 = sinceMilvus26;
    }

    boolean sinceMilvus26() {
        return sinceMilvus26;
    }
}
