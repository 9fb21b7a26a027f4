package dev.redkite.sandbox.aws.s3;

/**
 * What is stored under a key.
 *
 * @param size    in bytes
 * @param meaning what they say, for whoever reads them; null where nobody does
 */
public record Content(long size, Object meaning) {

    public static Content of(byte[] bytes) {
        return new Content(bytes.length, bytes);
    }

    /** @throws UnsupportedOperationException where it is known by its meaning only */
    byte[] bytes() {
        if (meaning instanceof byte[] bytes) {
            return bytes.clone();
        }
        throw new UnsupportedOperationException("the sandbox has no bytes of such an object");
    }

    /** What they say can be many thousands of numbers. */
    @Override
    public String toString() {
        return Long.toString(size);
    }
}
