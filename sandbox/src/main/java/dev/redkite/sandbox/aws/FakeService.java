package dev.redkite.sandbox.aws;

import software.amazon.awssdk.core.SdkClient;

/** What the fakes of all services have in common: they are called as their clients are, and hold nothing that is to be closed. */
public abstract class FakeService implements SdkClient {

    @Override
    public final String serviceName() {
        return ClientProxy.service(this);
    }

    @Override
    public final void close() {}
}
