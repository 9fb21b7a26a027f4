package dev.redkite.sizing;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where the sizes come from. */
public enum SizingProfile {
    /** From the workload. */
    COMPUTED("computed"),
    /** The written reference procedure's own values, for Milvus 2.5 and earlier. */
    REFERENCE("reference");

    private final String key;

    SizingProfile(String key) {
        this.key = key;
    }

    @JsonValue
    public String key() {
        return key;
    }
}
