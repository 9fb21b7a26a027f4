package dev.redkite.probe;

/** What a data path check does, in this order; LOGIN only where the login was another, the last whatever came before. */
enum DataPathStep {
    CONNECT("connect"),
    LOGIN("set root's password"),
    CREATE("create collection"),
    INSERT("insert"),
    FLUSH("flush"),
    INDEX("create index"),
    LOAD("load"),
    SEARCH("search"),
    QUERY("query"),
    HYBRID_SEARCH("hybrid search"),
    DELETE("delete"),
    DROP("drop");

    private final String words;

    DataPathStep(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
