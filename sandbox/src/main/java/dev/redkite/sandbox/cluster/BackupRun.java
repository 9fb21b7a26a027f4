package dev.redkite.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.aws.s3.Content;
import dev.redkite.sandbox.kubernetes.ClusterTimes.Exit;
import dev.redkite.sandbox.kubernetes.FakeKubernetesCluster;
import dev.redkite.sandbox.milvus.BackupStorage;
import dev.redkite.sandbox.milvus.Binlog;
import dev.redkite.sandbox.milvus.FakeMilvus;
import dev.redkite.sandbox.milvus.FakeMilvusBackup;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One pod that runs milvus-backup: what it mounts, what its environment says, and what its service account's role may do. */
record BackupRun(World world, FakeKubernetesCluster cluster, String name, String namespace, String pod) {

    Exit run(List<String> words, Supplier<FakeMilvus> milvus) {
        JsonNode found = objects("pods").filter(each -> each.at("/metadata/name").asText().equals(pod)).findFirst().orElseThrow();
        Set<String> hosts = Stream.concat(
                        objects("services").map(each -> each.at("/metadata/name").asText()).filter("milvus"::equals),
                        objects("pods").filter(BackupRun::isReadyProxy).map(each -> each.at("/status/podIP").asText()))
                .collect(Collectors.toSet());
        FakeMilvusBackup.Ended ended = new FakeMilvusBackup(files(found), variables(found), storage(found),
                (host, port) -> Stream.of(milvus).filter(_ -> hosts.contains(host) && port == 19530).findFirst().map(Supplier::get)).run(words);
        return new Exit(ended.code(), ended.words());
    }

    private static boolean isReadyProxy(JsonNode pod) {
        return pod.at("/metadata/labels/component").asText().equals("proxy") && pod.at("/status/conditions").valueStream()
                .anyMatch(condition -> condition.path("type").asText().equals("Ready") && condition.path("status").asText().equals("True"));
    }

    private Stream<JsonNode> objects(String type) {
        return cluster.objects(type).stream().filter(each -> each.at("/metadata/namespace").asText().equals(namespace));
    }

    private Map<String, String> secret(String named) {
        Map<String, String> content = new HashMap<>();
        objects("secrets").filter(each -> each.at("/metadata/name").asText().equals(named)).forEach(each -> each.path("data").properties()
                .forEach(entry -> content.put(entry.getKey(), new String(Base64.getDecoder().decode(entry.getValue().asText()), StandardCharsets.UTF_8))));
        return content;
    }

    private Map<String, String> files(JsonNode found) {
        Map<String, String> files = new HashMap<>();
        found.at("/spec/containers/0/volumeMounts").forEach(mount -> found.at("/spec/volumes").valueStream()
                .filter(volume -> volume.path("name").equals(mount.path("name")))
                .forEach(volume -> secret(volume.at("/secret/secretName").asText())
                        .forEach((key, text) -> files.put(mount.path("mountPath").asText() + "/" + key, text))));
        return files;
    }

    private Map<String, String> variables(JsonNode found) {
        Map<String, String> variables = new HashMap<>();
        found.at("/spec/containers/0/env").forEach(variable -> {
            JsonNode source = variable.at("/valueFrom/secretKeyRef");
            variables.put(variable.path("name").asText(), source.isMissingNode() ? variable.path("value").asText()
                    : secret(source.path("name").asText()).getOrDefault(source.path("key").asText(), ""));
        });
        return variables;
    }

    private BackupStorage storage(JsonNode found) {
        String account = found.at("/spec/serviceAccountName").asText();
        String role = objects("serviceaccounts").filter(each -> each.at("/metadata/name").asText().equals(account)).findFirst()
                .map(each -> each.path("metadata").path("annotations").path("eks.amazonaws.com/role-arn").asText()).orElse("");
        return new BackupStorage() {
            @Override
            public boolean may(String action, String object) {
                return new PodCredentials(world).may(action, name, "system:serviceaccount:%s:%s".formatted(namespace, account), role, object);
            }

            @Override
            public List<String> keys(String bucket, String prefix) {
                return world.s3().keys(bucket).stream().filter(key -> key.startsWith(prefix)).toList();
            }

            @Override
            public long size(String bucket, String key) {
                return world.s3().read(bucket, key).orElseThrow().size();
            }

            @Override
            public void copy(String fromBucket, String fromKey, String toBucket, String toKey) {
                world.s3().write(toBucket, toKey, world.s3().read(fromBucket, fromKey).orElseThrow());
            }

            @Override
            public String read(String bucket, String key) {
                return new String((byte[]) world.s3().read(bucket, key).orElseThrow().meaning(), StandardCharsets.UTF_8);
            }

            @Override
            public Binlog rows(String bucket, String key) {
                return (Binlog) world.s3().read(bucket, key).orElseThrow().meaning();
            }

            @Override
            public void remove(String bucket, String key) {
                world.s3().hide(bucket, key);
            }

            @Override
            public void write(String bucket, String key, String text) {
                world.s3().write(bucket, key, Content.of(text.getBytes(StandardCharsets.UTF_8)));
            }
        };
    }
}
