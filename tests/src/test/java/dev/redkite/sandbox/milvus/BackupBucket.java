package dev.redkite.sandbox.milvus;

import dev.redkite.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One bucket with two Milvus in it, and milvus-backup between them. */
final class BackupBucket implements BackupStorage {

    static final String NAME = "data";

    private final TreeMap<String, Object> objects = new TreeMap<>();
    private final Set<String> denied = new HashSet<>();
    private final Map<String, FakeMilvus> servers = new HashMap<>();

    /** A server of that version, whose host and root path are called so. */
    FakeMilvus milvus(String host, String version) {
        FakeMilvus milvus = FakeMilvus.inProcess(version, new StorageLayer(new Store(servers.size()), below(host), StorageLayer.ofItsOwn().log()));
        servers.put(host, milvus);
        return milvus;
    }

    private ObjectStorage below(String root) {
        return new ObjectStorage() {
            @Override
            public boolean open() {
                return true;
            }

            @Override
            public void put(String key, long bytes, Binlog rows) {
                objects.put(root + "/" + key, rows);
            }

            @Override
            public Optional<Binlog> find(String key) {
                return Optional.ofNullable((Binlog) objects.get(root + "/" + key));
            }

            @Override
            public void remove(String key) {
                objects.remove(root + "/" + key);
            }
        };
    }

    void deny(String action) {
        denied.add(action);
    }

    FakeMilvusBackup.Ended run(String host, String... words) {
        return run(host, Map.of(), words);
    }

    /** @param changes to the configuration, by the keys of milvus-backup's sections */
    FakeMilvusBackup.Ended run(String host, Map<String, Object> changes, String... words) {
        Map<String, Object> configuration = new TreeMap<>(Map.of(
                "configVersion", "v2",
                "milvus", Map.of("grpc", Map.of("address", host, "port", 19530), "storage", Map.of("bucketName", NAME, "rootPath", host, "auth", Map.of("type", "iam"))),
                "backup", Map.of("storage", Map.of("rootPath", "backups"))));
        configuration.putAll(changes);
        List<String> all = new ArrayList<>(List.of("/app/milvus-backup", "--config", "/backup.yaml"));
        all.addAll(List.of(words));
        return new FakeMilvusBackup(Map.of("/backup.yaml", Json.text(configuration)), Map.of(), this,
                (name, _) -> Optional.ofNullable(servers.get(name))).run(all);
    }

    @Override
    public boolean may(String action, String object) {
        return !denied.contains(action);
    }

    @Override
    public List<String> keys(String bucket, String prefix) {
        return objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
    }

    @Override
    public long size(String bucket, String key) {
        return 1;
    }

    @Override
    public void copy(String fromBucket, String fromKey, String toBucket, String toKey) {
        objects.put(toKey, objects.get(fromKey));
    }

    @Override
    public void write(String bucket, String key, String text) {
        objects.put(key, text);
    }

    @Override
    public String read(String bucket, String key) {
        return (String) objects.get(key);
    }

    @Override
    public Binlog rows(String bucket, String key) {
        return (Binlog) objects.get(key);
    }

    @Override
    public void remove(String bucket, String key) {
        objects.remove(key);
    }
}
