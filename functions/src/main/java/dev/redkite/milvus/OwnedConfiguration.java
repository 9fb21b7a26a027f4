package dev.redkite.milvus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys of Milvus' own configuration that Redkite writes, and what to use instead. Milvus takes no notice of upper and
 * lower case, of {@code _}, of {@code /} and of where the dots are
 * (https://github.com/milvus-io/milvus/blob/v2.6.0/pkg/config/config.go, {@code formatKey}), so neither do we:
 * {@code KAFKA: {broker_list: x}} is Kafka's list of brokers too.
 */
final class OwnedConfiguration {

    /** Below these paths are the names of all collections. */
    private static final String ELSEWHERE = "nothing: a Milvus that looks elsewhere finds none of its data";

    private static final Map<String, String> KEYS = new TreeMap<>(Map.ofEntries(
            Map.entry("msgChannel.chanNamePrefix.cluster", OwnedKeys.NOTHING),
            Map.entry("common.security.authorizationEnabled", "milvus.authentication"),
            Map.entry("kafka", "kafka"),
            Map.entry("minio", "storage"),
            Map.entry("common.storageType", "nothing: what pods keep on their own disks goes with them"),
            Map.entry("mq.type", OwnedKeys.NOTHING),
            Map.entry("common.security.tlsMode", OwnedKeys.PLAIN),
            Map.entry("tls", OwnedKeys.PLAIN),
            Map.entry("proxy.port", "nothing: load balancer, Attu and health probe come to 19530"),
            Map.entry("metastore.type", OwnedKeys.NOTHING),
            Map.entry("etcd.endpoints", OwnedKeys.NOTHING),
            Map.entry("etcd.use.embed", OwnedKeys.NOTHING),
            Map.entry("etcd.auth", OwnedKeys.NOTHING),
            Map.entry("etcd.ssl", OwnedKeys.NOTHING),
            Map.entry("etcd.rootPath", ELSEWHERE),
            Map.entry("etcd.metaSubPath", ELSEWHERE),
            Map.entry("etcd.kvSubPath", ELSEWHERE)));

    private OwnedConfiguration() {}

    /** A sentence for every owned key that is set, the path in the user's own spelling. @param root the path of the file */
    static List<String> violations(ObjectNode configuration, String root) {
        List<String> violations = new ArrayList<>();
        search(configuration, List.of(), root, violations);
        return violations;
    }

    private static void search(JsonNode node, List<String> path, String root, List<String> violations) {
        node.properties().forEach(member -> {
            List<String> names = new ArrayList<>(path);
            names.add(member.getKey());
            String instead = instead(names, member.getValue());
            if (instead != null) {
                violations.add("%s.%s is owned by Redkite; %s".formatted(root, String.join(".", names), OwnedKeys.advice(instead)));
            } else {
                search(member.getValue(), names, root, violations);
            }
        });
    }

    /** A value on the way to an owned key, such as {@code etcd: null}, would wipe it out as well; none when it is the user's. */
    private static @Nullable String instead(List<String> names, JsonNode value) {
        String written = spelled(String.join(".", names));
        for (Map.Entry<String, String> owned : KEYS.entrySet()) {
            boolean below = written.startsWith(spelled(owned.getKey()));
            boolean above = !value.isObject() && onTheWay(written, owned.getKey());
            if (below || above) {
                return owned.getValue();
            }
        }
        return null;
    }

    private static boolean onTheWay(String written, String owned) {
        for (int dot = owned.indexOf('.'); dot >= 0; dot = owned.indexOf('.', dot + 1)) {
            if (written.equals(spelled(owned.substring(0, dot)))) {
                return true;
            }
        }
        return false;
    }

    /** As Milvus compares keys. */
    private static String spelled(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[/_.]", "");
    }
}
