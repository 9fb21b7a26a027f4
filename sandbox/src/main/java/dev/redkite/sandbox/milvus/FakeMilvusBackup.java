package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.ToolArguments.refuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.milvus.ToolArguments.Grammar;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * milvus-backup 0.6, as its sources have it (https://github.com/zilliztech/milvus-backup at f81df44): strict about
 * flags and configuration, and what it copies really is in the bucket afterwards.
 *
 * @param files what stands at a path
 * @param variables of its environment
 * @param servers who answers at that host and port
 */
public record FakeMilvusBackup(
        Map<String, String> files, Map<String, String> variables, BackupStorage storage, Servers servers) {

    /** Finds the Milvus that listens there. */
    @FunctionalInterface
    public interface Servers {
        Optional<FakeMilvus> find(String host, int port);
    }

    /** How it ended. */
    public record Ended(int code, String words) {}

    /** With flags that were removed (cmd/create/create.go). */
    private static final Grammar CREATE = new Grammar(
            Map.of("colls", "use --filter instead", "c", "use --filter instead",
                    "databases", "use --filter instead", "d", "use --filter instead",
                    "database_collections", "use --filter instead", "a", "use --filter instead",
                    "force", "use --strategy=skip_flush instead", "f", "use --strategy=skip_flush instead",
                    "meta_only", "use --strategy=meta_only instead"),
            Map.of("--name", "name", "-n", "name", "--filter", "filter", "--strategy", "strategy", "--format", "format"),
            List.of("rbac", "backup_index_extra"));

    /** @param words the command and its arguments */
    public Ended run(List<String> words) {
        try {
            ToolArguments arguments = ToolArguments.parse(words, Map.of("create", CREATE, "restore", FakeMilvusRestore.GRAMMAR));
            if (arguments.command().equals("restore")) {
                new FakeMilvusRestore(this).restore(arguments);
            } else {
                create(arguments);
            }
            return new Ended(0, arguments.command() + " backup success");
        } catch (IllegalArgumentException | RefusalException e) {
            return new Ended(1, "Error: " + e.getMessage());
        }
    }

    BackupConfiguration configuration(ToolArguments arguments) {
        String file = files.get(arguments.has("config") ? arguments.value("config") : "backup.yaml");
        refuse(file == null, "cfg: open %s: no such file or directory".formatted(arguments.value("config")));
        return BackupConfiguration.read(file);
    }

    private void create(ToolArguments arguments) {
        BackupConfiguration configuration = configuration(arguments);
        refuse(arguments.has("filter") || arguments.has("strategy") || arguments.has("backup_index_extra"),
                "the sandbox's milvus-backup takes every collection, as it chooses itself");
        String name = arguments.value("name");
        refuse(!name.matches("[A-Za-z_]\\w{0,127}"), "invalid backup name " + name);
        refuse(!List.of("", "auto", "binlog").contains(arguments.value("format")),
                "backup: the snapshot format needs a milvus 3.0 or newer server");
        String folder = configuration.backupRoot() + "/" + name + "/";
        requireAccess(configuration, folder);
        refuse(!storage.keys(configuration.backupBucket(), folder).isEmpty(), "backup: backup with name %s already exist".formatted(name));
        FakeMilvus milvus = connected(configuration);
        refuse(arguments.has("rbac") && !MilvusVersion.of(milvus.version()).atLeast(2, 4), "backup: run rbac task: unknown method BackupRBAC");
        ObjectNode meta = Json.object().put("id", name).put("name", name).put("milvus_version", "v" + milvus.version());
        backedUp(milvus).forEach(collection -> meta.withArray("collection_backups").add(copied(collection, configuration, folder)));
        meta.put("size", meta.path("collection_backups").valueStream().mapToLong(each -> each.path("size").asLong()).sum());
        if (arguments.has("rbac")) {
            meta.putObject("rbac_meta").putArray("users").addObject().put("user", "root");
        }
        for (String part : List.of("full_meta", "backup_meta", "collection_meta", "partition_meta", "segment_meta")) {
            storage.write(configuration.backupBucket(), folder + "meta/" + part + ".json", Json.text(meta));
        }
    }

    private static List<ObjectNode> backedUp(FakeMilvus milvus) {
        synchronized (milvus.service) {
            return new StoredCollections(milvus.store).described();
        }
    }

    private void requireAccess(BackupConfiguration configuration, String folder) {
        String source = configuration.text("milvus.storage.bucketName") + "/" + configuration.text("milvus.storage.rootPath") + "/insert_log/1";
        refuse(!storage.may("s3:GetObject", source), "create: execute task: storage: get object %s: Access Denied.".formatted(source));
        refuse(!storage.may("s3:ListBucket", configuration.backupBucket()),
                "create backup storage: storage: check bucket %s exist: Access Denied.".formatted(configuration.backupBucket()));
        String target = configuration.backupBucket() + "/" + folder + "meta/full_meta.json";
        refuse(!storage.may("s3:PutObject", target), "create: execute task: storage: put object %s: Access Denied.".formatted(target));
    }

    FakeMilvus connected(BackupConfiguration configuration) {
        String host = configuration.text("milvus.grpc.address");
        FakeMilvus milvus = servers.find(host, configuration.node("milvus.grpc.port").asInt()).orElseThrow(() -> new IllegalArgumentException(
                "backup: create grpc client: dial tcp: lookup %s: no such host".formatted(host)));
        refuse(!milvus.credentials.admits(variables.getOrDefault("MILVUS_USER", configuration.text("milvus.user")),
                variables.getOrDefault("MILVUS_PASSWORD", configuration.text("milvus.password"))),
                "backup: create grpc client: auth check failure, please check username and password are correct");
        return milvus;
    }

    /** An object of Milvus' for an object of the backup's: the tool finds them by what Milvus tells of its segments. */
    private ObjectNode copied(ObjectNode collection, BackupConfiguration configuration, String folder) {
        String bucket = configuration.text("milvus.storage.bucketName");
        String root = configuration.text("milvus.storage.rootPath");
        long size = 0;
        for (String key : collection.remove("keys").valueStream().map(each -> each.asText()).toList()) {
            String source = root + "/" + key;
            refuse(storage.keys(bucket, source).isEmpty(), "backup: segment of %s has no insert logs".formatted(collection.path("collection_name").asText()));
            storage.copy(bucket, source, configuration.backupBucket(), folder + "binlogs/" + key);
            size += storage.size(bucket, source);
        }
        return collection.put("size", size);
    }
}
