package dev.redkite.contract.judges;

/** Before whom a behaviour is brought. */
enum Bench {
    /** The sandbox's fakes, always. */
    FAKES,
    /** Somebody else's implementation, where one runs. */
    OUTSIDE,
    /** LocalStack in a container, wherever Docker is. */
    CONTAINER
}
