package dev.redkite.sandbox.milvus;

import io.milvus.grpc.*;
import io.milvus.shaded.io.grpc.stub.StreamObserver;

/** The calls about names within a collection and beside it: partitions and aliases. */
abstract class NamesService extends AnsweringService {

    NamesService(MilvusVersion version, Store store) {
        super(version, store);
    }

    @Override
    public void createPartition(CreatePartitionRequest request, StreamObserver<Status> observer) {
        act(observer, () ->
                store.require(request.getDbName(), request.getCollectionName()).partitions.create(request.getPartitionName(), store.allocate()));
    }

    @Override
    public void hasPartition(HasPartitionRequest request, StreamObserver<BoolResponse> observer) {
        answer(observer, status -> BoolResponse.newBuilder().setStatus(status).build(), () -> BoolResponse.newBuilder()
                .setValue(store.require(request.getDbName(), request.getCollectionName())
                        .partitions.ids().containsKey(request.getPartitionName()))
                .build());
    }

    @Override
    public void showPartitions(ShowPartitionsRequest request, StreamObserver<ShowPartitionsResponse> observer) {
        answer(observer, status -> ShowPartitionsResponse.newBuilder().setStatus(status).build(), () -> {
            Partitions partitions = store.require(request.getDbName(), request.getCollectionName()).partitions;
            return ShowPartitionsResponse.newBuilder()
                    .addAllPartitionNames(partitions.ids().keySet())
                    .addAllPartitionIDs(partitions.ids().values())
                    .build();
        });
    }

    @Override
    public void dropPartition(DropPartitionRequest request, StreamObserver<Status> observer) {
        act(observer, () ->
                store.require(request.getDbName(), request.getCollectionName()).dropPartition(request.getPartitionName()));
    }

    @Override
    public void releasePartitions(ReleasePartitionsRequest request, StreamObserver<Status> observer) {
        act(observer, () ->
                store.require(request.getDbName(), request.getCollectionName()).releasePartitions(request.getPartitionNamesList()));
    }

    @Override
    public void renameCollection(RenameCollectionRequest request, StreamObserver<Status> observer) {
        act(observer, () -> store.rename(request));
    }

    @Override
    public void createAlias(CreateAliasRequest request, StreamObserver<Status> observer) {
        act(observer, () -> store.createAlias(request.getDbName(), request.getAlias(), request.getCollectionName()));
    }

    @Override
    public void alterAlias(AlterAliasRequest request, StreamObserver<Status> observer) {
        act(observer, () -> {
            String collection = store.require(request.getDbName(), request.getCollectionName()).schema.getName();
            store.aliases(request.getDbName()).alter(request.getAlias(), collection);
        });
    }

    @Override
    public void dropAlias(DropAliasRequest request, StreamObserver<Status> observer) {
        act(observer, () -> store.aliases(request.getDbName()).drop(request.getAlias()));
    }

    @Override
    public void describeAlias(DescribeAliasRequest request, StreamObserver<DescribeAliasResponse> observer) {
        answer(observer, status -> DescribeAliasResponse.newBuilder().setStatus(status).build(), () -> DescribeAliasResponse.newBuilder()
                .setDbName(request.getDbName())
                .setAlias(request.getAlias())
                .setCollection(store.aliases(request.getDbName()).require(request.getAlias()))
                .build());
    }

    /** Those of every collection of the database, where none is named. */
    @Override
    public void listAliases(ListAliasesRequest request, StreamObserver<ListAliasesResponse> observer) {
        answer(observer, status -> ListAliasesResponse.newBuilder().setStatus(status).build(), () -> {
            Aliases aliases = store.aliases(request.getDbName());
            String name = request.getCollectionName();
            return ListAliasesResponse.newBuilder()
                    .setDbName(request.getDbName())
                    .setCollectionName(name)
                    .addAllAliases(name.isEmpty() ? aliases.all() : aliases.of(store.require(request.getDbName(), name).schema.getName()))
                    .build();
        });
    }
}
