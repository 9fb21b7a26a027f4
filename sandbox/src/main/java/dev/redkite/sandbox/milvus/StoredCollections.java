package dev.redkite.sandbox.milvus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.milvus.StoredCollection.Index;
import dev.redkite.sandbox.milvus.StoredCollection.LoadStatus;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.SegmentLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collections as milvus-backup writes them down (core/proto/backup.proto there), flushed first. */
record StoredCollections(Store store) {

    List<ObjectNode> described() {
        List<ObjectNode> described = new ArrayList<>();
        store.all().forEach((database, collections) -> collections.values().forEach(collection -> {
            collection.segments.flush(collection.written(), store.allocate());
            collection.segments.flushDone();
            described.add(described(database, collection, store.aliases(database).of(collection.schema.getName())));
        }));
        return described;
    }

    private static ObjectNode described(String database, StoredCollection collection, List<String> aliases) {
        ObjectNode meta = Json.object()
                .put("collection_id", collection.id)
                .put("db_name", database)
                .put("collection_name", collection.schema.getName())
                .put("shards_num", 1)
                .put("consistency_level", collection.consistency.getNumber())
                .put("has_index", !collection.indexes.isEmpty())
                .put("load_state", collection.status() == LoadStatus.LOADED ? "Loaded" : "NotLoad");
        aliases.forEach(meta.withArray("aliases")::add);
        ArrayNode fields = meta.putObject("schema").put("name", collection.schema.getName())
                .put("enable_dynamic_field", collection.schema.getEnableDynamicField()).putArray("fields");
        collection.schema.getFieldsList().forEach(field -> fields.add(described(field)));
        collection.indexes.values().forEach(index -> meta.withArray("index_infos").addObject()
                .put("field_name", index.field()).put("index_name", index.name()).put("index_type", index.type())
                .set("params", Json.tree(parameters(index))));
        ArrayNode partitions = meta.putArray("partition_backups");
        collection.partitions.ids().forEach((name, id) -> partitions.addObject()
                .put("partition_id", id).put("partition_name", name).put("collection_id", collection.id).putArray("segment_backups"));
        ArrayNode segments = (ArrayNode) partitions.path(0).path("segment_backups");
        collection.journal.segments().forEach(segment -> (segment.level() == SegmentLevel.L0 ? meta.withArray("l0_segments") : segments).addObject()
                .put("segment_id", segment.id()).put("num_of_rows", segment.rows()).put("size", segment.bytes()).put("is_l0", segment.level() == SegmentLevel.L0));
        collection.journal.keys().forEach(meta.withArray("keys")::add);
        return meta;
    }

    /** As Milvus describes an index: type and metric are among them. */
    private static Map<String, String> parameters(Index index) {
        Map<String, String> parameters = new TreeMap<>(index.parameters());
        parameters.put("index_type", index.type());
        if (index.metric() != null) {
            parameters.put("metric_type", index.metric().name());
        }
        return parameters;
    }

    private static ObjectNode described(FieldSchema field) {
        ObjectNode described = Json.object().put("fieldID", field.getFieldID()).put("name", field.getName())
                .put("is_primary_key", field.getIsPrimaryKey()).put("data_type", field.getDataType().getNumber()).put("autoID", field.getAutoID());
        field.getTypeParamsList().forEach(pair -> described.withArray("type_params").addObject().put("key", pair.getKey()).put("value", pair.getValue()));
        return described;
    }
}
