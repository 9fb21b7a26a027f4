package dev.redkite.sandbox.milvus;

import io.milvus.grpc.MilvusServiceGrpc.MilvusServiceBlockingStub;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.service.utility.UtilityService;
import io.milvus.v2.service.utility.request.FlushReq;

/** The SDK's client over a stub that needs no connection. */
final class DirectClient extends MilvusClientV2 {

    private final MilvusServiceBlockingStub stub;

    DirectClient(MilvusServiceBlockingStub stub) {
        super(null);
        this.stub = stub;
        setBlockingStub(stub);
    }

    /** The SDK makes a stub of its own for this, from a channel that is not there; a server in process flushes at once. */
    @Override
    public void flush(FlushReq request) {
        new UtilityService().flush(stub, request);
    }
}
