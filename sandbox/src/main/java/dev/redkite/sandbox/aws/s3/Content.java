package dev.redkite.sandbox.aws.s3;

/**
 * What is stored under a key.
 *
 * @param size    in bytes
 * @param meaning what they say, for whoever reads them; null where nobody does
 */
public record Content(long size, Object meaning) {

    /** What they say can be many thousands of numbers. */
    @Override
    public String toString() {
        return Long.toString(size);
    }
}
