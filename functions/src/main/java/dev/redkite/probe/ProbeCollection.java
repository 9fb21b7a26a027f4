package dev.redkite.probe;

import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.common.DataType;
import io.milvus.v2.common.IndexParam;
import io.milvus.v2.common.IndexParam.IndexType;
import io.milvus.v2.common.IndexParam.MetricType;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.collection.request.HasCollectionReq;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import io.milvus.v2.service.index.request.CreateIndexReq;
import io.milvus.v2.service.index.request.DescribeIndexReq;
import io.milvus.v2.service.index.response.DescribeIndexResp.IndexDesc;
import io.milvus.v2.service.utility.request.FlushReq;
import io.milvus.v2.service.utility.request.GetPersistentSegmentInfoReq;
import io.milvus.v2.service.utility.response.GetPersistentSegmentInfoResp.PersistentSegmentInfo;
import io.milvus.v2.service.vector.request.AnnSearchReq;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.HybridSearchReq;
import io.milvus.v2.service.vector.request.InsertReq;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.request.SearchReq;
import io.milvus.v2.service.vector.request.data.BaseVector;
import io.milvus.v2.service.vector.request.data.FloatVec;
import io.milvus.v2.service.vector.request.ranker.RRFRanker;
import io.milvus.v2.service.vector.response.SearchResp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The requests of a check, in the words that every server from 2.2.9 on understands: fields and metric named in
 * each search, deletion by key, nothing counted but by reading the keys.
 */
record ProbeCollection(MilvusClientV2 client, String name, ServerVersion version) {

    /** Every list is looked through, so that an inverted file answers exactly and a wrong answer is a wrong answer. */
    private static final Map<String, Object> WHOLE_INDEX = Map.of("nlist", 128);

    private static final Map<String, Object> WHOLE_SEARCH = Map.of("nprobe", 128);

    boolean exists() {
        return client.hasCollection(HasCollectionReq.builder().collectionName(name).build());
    }

    void dropIfPresent() {
        if (exists()) {
            client.dropCollection(DropCollectionReq.builder().collectionName(name).build());
        }
    }

    void create() {
        CreateCollectionReq.CollectionSchema schema = CreateCollectionReq.CollectionSchema.builder().build();
        schema.addField(AddFieldReq.builder().fieldName("id").dataType(DataType.Int64).isPrimaryKey(true).autoID(false).build());
        schema.addField(AddFieldReq.builder().fieldName("weight").dataType(DataType.Double).build());
        for (String field : vectorFields()) {
            schema.addField(AddFieldReq.builder()
                    .fieldName(field)
                    .dataType(DataType.FloatVector)
                    .dimension(ProbeRows.DIMENSION)
                    .build());
        }
        client.createCollection(CreateCollectionReq.builder()
                .collectionName(name)
                .description("Redkite's data path check; safe to drop")
                .collectionSchema(schema)
                .consistencyLevel(ConsistencyLevel.STRONG)
                .build());
    }

    List<String> vectorFields() {
        return version.twoVectors() ? List.of("vector", "second") : List.of("vector");
    }

    long insert(ProbeRows rows) {
        return client.insert(InsertReq.builder()
                        .collectionName(name)
                        .data(rows.json(version.twoVectors()))
                        .build())
                .getInsertCnt();
    }

    /** From 2.3 on the client looks until it is done; before, the answer says only that it began. */
    void flush(Duration limit) {
        client.flush(FlushReq.builder()
                .collectionNames(List.of(name))
                .waitFlushedTimeoutMs(limit.toMillis())
                .build());
    }

    /** The states of what was sealed, e.g. {@code [Sealed, Flushed]}; what is Flushed is in the object storage. */
    List<String> segments() {
        return client
                .getPersistentSegmentInfo(GetPersistentSegmentInfoReq.builder().collectionName(name).build())
                .getSegmentInfos()
                .stream()
                .map(PersistentSegmentInfo::getState)
                .toList();
    }

    void index() {
        List<IndexParam> indexes = vectorFields().stream()
                .map(field -> IndexParam.builder()
                        .fieldName(field)
                        .indexType(IndexType.IVF_FLAT)
                        .metricType(MetricType.L2)
                        .extraParams(WHOLE_INDEX)
                        .build())
                .toList();
        client.createIndex(CreateIndexReq.builder().collectionName(name).indexParams(indexes).sync(false).build());
    }

    IndexDesc describeIndex(String field) {
        return client.describeIndex(DescribeIndexReq.builder().collectionName(name).fieldName(field).build())
                .getIndexDescByFieldName(field);
    }

    void load(Duration limit) {
        client.loadCollection(
                LoadCollectionReq.builder().collectionName(name).sync(true).timeout(limit.toMillis()).build());
    }

    /** Keys of the hits, one list for each vector, nearest first. */
    List<List<Long>> search(List<float[]> vectors, int count, String filter) {
        List<BaseVector> targets = vectors.stream().<BaseVector>map(FloatVec::new).toList();
        SearchResp found = client.search(SearchReq.builder()
                .collectionName(name)
                .annsField("vector")
                .metricType(MetricType.L2)
                .searchParams(WHOLE_SEARCH)
                .data(targets)
                .filter(filter)
                .limit(count)
                .consistencyLevel(ConsistencyLevel.STRONG)
                .build());
        return keys(found);
    }

    List<Long> hybridSearch(float[] vector, float[] second, int count) {
        return keys(client.hybridSearch(HybridSearchReq.builder()
                        .collectionName(name)
                        .searchRequests(new ArrayList<>(List.of(part("vector", vector, count), part("second", second, count))))
                        .ranker(RRFRanker.builder().k(60).build())
                        .limit(count)
                        .consistencyLevel(ConsistencyLevel.STRONG)
                        .build()))
                .getFirst();
    }

    private static AnnSearchReq part(String field, float[] vector, int count) {
        return AnnSearchReq.builder()
                .vectorFieldName(field)
                .vectors(List.of(new FloatVec(vector)))
                .metricType(MetricType.L2)
                .params("{\"nprobe\":128}")
                .limit(count)
                .build();
    }

    private static List<List<Long>> keys(SearchResp found) {
        return found.getSearchResults().stream()
                .map(hits -> hits.stream().map(hit -> (Long) hit.getId()).toList())
                .toList();
    }

    Set<Long> query(String filter) {
        return client.query(QueryReq.builder()
                        .collectionName(name)
                        .filter(filter)
                        .outputFields(List.of("id"))
                        .consistencyLevel(ConsistencyLevel.STRONG)
                        .build())
                .getQueryResults()
                .stream()
                .map(row -> (Long) row.getEntity().get("id"))
                .collect(Collectors.toSet());
    }

    void delete(List<Long> ids) {
        client.delete(DeleteReq.builder().collectionName(name).ids(new ArrayList<>(ids)).build());
    }
}
