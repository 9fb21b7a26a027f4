package dev.redkite.sandbox.tenant;

/** What a user's collection has besides rows, which no row tells of. */
record Feature(Kind kind, String name) {

    enum Kind {
        PARTITION,
        /** Of a field of that name. */
        INDEX,
        /** A second name. */
        ALIAS
    }

    @Override
    public String toString() {
        return switch (kind) {
            case PARTITION -> "partition " + name;
            case INDEX -> "the index of " + name;
            case ALIAS -> "second name " + name;
        };
    }
}
