package dev.redkite.sizing;

/** What IVF_RABITQ keeps beside its one bit per dimension to refine a search. */
public enum Refinement {
    NONE(0),
    SQ6(6),
    SQ8(8),
    FP16(16),
    BF16(16),
    /** The full vector; Milvus' own name for it is FP32. */
    SQ32(32);

    private final int bitsPerDimension;

    Refinement(int bitsPerDimension) {
        this.bitsPerDimension = bitsPerDimension;
    }

    int bitsPerDimension() {
        return bitsPerDimension;
    }
}
