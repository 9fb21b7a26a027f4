package dev.redkite.sandbox.milvus;

import io.milvus.grpc.GetFlushStateRequest;
import io.milvus.grpc.MilvusServiceGrpc.MilvusServiceBlockingStub;
import io.milvus.shaded.io.grpc.Status;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.service.utility.UtilityService;
import io.milvus.v2.service.utility.request.FlushReq;
import io.milvus.v2.service.utility.response.FlushResp;

/** The SDK's client over a stub that needs no connection. */
final class DirectClient extends MilvusClientV2 {

    private final MilvusServiceBlockingStub stub;

    DirectClient(MilvusServiceBlockingStub stub) {
        super(null);
        this.stub = stub;
        setBlockingStub(stub);
    }

    /** The SDK makes a stub of its own for this, from a channel that is not there, and looks in real time until its deadline. */
    @Override
    public void flush(FlushReq request) {
        FlushResp begun = new UtilityService().flush(stub, request);
        begun.getCollectionFlushTs().forEach((collection, moment) -> {
            GetFlushStateRequest question = GetFlushStateRequest.newBuilder()
                    .addAllSegmentIDs(begun.getCollectionSegmentIDs().get(collection))
                    .setCollectionName(collection)
                    .setFlushTs(moment)
                    .build();
            if (!stub.getFlushState(question).getFlushed()) {
                throw Status.DEADLINE_EXCEEDED.withDescription("deadline exceeded after " + request.getWaitFlushedTimeoutMs() + "ms")
                        .asRuntimeException();
            }
        });
    }
}
