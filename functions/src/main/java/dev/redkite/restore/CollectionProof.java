package dev.redkite.restore;

import com.fasterxml.jackson.databind.JsonNode;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.common.IndexBuildState;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.collection.request.GetLoadStateReq;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import io.milvus.v2.service.collection.response.DescribeCollectionResp;
import io.milvus.v2.service.index.request.DescribeIndexReq;
import io.milvus.v2.service.index.request.ListIndexesReq;
import io.milvus.v2.service.index.response.DescribeIndexResp.IndexDesc;
import io.milvus.v2.service.vector.request.QueryReq;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One restored collection, still under its temporary name, held against the manifest.
 *
 * @param queryNodes of this Milvus
 */
record CollectionProof(MilvusClientV2 client, KeptCollection kept, int queryNodes) {

    private static final String COUNT = "count(*)";

    /** What a look at it finds. */
    sealed interface Found {}

    /** @param rows that were counted */
    record Proven(long rows) implements Found {}

    record NotYet(String reason) implements Found {}

    record Wrong(String reason) implements Found {}

    Found look() {
        DescribeCollectionResp described = client.describeCollection(DescribeCollectionReq.builder()
                .databaseName(kept.database()).collectionName(kept.temporaryName()).build());
        List<String> differences = SchemaDifferences.of(kept.schema(), described);
        if (!differences.isEmpty()) {
            return new Wrong(String.join(", ", differences));
        }
        Found indexes = indexes();
        if (!(indexes instanceof Proven)) {
            return indexes;
        }
        return kept.loaded() ? loaded(described) : compared(new RestoredCollections(client).storedRows(kept.database(), kept.temporaryName()), false);
    }

    /** One for each of the backup, and built over every row. */
    private Found indexes() {
        for (JsonNode wanted : kept.indexes()) {
            String field = wanted.path("field_name").asText();
            List<IndexDesc> present = indexes(field);
            if (present.isEmpty()) {
                return new Wrong("field %s has no index".formatted(field));
            }
            for (IndexDesc index : present) {
                if (index.getIndexState() == IndexBuildState.Failed) {
                    return new Wrong("the index of field %s was not built: %s".formatted(field, index.getIndexFailedReason()));
                }
                if (index.getIndexState() != IndexBuildState.Finished || index.getPendingIndexRows() > 0) {
                    return new NotYet("the index of field %s is built over %,d of %,d rows".formatted(field, index.getIndexedRows(), index.getTotalRows()));
                }
            }
        }
        return new Proven(0);
    }

    /** Milvus refuses to describe what is not there, so the names are asked for first. */
    private List<IndexDesc> indexes(String field) {
        List<String> names = client.listIndexes(ListIndexesReq.builder()
                .databaseName(kept.database()).collectionName(kept.temporaryName()).fieldName(field).build());
        List<IndexDesc> found = new ArrayList<>();
        names.forEach(name -> found.addAll(client.describeIndex(DescribeIndexReq.builder()
                .databaseName(kept.database()).collectionName(kept.temporaryName()).fieldName(field).indexName(name).build()).getIndexDescriptions()));
        return found;
    }

    private Found loaded(DescribeCollectionResp described) {
        boolean ready = client.getLoadState(GetLoadStateReq.builder().databaseName(kept.database()).collectionName(kept.temporaryName()).build());
        if (!ready) {
            client.loadCollection(LoadCollectionReq.builder().databaseName(kept.database()).collectionName(kept.temporaryName())
                    .numReplicas(kept.replicas(queryNodes)).sync(false).build());
            return new NotYet("it is being loaded" + (kept.replicas() > kept.replicas(queryNodes)
                    ? ", with %d of %d replicas, of which each needs a query node".formatted(kept.replicas(queryNodes), kept.replicas()) : ""));
        }
        Found counted = compared(strongCount(), true);
        return counted instanceof Proven ? new SelfSearch(client, kept, described).problem().<Found>map(Wrong::new).orElse(counted) : counted;
    }

    private long strongCount() {
        Object count = client.query(QueryReq.builder().databaseName(kept.database()).collectionName(kept.temporaryName()).filter("")
                        .outputFields(List.of(COUNT)).consistencyLevel(ConsistencyLevel.STRONG).build())
                .getQueryResults().getFirst().getEntity().get(COUNT);
        return ((Number) Objects.requireNonNull(count, COUNT)).longValue();
    }

    /** @param strong whether nothing that was imported is left out; what is stored shows in the other count a while later */
    private Found compared(long rows, boolean strong) {
        long least = kept.exact() ? kept.stored() : kept.least();
        if (rows > kept.stored()) {
            return new Wrong("it has %,d rows, and the backup %,d".formatted(rows, kept.stored()));
        }
        if (rows < least) {
            String few = "it has %,d of %,d rows".formatted(rows, least);
            return strong ? new Wrong(few) : new NotYet(few);
        }
        return new Proven(rows);
    }
}
