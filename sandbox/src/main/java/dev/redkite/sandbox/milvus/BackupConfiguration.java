package dev.redkite.sandbox.milvus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * milvus-backup's configuration in the second form of its schema, as its version 0.6 has it (configs/backup.yaml and internal/cfg/v2 in
 * https://github.com/zilliztech/milvus-backup). What is not in it is refused, also where the real one would pass it over.
 */
record BackupConfiguration(JsonNode file) {

    private static final YAMLMapper YAML = new YAMLMapper();

    private static final List<String> STORAGE = List.of("provider", "address", "port", "region", "useSSL", "accountName", "bucketName",
            "rootPath", "auth.type", "auth.accessKeyID", "auth.secretAccessKey", "auth.sessionToken", "auth.endpoint");

    private static final Set<String> KNOWN = Stream.of(
                    Stream.of("configVersion", "log.level", "log.console", "log.file.path", "server.debugMode", "server.swaggerBasePath",
                            "milvus.user", "milvus.password", "milvus.grpc.address", "milvus.grpc.port", "milvus.grpc.tlsMode",
                            "milvus.grpc.caCertPath", "milvus.grpc.serverName", "milvus.grpc.mtlsCertPath", "milvus.grpc.mtlsKeyPath",
                            "milvus.rest.endpoint", "milvus.management.endpoint", "milvus.replicate.rpcChannelName", "milvus.etcd.rootPath",
                            "backup.concurrency.collections", "backup.concurrency.segments", "backup.pauseGC",
                            "restore.concurrency.collections", "restore.concurrency.importJobs", "restore.maxSegmentsPerImportJob",
                            "restore.keepTempFiles", "transfer.mode", "transfer.concurrency", "transfer.multipartCopyThresholdMiB"),
                    STORAGE.stream().map("milvus.storage."::concat),
                    STORAGE.stream().map("backup.storage."::concat))
            .flatMap(each -> each).collect(Collectors.toSet());

    /** @throws IllegalArgumentException in the tool's manner, with all that is wrong */
    static BackupConfiguration read(String text) {
        try {
            BackupConfiguration read = new BackupConfiguration(YAML.readTree(text));
            List<String> wrong = read.wrong();
            if (!wrong.isEmpty()) {
                throw new IllegalArgumentException(String.join("\n", wrong));
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cfg: " + e.getOriginalMessage(), e);
        }
    }

    private List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        if (!text("configVersion").equals("v2")) {
            wrong.add("cfg: configVersion is %s, and without v2 the file is read by the names of the first form".formatted(text("configVersion")));
        }
        keys("", file).filter(key -> !KNOWN.contains(key)).forEach(key -> wrong.add("cfg: no such parameter: " + key));
        for (String number : List.of("backup.concurrency.collections", "backup.concurrency.segments", "transfer.concurrency")) {
            if (!node(number).isMissingNode() && node(number).asInt() < 1) {
                wrong.add("cfg: %s must be positive".formatted(number));
            }
        }
        if (!List.of("", "auto", "direct", "streaming").contains(text("transfer.mode"))) {
            wrong.add("cfg: transfer.mode: unknown value " + text("transfer.mode"));
        }
        if (!List.of("", "disabled", "server", "mutual").contains(text("milvus.grpc.tlsMode"))) {
            wrong.add("cfg: milvus.grpc.tlsMode: unknown value " + text("milvus.grpc.tlsMode"));
        }
        wrong.addAll(wrongStorage("milvus.storage."));
        return wrong;
    }

    private List<String> wrongStorage(String storage) {
        List<String> wrong = new ArrayList<>();
        if (!List.of("static", "iam", "default").contains(text(storage + "auth.type"))) {
            wrong.add("cfg: %sauth.type: unknown value %s".formatted(storage, text(storage + "auth.type")));
        }
        for (String credential : List.of("accessKeyID", "secretAccessKey", "sessionToken")) {
            if (!text(storage + "auth.type").equals("static") && !node(storage + "auth." + credential).isMissingNode()) {
                wrong.add("cfg: %sauth.%s does not apply to auth type %s".formatted(storage, credential, text(storage + "auth.type")));
            }
        }
        return wrong;
    }

    private static Stream<String> keys(String path, JsonNode node) {
        return node.isObject()
                ? node.properties().stream().flatMap(member -> keys(path + (path.isEmpty() ? "" : ".") + member.getKey(), member.getValue()))
                : Stream.of(path);
    }

    JsonNode node(String path) {
        return file.at("/" + path.replace('.', '/'));
    }

    String text(String path) {
        return node(path).asText("");
    }

    /** What the backup's storage does not say is as Milvus' is, but for the root path. */
    String backupBucket() {
        return node("backup.storage.bucketName").asText(text("milvus.storage.bucketName"));
    }

    String backupRoot() {
        return node("backup.storage.rootPath").asText("backup");
    }
}
