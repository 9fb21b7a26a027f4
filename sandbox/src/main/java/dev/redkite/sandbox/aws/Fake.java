package dev.redkite.sandbox.aws;

import software.amazon.awssdk.core.SdkClient;

/** Stands for a client of AWS. It holds nothing that would have to be closed. */
public interface Fake extends SdkClient {

    /** Nobody asks a client for it but the SDK, of its own. */
    @Override
    default String serviceName() {
        throw new UnsupportedOperationException();
    }

    @Override
    default void close() {}
}
