package dev.redkite.restore;

import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.common.DataType;
import io.milvus.v2.service.collection.request.CreateCollectionReq.FieldSchema;
import io.milvus.v2.service.collection.response.DescribeCollectionResp;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.request.SearchReq;
import io.milvus.v2.service.vector.request.data.BaseVector;
import io.milvus.v2.service.vector.request.data.FloatVec;
import io.milvus.v2.service.vector.response.QueryResp.QueryResult;
import io.milvus.v2.service.vector.response.SearchResp.SearchResult;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Rows that are searched for by their own vectors: by whatever distance says that nothing is nearer to a vector than itself, an index that
 * finds none of them was built over something else. Other kinds of vectors, and inner products, say nothing of the kind.
 */
record SelfSearch(MilvusClientV2 client, KeptCollection kept, DescribeCollectionResp described) {

    private static final int SAMPLES = 3;

    /** An index is an approximation: a row may come behind others that are as near. */
    private static final int HITS = 16;

    private static final Set<String> NEAREST_TO_ITSELF = Set.of("L2", "COSINE");

    /** What is wrong, in words; empty where nothing is, or nothing can be said. */
    Optional<String> problem() {
        return kept.indexes().stream().filter(index -> NEAREST_TO_ITSELF.contains(index.at("/params/metric_type").asText()))
                .map(index -> index.path("field_name").asText()).filter(this::isOfFloats)
                .findFirst().flatMap(this::problem);
    }

    private boolean isOfFloats(String name) {
        return described.getCollectionSchema().getFieldSchemaList().stream()
                .filter(field -> field.getName().equals(name)).map(FieldSchema::getDataType).anyMatch(DataType.FloatVector::equals);
    }

    private Optional<String> problem(String field) {
        String key = described.getPrimaryFieldName();
        List<QueryResult> samples = client.query(QueryReq.builder().databaseName(kept.database()).collectionName(kept.temporaryName())
                .filter("").limit(SAMPLES).outputFields(List.of(key, field)).consistencyLevel(ConsistencyLevel.STRONG).build()).getQueryResults();
        if (samples.isEmpty()) {
            return Optional.empty();
        }
        List<BaseVector> vectors = samples.stream().<BaseVector>map(row -> new FloatVec(floats(row, field))).toList();
        List<List<SearchResult>> found = client.search(SearchReq.builder().databaseName(kept.database()).collectionName(kept.temporaryName())
                .annsField(field).data(vectors).limit(HITS).consistencyLevel(ConsistencyLevel.STRONG).build()).getSearchResults();
        boolean any = IntStream.range(0, samples.size()).anyMatch(i -> found.get(i).stream()
                .anyMatch(hit -> Objects.equals(hit.getId(), samples.get(i).getEntity().get(key))));
        return any ? Optional.empty() : Optional.of("of %d rows none is found by its own vector in field %s".formatted(samples.size(), field));
    }

    @SuppressWarnings("unchecked")
    private static List<Float> floats(QueryResult row, String field) {
        return (List<Float>) Objects.requireNonNull(row.getEntity().get(field), field);
    }
}
