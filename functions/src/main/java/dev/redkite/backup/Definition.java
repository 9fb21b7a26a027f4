package dev.redkite.backup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.service.collection.request.CreateCollectionReq.FieldSchema;
import io.milvus.v2.service.collection.request.CreateCollectionReq.Function;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.collection.response.DescribeCollectionResp;
import io.milvus.v2.service.index.request.DescribeIndexReq;
import io.milvus.v2.service.index.request.ListIndexesReq;
import io.milvus.v2.service.index.response.DescribeIndexResp.IndexDesc;
import io.milvus.v2.service.partition.request.ListPartitionsReq;
import io.milvus.v2.service.utility.request.ListAliasesReq;
import java.lang.module.ModuleDescriptor.Version;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a collection is besides its rows, in Milvus' own words and as text, so that what was written down then equals what is read now: fields,
 * functions, properties, partitions, indexes, and second names.
 *
 * @param version of the Milvus: before 2.4 nobody can ask for second names
 */
record Definition(MilvusClientV2 client, String version, String database, String collection) {

    private static final Version ALIASES = Version.parse("2.4.0");

    ObjectNode of(DescribeCollectionResp described) {
        ObjectNode found = Json.object();
        found.set("properties", Json.tree(new TreeMap<>(Objects.requireNonNullElse(described.getProperties(), new TreeMap<>()))));
        found.put("dynamicField", String.valueOf(described.getCollectionSchema().isEnableDynamicField()));
        ArrayNode fields = found.putArray("fields");
        described.getCollectionSchema().getFieldSchemaList().forEach(each -> fields.add(field(each)));
        ArrayNode structures = found.putArray("structures");
        described.getCollectionSchema().getStructFields().forEach(each -> structures.add(each.getName()));
        ArrayNode functions = found.putArray("functions");
        described.getCollectionSchema().getFunctionList().forEach(each -> functions.add(function(each)));
        ArrayNode partitions = found.putArray("partitions");
        client.listPartitions(ListPartitionsReq.builder().databaseName(database).collectionName(collection).build()).stream().sorted().forEach(partitions::add);
        ArrayNode indexes = found.putArray("indexes");
        indexes().forEach(each -> indexes.add(index(each)));
        if (Version.parse(version).compareTo(ALIASES) >= 0) {
            ArrayNode aliases = found.putArray("aliases");
            client.listAliases(ListAliasesReq.builder().databaseName(database).collectionName(collection).build()).getAlias().stream().sorted().forEach(aliases::add);
        }
        return found;
    }

    private static ObjectNode field(FieldSchema field) {
        ObjectNode found = Json.object().put("name", field.getName()).put("type", field.getDataType().name());
        put(found, "primaryKey", field.getIsPrimaryKey());
        put(found, "partitionKey", field.getIsPartitionKey());
        put(found, "clusteringKey", field.getIsClusteringKey());
        put(found, "madeByMilvus", field.getAutoID());
        put(found, "nullable", field.getIsNullable());
        put(found, "otherwise", field.getDefaultValue());
        put(found, "elements", field.getElementType());
        put(found, "dimension", field.getDimension());
        put(found, "maxLength", field.getMaxLength());
        put(found, "maxCapacity", field.getMaxCapacity());
        put(found, "parameters", new TreeMap<>(Objects.requireNonNullElse(field.getTypeParams(), new TreeMap<>())));
        return found;
    }

    private static ObjectNode function(Function function) {
        return Json.object().put("name", function.getName()).put("type", function.getFunctionType().name())
                .put("from", String.join(",", function.getInputFieldNames())).put("to", String.join(",", function.getOutputFieldNames()));
    }

    private static void put(ObjectNode found, String what, @Nullable Object value) {
        if (value != null) {
            found.put(what, String.valueOf(value));
        }
    }

    /** Milvus refuses to describe what is not there, so the names are asked for first. */
    private Stream<IndexDesc> indexes() {
        return client.listIndexes(ListIndexesReq.builder().databaseName(database).collectionName(collection).build()).stream().sorted()
                .flatMap(name -> client.describeIndex(DescribeIndexReq.builder().databaseName(database).collectionName(collection).indexName(name).build())
                        .getIndexDescriptions().stream());
    }

    /** How far it is built is nothing that anybody decided. */
    private static ObjectNode index(IndexDesc index) {
        ObjectNode found = Json.object().put("name", index.getIndexName()).put("field", index.getFieldName());
        put(found, "type", index.getIndexType());
        put(found, "metric", index.getMetricType());
        put(found, "parameters", new TreeMap<>(Objects.requireNonNullElse(index.getExtraParams(), new TreeMap<>())));
        return found;
    }
}
