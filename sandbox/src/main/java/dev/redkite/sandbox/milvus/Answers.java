package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.RefusalException.invalid;

import dev.redkite.sandbox.milvus.Searcher.Hit;
import dev.redkite.sandbox.milvus.StoredCollection.Index;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.DescribeIndexResponse;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.GetPersistentSegmentInfoResponse;
import io.milvus.grpc.IDs;
import io.milvus.grpc.IndexDescription;
import io.milvus.grpc.IndexState;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.PersistentSegmentInfo;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.milvus.grpc.SearchResultData;
import io.milvus.grpc.SearchResults;
import io.milvus.grpc.SegmentState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers that take more than a line to write. */
record Answers(MilvusSettings settings) {

    private static final String COUNT = "count(*)";

    static KeyValuePair pair(String key, String value) {
        return KeyValuePair.newBuilder().setKey(key).setValue(value).build();
    }

    static IDs ids(StoredCollection collection, List<Object> keys) {
        IDs.Builder ids = IDs.newBuilder();
        return collection.primaryField().getDataType() == DataType.Int64
                ? ids.setIntId(Columns.longs(keys)).build()
                : ids.setStrId(Columns.strings(keys)).build();
    }

    DescribeCollectionResponse description(DescribeCollectionRequest request, StoredCollection collection, List<String> aliases) {
        return DescribeCollectionResponse.newBuilder()
                .setSchema(collection.schema)
                .setCollectionID(collection.id)
                .setCollectionName(collection.schema.getName())
                .setDbName(request.getDbName())
                .setConsistencyLevel(collection.consistency)
                .addAllAliases(aliases)
                .setNumPartitions(collection.partitions.ids().size())
                .setShardsNum(1)
                .build();
    }

    DescribeIndexResponse indexes(List<Index> indexes, StoredCollection collection) {
        DescribeIndexResponse.Builder response = DescribeIndexResponse.newBuilder();
        for (Index index : indexes) {
            int rows = collection.segments.flushed();
            IndexState state = collection.segments.look(index.name());
            boolean finished = state == IndexState.Finished;
            IndexDescription.Builder description = IndexDescription.newBuilder()
                    .setIndexName(index.name())
                    .setFieldName(index.field())
                    .addParams(pair("index_type", index.type()))
                    .setTotalRows(rows)
                    .setIndexedRows(finished ? rows : 0)
                    .setPendingIndexRows(finished ? 0 : rows)
                    .setIndexStateFailReason(state == IndexState.Failed ? settings.indexFailure : "")
                    .setState(state);
            if (index.metric() != null) {
                description.addParams(pair("metric_type", index.metric().name()));
            }
            index.parameters().forEach((key, value) -> description.addParams(pair(key, value)));
            response.addIndexDescriptions(description);
        }
        return response.build();
    }

    /** One for each flush that had anything to store, and one of what is on its way; what was never flushed is in none. */
    static GetPersistentSegmentInfoResponse segments(StoredCollection collection) {
        GetPersistentSegmentInfoResponse.Builder response = GetPersistentSegmentInfoResponse.newBuilder();
        collection.journal.segments().forEach(segment -> response.addInfos(PersistentSegmentInfo.newBuilder()
                .setSegmentID(segment.id())
                .setCollectionID(collection.id)
                .setNumRows(segment.rows())
                .setLevel(segment.level())
                .setState(SegmentState.Flushed)));
        if (collection.segments.look() == SegmentState.Sealed) {
            response.addInfos(PersistentSegmentInfo.newBuilder()
                    .setSegmentID(collection.segment())
                    .setCollectionID(collection.id)
                    .setState(SegmentState.Sealed));
        }
        return response.build();
    }

    SearchResults hits(StoredCollection collection, List<List<Hit>> results, List<String> outputFields) {
        List<Hit> all = results.stream().flatMap(List::stream).toList();
        SearchResultData.Builder data = SearchResultData.newBuilder()
                .setNumQueries(results.size())
                .setTopK(results.stream().mapToInt(List::size).max().orElse(0))
                .setPrimaryFieldName(collection.primaryField().getName())
                .setIds(ids(collection, all.stream().map(Hit::key).toList()))
                .addAllOutputFields(named(collection, outputFields));
        results.forEach(hits -> data.addTopks(hits.size()));
        all.forEach(hit -> data.addScores((float) hit.score()));
        data.addAllFieldsData(columns(collection, all.stream().map(Hit::row).toList(), named(collection, outputFields)));
        return SearchResults.newBuilder().setResults(data).setCollectionName(collection.schema.getName()).build();
    }

    /** count(*) came with 2.3; without a filter the server wants a limit, so that nobody reads everything by mistake. */
    QueryResults rows(StoredCollection collection, List<Map<String, Object>> rows, QueryRequest request, MilvusVersion version) {
        QueryResults.Builder results = QueryResults.newBuilder().setCollectionName(collection.schema.getName());
        long limit = number(request, "limit", Long.MAX_VALUE);
        if (request.getOutputFieldsList().contains(COUNT)) {
            if (!version.atLeast(2, 3)) {
                throw invalid("field %s not exist", COUNT);
            }
            FieldSchema count = FieldSchema.newBuilder().setName(COUNT).setDataType(DataType.Int64).build();
            return results.addFieldsData(Columns.column(count, List.of((long) rows.size()))).build();
        }
        if (request.getExpr().isBlank() && limit == Long.MAX_VALUE) {
            throw invalid("empty expression should be used with limit");
        }
        List<Map<String, Object>> page =
                rows.stream().skip(number(request, "offset", 0)).limit(limit).toList();
        List<String> fields = new ArrayList<>(named(collection, request.getOutputFieldsList()));
        String key = collection.primaryField().getName();
        if (!fields.contains(key)) {
            fields.add(key);
        }
        return results.addAllOutputFields(fields)
                .setPrimaryFieldName(key)
                .addAllFieldsData(columns(collection, page, fields))
                .build();
    }

    /** A star stands for every field, the dynamic one too. */
    private static List<String> named(StoredCollection collection, List<String> outputFields) {
        if (!outputFields.contains("*")) {
            return outputFields;
        }
        Stream<String> dynamic = collection.schema.getEnableDynamicField() ? Stream.of(DynamicField.NAME) : Stream.of();
        return Stream.concat(collection.schema.getFieldsList().stream().map(FieldSchema::getName), dynamic).toList();
    }

    private static long number(QueryRequest request, String name, long otherwise) {
        return request.getQueryParamsList().stream()
                .filter(pair -> pair.getKey().equals(name))
                .mapToLong(pair -> Long.parseLong(pair.getValue()))
                .findFirst()
                .orElse(otherwise);
    }

    /** Whatever names no field is a member of the dynamic one, where there is one. */
    private static List<FieldData> columns(StoredCollection collection, List<Map<String, Object>> rows, List<String> fields) {
        Set<String> names = collection.schema.getFieldsList().stream().map(FieldSchema::getName).collect(Collectors.toSet());
        boolean dynamic = collection.schema.getEnableDynamicField();
        List<FieldData> columns = new ArrayList<>(fields.stream()
                .filter(name -> !dynamic || names.contains(name))
                .map(collection::requireField)
                .map(field -> Columns.column(field, rows.stream().map(row -> row.get(field.getName())).toList()))
                .toList());
        List<String> members = fields.stream().filter(name -> dynamic && !names.contains(name)).toList();
        if (!members.isEmpty()) {
            columns.add(DynamicField.column(rows, members));
        }
        return columns;
    }
}
