package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.Points.create;
import static dev.redkite.sandbox.milvus.Points.index;
import static dev.redkite.sandbox.milvus.Points.insert;
import static dev.redkite.sandbox.milvus.Points.load;
import static dev.redkite.sandbox.milvus.Points.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.IndexParam.MetricType;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.partition.request.CreatePartitionReq;
import io.milvus.v2.service.partition.request.HasPartitionReq;
import io.milvus.v2.service.utility.request.CreateAliasReq;
import io.milvus.v2.service.utility.request.FlushReq;
import io.milvus.v2.service.vector.request.DeleteReq;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A process ends with its pods; the next one knows what etcd, the object storage and the log have kept, and nothing else. */
class FakeMilvusRestartTest {

    /** As much of the three as one test wants to lose. */
    private static final class Kept implements ObjectStorage, LogBroker {
        final Map<String, Binlog> objects = new TreeMap<>();
        final Map<String, List<Message>> channels = new HashMap<>();
        boolean open = true;

        @Override
        public boolean open() {
            return open;
        }

        @Override
        public void put(String key, long bytes, Binlog rows) {
            objects.put(key, rows);
        }

        @Override
        public Optional<Binlog> find(String key) {
            return Optional.ofNullable(objects.get(key));
        }

        @Override
        public void remove(String key) {
            objects.remove(key);
        }

        @Override
        public void append(String channel, Message message) {
            channels.computeIfAbsent(channel, _ -> new ArrayList<>()).add(message);
        }

        @Override
        public List<Message> read(String channel) {
            return channels.getOrDefault(channel, List.of());
        }

        @Override
        public void drop(String channel) {
            channels.remove(channel);
        }
    }

    private static final String RED = "{id: 1, color: red, vector: [1, 0]}";
    private static final String BLUE = "{id: 2, color: blue, vector: [0, 2]}";

    private final Store meta = new Store(0);
    private final Kept kept = new Kept();

    private FakeMilvus process(Store store) {
        return FakeMilvus.inProcess("2.6.15", new StorageLayer(store, kept, kept));
    }

    private static MilvusClientV2 client(FakeMilvus milvus) {
        return milvus.client(ConnectConfig.builder().uri("http://milvus").build());
    }

    private MilvusClientV2 started(Store store) {
        return client(process(store));
    }

    private MilvusClientV2 started() {
        return started(meta);
    }

    /** With one row that is stored. */
    private MilvusClientV2 withRed() {
        MilvusClientV2 client = started();
        create(client, "vector");
        index(client, "vector", MetricType.L2);
        load(client);
        insert(client, RED);
        flush(client);
        return client;
    }

    private static void flush(MilvusClientV2 client) {
        client.flush(FlushReq.builder().collectionNames(List.of("points")).build());
    }

    private static void delete(MilvusClientV2 client, String filter) {
        client.delete(DeleteReq.builder().collectionName("points").filter(filter).build());
    }

    @Test
    void what_was_flushed_is_read_from_the_object_storage() {
        withRed();
        kept.channels.clear();

        assertThat(query(started(), "id >= 0")).containsExactly(1L);
    }

    @Test
    void what_was_not_flushed_is_read_from_the_log() {
        insert(withRed(), BLUE);

        assertThat(query(started(), "id >= 0")).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void what_is_neither_flushed_nor_in_the_log_any_more_is_lost() {
        insert(withRed(), BLUE);
        kept.channels.clear();

        assertThat(query(started(), "id >= 0")).containsExactly(1L);
    }

    @Test
    void a_deletion_that_is_lost_brings_the_row_back() {
        delete(withRed(), "id in [1]");
        assertThat(query(started(), "id >= 0")).isEmpty();
        kept.channels.clear();

        assertThat(query(started(), "id >= 0")).containsExactly(1L);
    }

    @Test
    void a_deletion_that_was_flushed_stays() {
        MilvusClientV2 client = withRed();
        delete(client, "id in [1]");
        flush(client);
        kept.channels.clear();

        assertThat(query(started(), "id >= 0")).isEmpty();
        assertThat(kept.objects.keySet()).anyMatch(key -> key.startsWith("delta_log/"));
    }

    @Test
    void the_newest_row_of_a_key_is_the_newest_still() {
        MilvusClientV2 client = withRed();
        insert(client, "{id: 1, color: green, vector: [1, 0]}");

        assertThat(query(started(), "color == \"green\"")).containsExactly(1L);
        assertThat(query(started(), "color == \"red\"")).isEmpty();
    }

    @Test
    void a_flush_ends_only_once_the_object_storage_takes_it() {
        MilvusClientV2 client = withRed();
        insert(client, BLUE);
        kept.open = false;

        assertThatThrownBy(() -> client.flush(FlushReq.builder().collectionNames(List.of("points")).waitFlushedTimeoutMs(1L).build()))
                .hasMessageContaining("deadline exceeded after 1ms");
        kept.channels.clear();
        assertThat(query(started(), "id >= 0")).containsExactly(1L);
    }

    @Test
    void names_and_indexes_are_in_etcd_and_what_was_loaded_is_loaded_again() {
        MilvusClientV2 client = withRed();
        client.createAlias(CreateAliasReq.builder().collectionName("points").alias("dots").build());
        client.createPartition(CreatePartitionReq.builder().collectionName("points").partitionName("late").build());

        MilvusClientV2 next = started();

        assertThat(Points.search(next, 1, 0, "")).hasSize(1);
        assertThat(next.listCollections().getCollectionNames()).containsExactly("points");
        assertThat(next.hasPartition(HasPartitionReq.builder()
                .collectionName("dots").partitionName("late").build())).isTrue();
    }

    @Test
    void without_an_object_that_etcd_names_a_collection_is_loaded_never() {
        withRed();
        kept.objects.clear();

        assertThatThrownBy(() -> query(started(), "id >= 0")).hasMessageContaining("not loaded");
    }

    @Test
    void another_etcd_knows_nothing_of_the_objects_that_lie_there() {
        withRed();

        assertThat(started(new Store(1)).listCollections().getCollectionNames()).isEmpty();
        assertThat(kept.objects).isNotEmpty();
    }

    @Test
    void a_collection_of_another_etcd_is_another_one_whatever_its_name() {
        insert(withRed(), BLUE);
        MilvusClientV2 other = started(new Store(1));
        create(other, "vector");
        index(other, "vector", MetricType.L2);
        load(other);

        assertThat(query(other, "id >= 0")).isEmpty();
    }

    @Test
    void a_collection_that_is_dropped_leaves_no_object() {
        withRed().dropCollection(DropCollectionReq.builder().collectionName("points").build());

        assertThat(kept.objects).isEmpty();
        assertThat(kept.channels).isEmpty();
    }

    @Test
    void roots_password_is_in_etcd_from_the_first_start_on() {
        meta.makeRoot("2.6.15", Optional.of("first-one"));
        meta.makeRoot("2.6.15", Optional.of("second-one"));
        FakeMilvus milvus = process(meta).asksForLogin(true);

        assertThat(meta.rootPassword()).isEqualTo("first-one");
        assertThatThrownBy(() -> client(milvus)).hasMessageContaining("UNAUTHENTICATED");
    }
}
