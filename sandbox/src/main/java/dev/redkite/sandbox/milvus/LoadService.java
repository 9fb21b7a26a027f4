package dev.redkite.sandbox.milvus;

import dev.redkite.sandbox.milvus.RefusalException.Reason;
import dev.redkite.sandbox.milvus.StoredCollection.LoadStatus;
import io.milvus.grpc.*;
import io.milvus.shaded.io.grpc.stub.StreamObserver;
import java.util.stream.LongStream;

/** The calls about what of collections is in the memory of query nodes. */
abstract class LoadService extends NamesService {

    protected final MilvusSettings settings;

    LoadService(MilvusVersion version, Store store, MilvusSettings settings) {
        super(version, store);
        this.settings = settings;
    }

    @Override
    public void loadCollection(LoadCollectionRequest request, StreamObserver<Status> observer) {
        act(observer, () -> {
            StoredCollection collection = store.require(request.getDbName(), request.getCollectionName());
            requireNodes(request.getReplicaNumber());
            collection.load(!settings.neverLoads, collection.partitions.ids().keySet());
            collection.replicas = Math.max(1, request.getReplicaNumber());
        });
    }

    /**
     * Each replica has a node of its own; one waits for its node, as loads do that come early. In the words of servers of 2.2
     * (milvus-io/milvus#23582) and of 2.4 and newer (milvus-io/milvus#36584).
     */
    private void requireNodes(int replicas) {
        int nodes = settings.queryNodes;
        if (replicas > Math.max(1, nodes)) {
            throw new RefusalException(Reason.UNEXPECTED, version.atLeast(2, 3)
                    ? "call query coordinator LoadCollection: failed to spawn replica for collection: resource group node not enough[rg=__default_resource_group][currentNodeNum=%d][expectedNodeNum=%d]"
                            .formatted(nodes, replicas)
                    : "failed to load collection, err=failed to spawn replica for collection[nodes not enough]");
        }
    }

    @Override
    public void loadPartitions(LoadPartitionsRequest request, StreamObserver<Status> observer) {
        act(observer, () -> {
            StoredCollection collection = store.require(request.getDbName(), request.getCollectionName());
            requireNodes(request.getReplicaNumber());
            collection.load(!settings.neverLoads, request.getPartitionNamesList());
            collection.replicas = Math.max(1, request.getReplicaNumber());
        });
    }

    @Override
    public void releaseCollection(ReleaseCollectionRequest request, StreamObserver<Status> observer) {
        act(observer, () -> store.require(request.getDbName(), request.getCollectionName()).release());
    }

    /** Before 2.4 only by a collection's number, which the SDK does not send. */
    @Override
    public void getReplicas(GetReplicasRequest request, StreamObserver<GetReplicasResponse> observer) {
        answer(observer, status -> GetReplicasResponse.newBuilder().setStatus(status).build(), () -> {
            StoredCollection collection = store.require(request.getDbName(), version.atLeast(2, 4) ? request.getCollectionName() : "");
            if (collection.status() == LoadStatus.NOT_LOADED) {
                throw new RefusalException(Reason.COLLECTION_NOT_LOADED, "collection not loaded[collection=%s]".formatted(request.getCollectionName()));
            }
            GetReplicasResponse.Builder response = GetReplicasResponse.newBuilder();
            LongStream.rangeClosed(1, collection.replicas).forEach(number -> response.addReplicas(
                    ReplicaInfo.newBuilder().setReplicaID(number).setCollectionID(collection.id).addNodeIds(number)));
            return response.build();
        });
    }

    @Override
    public void getLoadState(GetLoadStateRequest request, StreamObserver<GetLoadStateResponse> observer) {
        answer(observer, status -> GetLoadStateResponse.newBuilder().setStatus(status).build(),
                () -> GetLoadStateResponse.newBuilder()
                        .setState(store.find(request.getDbName(), request.getCollectionName())
                                .map(collection -> switch (collection.status(request.getPartitionNamesList())) {
                                    case NOT_LOADED -> LoadState.LoadStateNotLoad;
                                    case LOADING -> LoadState.LoadStateLoading;
                                    case LOADED -> LoadState.LoadStateLoaded;
                                })
                                .orElse(LoadState.LoadStateNotExist))
                        .build());
    }

    @Override
    public void getLoadingProgress(GetLoadingProgressRequest request, StreamObserver<GetLoadingProgressResponse> observer) {
        answer(observer, status -> GetLoadingProgressResponse.newBuilder().setStatus(status).build(), () -> {
            LoadStatus status = store.require(request.getDbName(), request.getCollectionName())
                    .status(request.getPartitionNamesList());
            if (status == LoadStatus.NOT_LOADED) {
                throw new RefusalException(Reason.COLLECTION_NOT_LOADED, "collection not loaded[collection=%s]".formatted(request.getCollectionName()));
            }
            int progress = status == LoadStatus.LOADED ? 100 : 0;
            return GetLoadingProgressResponse.newBuilder().setProgress(progress).setRefreshProgress(progress).build();
        });
    }
}
