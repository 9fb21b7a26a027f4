package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.ToolArguments.refuse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.milvus.ToolArguments.Grammar;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * milvus-backup's command {@code restore} (cmd/restore and core/restore there), into Milvus' own bucket by way of its imports. One collection
 * comes after another, so that when it dies those before stand and are whole, as is everything else that it has made.
 */
record FakeMilvusRestore(FakeMilvusBackup tool) {

    static final Grammar GRAMMAR = new Grammar(
            Map.of("collections", "use --filter instead", "c", "use --filter instead",
                    "databases", "use --filter instead", "d", "use --filter instead",
                    "database_collections", "use --filter instead", "a", "use --filter instead",
                    "restore_index", "use --rebuild_index instead"),
            Map.of("--name", "name", "-n", "name", "--filter", "filter", "--suffix", "suffix", "-s", "suffix", "--rename", "rename", "-r", "rename"),
            List.of("rebuild_index", "meta_only", "use_auto_index", "drop_exist_collection", "drop_exist_index", "skip_create_collection", "rbac",
                    "use_v2_restore"));

    /** What this fake does not do, though the tool would. */
    private static final List<String> BEYOND = List.of("rename", "meta_only", "use_auto_index", "drop_exist_collection", "drop_exist_index",
            "skip_create_collection");

    void restore(ToolArguments arguments) {
        BackupConfiguration configuration = tool.configuration(arguments);
        refuse(!arguments.has("name"), "backup name is required");
        refuse(arguments.has("suffix") && arguments.has("rename"), "suffix and rename flag cannot be set at the same time");
        refuse(arguments.has("drop_exist_collection") && arguments.has("skip_create_collection"),
                "drop_exist_collection and skip_create_collection cannot be true at the same time");
        Set<String> wanted = filter(arguments.value("filter"));
        BEYOND.forEach(flag -> refuse(arguments.has(flag), "the sandbox's milvus-backup does not know --" + flag));
        JsonNode meta = meta(arguments, configuration);
        FakeMilvus milvus = tool.connected(configuration);
        refuse(arguments.has("rbac") && !MilvusVersion.of(milvus.version()).atLeast(2, 4),
                "restore: execute restore: restore rbac restore: get current rbac: unknown method BackupRBAC");
        List<CollectionImport> imports = meta.path("collection_backups").valueStream()
                .map(each -> new CollectionImport(each, each.path("collection_name").asText() + arguments.value("suffix")))
                .filter(each -> wanted.isEmpty() || wanted.contains(each.database() + "." + each.name()) || wanted.contains(each.database() + ".*"))
                .toList();
        synchronized (milvus.service) {
            requireAbsent(milvus.store, imports);
            BackupObjects objects = new BackupObjects(tool.storage(), configuration, arguments.value("name"));
            imports.forEach(each -> each.run(milvus, objects, arguments));
        }
    }

    /** Databases and collections by name; of a collection alone the database is the default one. */
    private static Set<String> filter(String text) {
        return text.isEmpty() ? Set.of() : Stream.of(text.split(",", -1)).map(rule -> {
            refuse(!rule.matches("\\w+|\\w+\\.(\\w+|\\*)?"), "filter: invalid filter rule: " + rule);
            return rule.contains(".") ? rule : "default." + rule;
        }).collect(Collectors.toSet());
    }

    private JsonNode meta(ToolArguments arguments, BackupConfiguration configuration) {
        BackupStorage storage = tool.storage();
        String bucket = configuration.backupBucket();
        String folder = configuration.backupRoot() + "/" + arguments.value("name") + "/meta/";
        refuse(!storage.may("s3:ListBucket", bucket), "create backup storage: storage: check bucket %s exist: Access Denied.".formatted(bucket));
        refuse(storage.keys(bucket, folder + "backup_meta.json").isEmpty(), "backup %s not found".formatted(arguments.value("name")));
        refuse(!storage.may("s3:GetObject", bucket + "/" + folder + "full_meta.json"),
                "read backup meta: meta: read meta storage: get object %sfull_meta.json: Access Denied.".formatted(folder));
        JsonNode meta = Json.parse(storage.read(bucket, folder + "full_meta.json"));
        refuse(!meta.path("format").asText().isEmpty(), "restore: backup %s was taken in the \"%s\" format, which the sandbox cannot restore"
                .formatted(arguments.value("name"), meta.path("format").asText()));
        return meta;
    }

    /** Databases that are missing were made before this is asked. */
    private static void requireAbsent(Store store, List<CollectionImport> imports) {
        imports.stream().map(CollectionImport::database).distinct().filter(each -> !store.databases().contains(each)).forEach(store::createDatabase);
        for (CollectionImport each : imports) {
            refuse(store.find(each.database(), each.name()).isPresent(),
                    "restore: execute restore: check collection exist restore: collection already exist, database %s collection %s"
                            .formatted(each.database(), each.name()));
        }
    }
}
