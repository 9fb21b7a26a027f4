package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.ToolArguments.refuse;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One collection of a backup on its way into a Milvus.
 *
 * @param meta as milvus-backup noted it
 * @param name that it will have
 */
record CollectionImport(JsonNode meta, String name) {

    String database() {
        return meta.path("db_name").asText().isEmpty() ? "default" : meta.path("db_name").asText();
    }

    /** Schema, indexes and partitions first, then the rows. */
    void run(FakeMilvus milvus, BackupObjects objects, ToolArguments arguments) {
        Store store = milvus.store;
        create(store);
        if (arguments.has("rebuild_index")) {
            meta.path("index_infos").forEach(index -> createIndex(store, index));
        }
        StoredCollection collection = store.require(database(), name);
        List<String> partitions = meta.path("partition_backups").valueStream().map(each -> each.path("partition_name").asText()).toList();
        partitions.forEach(partition -> collection.partitions.create(partition, store.allocate()));
        refuse(arguments.has("use_v2_restore") && !MilvusVersion.of(milvus.version()).atLeast(2, 4),
                "restore_collection: failed to bulk insert via restful: client: failed to bulk insert: 404 page not found");
        long id = meta.path("collection_id").asLong();
        List<Message> messages = objects.messages(id, "%s-%s".formatted(database(), name));
        boolean stored = meta.path("partition_backups").valueStream().anyMatch(each -> !each.path("segment_backups").isEmpty());
        refuse(stored && messages.stream().allMatch(Message::deletes), "restore_collection: bulk insert failed: no binlog to import, input=%d".formatted(id));
        collection.importRows(live(collection, messages, partitions), store.allocate());
    }

    private void create(Store store) {
        CollectionSchema.Builder schema = CollectionSchema.newBuilder().setName(name)
                .setEnableDynamicField(meta.at("/schema/enable_dynamic_field").asBoolean());
        meta.at("/schema/fields").forEach(field -> schema.addFields(field(field)));
        try {
            store.create(CreateCollectionRequest.newBuilder().setDbName(database()).setCollectionName(name).setSchema(schema.build().toByteString())
                    .setConsistencyLevelValue(meta.path("consistency_level").asInt()).build());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a schema that was just written", e);
        }
    }

    private static FieldSchema field(JsonNode field) {
        FieldSchema.Builder made = FieldSchema.newBuilder().setName(field.path("name").asText()).setIsPrimaryKey(field.path("is_primary_key").asBoolean())
                .setDataType(DataType.forNumber(field.path("data_type").asInt())).setAutoID(field.path("autoID").asBoolean());
        field.path("type_params").forEach(pair -> made.addTypeParams(
                KeyValuePair.newBuilder().setKey(pair.path("key").asText()).setValue(pair.path("value").asText())));
        return made.build();
    }

    private void createIndex(Store store, JsonNode index) {
        CreateIndexRequest.Builder request = CreateIndexRequest.newBuilder().setDbName(database()).setCollectionName(name)
                .setFieldName(index.path("field_name").asText()).setIndexName(index.path("index_name").asText());
        index.path("params").properties().forEach(each -> request.addExtraParams(
                KeyValuePair.newBuilder().setKey(each.getKey()).setValue(each.getValue().asText())));
        store.createIndex(request.build());
    }

    /** Deletions take their rows away while these are imported. */
    private static List<Map<String, Object>> live(StoredCollection collection, List<Message> messages, List<String> partitions) {
        String key = collection.primaryField().getName();
        List<Map<String, Object>> live = new ArrayList<>();
        for (Message message : messages) {
            live.removeIf(row -> message.keys().contains(row.get(key)));
            message.rows().stream().filter(row -> partitions.contains(collection.partitions.of(row))).forEach(live::add);
        }
        return live;
    }
}
