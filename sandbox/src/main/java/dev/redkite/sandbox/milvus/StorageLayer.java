package dev.redkite.sandbox.milvus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that a Milvus does not keep in its own memory, and all that one finds that starts: what etcd holds of it, its objects, and
 * the log of what was written (https://milvus.io/docs/four_layers.md, "Storage").
 */
public record StorageLayer(Store meta, ObjectStorage objects, LogBroker log) {

    /** Of a server that is by itself, and starts once. */
    static StorageLayer ofItsOwn() {
        return new StorageLayer(new Store(0), new Objects(new TreeMap<>()), new Log(new HashMap<>()));
    }

    private record Objects(Map<String, Binlog> all) implements ObjectStorage {

        @Override
        public boolean open() {
            return true;
        }

        @Override
        public void put(String key, long bytes, Binlog rows) {
            all.put(key, rows);
        }

        @Override
        public Optional<Binlog> find(String key) {
            return Optional.ofNullable(all.get(key));
        }

        @Override
        public void remove(String key) {
            all.remove(key);
        }
    }

    private record Log(Map<String, List<Message>> channels) implements LogBroker {

        @Override
        public void append(String channel, Message message) {
            channels.computeIfAbsent(channel, _ -> new ArrayList<>()).add(message);
        }

        @Override
        public List<Message> read(String channel) {
            return List.copyOf(channels.getOrDefault(channel, List.of()));
        }

        @Override
        public void drop(String channel) {
            channels.remove(channel);
        }
    }
}
