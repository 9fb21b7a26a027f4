package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What the cluster holds, and what it has held since the beginning.
 *
 * <p>Versions of one custom type share their objects, as on a real server. Callers hold the cluster's lock.
 */
final class ObjectStore {

    private record Key(String namespace, String name) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byNamespace = namespace.compareTo(other.namespace);
            return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
        }
    }

    private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private final String cluster;
    private final InstantSource time;
    private final Map<String, Map<Key, KubernetesObject>> objects = new TreeMap<>();
    /** What was asked for since that type's last change; every controller asks for it at every look. */
    private final Map<String, List<KubernetesObject>> listed = new HashMap<>();
    private List<KubernetesObject> everything = List.of();
    private long everythingOf;
    private final List<KubernetesObject> recorded = new ArrayList<>();
    private final List<Consumer<KubernetesObject>> watchers = new ArrayList<>();
    private final Map<String, Long> versions = new HashMap<>();
    private long resourceVersion = 1;
    private long made;

    ObjectStore(String cluster, InstantSource time) {
        this.cluster = cluster;
        this.time = time;
    }

    long resourceVersion() {
        return resourceVersion;
    }

    /** The version of the last change to an object of those types; of the last change at all when none is named. */
    long versionOf(Set<String> qualifiedPlurals) {
        if (qualifiedPlurals.isEmpty()) {
            return resourceVersion;
        }
        long version = 0;
        for (String type : qualifiedPlurals) {
            version = Math.max(version, versions.getOrDefault(type, 0L));
        }
        return version;
    }

    /** Now, as objects carry it: to the second. */
    String timestamp() {
        return time.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The same list again as long as nothing of that type has changed. */
    List<KubernetesObject> list(String qualifiedPlural) {
        return listed.computeIfAbsent(qualifiedPlural, type -> List.copyOf(objects.getOrDefault(type, Map.of()).values()));
    }

    List<KubernetesObject> list(String qualifiedPlural, String namespace) {
        return list(qualifiedPlural).stream()
                .filter(object -> object.namespace().equals(namespace))
                .toList();
    }

    /** Those whose deletion nobody has asked for. */
    List<KubernetesObject> living(String qualifiedPlural) {
        return list(qualifiedPlural).stream().filter(object -> !object.deleting()).toList();
    }

    List<KubernetesObject> everything() {
        if (everythingOf != resourceVersion) {
            everything = objects.values().stream().map(Map::values).flatMap(Collection::stream).toList();
            everythingOf = resourceVersion;
        }
        return everything;
    }

    Optional<KubernetesObject> find(String qualifiedPlural, String namespace, String name) {
        return Optional.ofNullable(
                objects.getOrDefault(qualifiedPlural, Map.of()).get(new Key(namespace, name)));
    }

    /** The object as it is now, if it is still there. */
    Optional<KubernetesObject> find(KubernetesObject earlier) {
        return find(earlier.type().qualifiedPlural(), earlier.namespace(), earlier.name())
                .filter(found -> found.uid().equals(earlier.uid()));
    }

    /** Stores a new object under a uid and version of its own; a generated name is completed. */
    KubernetesObject add(ResourceType type, ObjectNode json) {
        made++;
        KubernetesObject object = drafted(type, json);
        if (find(type.qualifiedPlural(), object.namespace(), object.name()).isPresent()) {
            throw StatusException.alreadyExists(type, object.name());
        }
        return put(object);
    }

    /** What the next object would become. */
    KubernetesObject drafted(ResourceType type, ObjectNode json) {
        ObjectNode metadata = Json.objectAt(json, "metadata");
        if (Json.text(metadata, "name").isEmpty()) {
            metadata.put("name", Json.text(metadata, "generateName") + suffix(made));
        }
        metadata.put("uid", UUID.nameUUIDFromBytes((cluster + "/" + made).getBytes(StandardCharsets.UTF_8))
                .toString());
        metadata.put("creationTimestamp", timestamp());
        if (type.hasGeneration()) {
            metadata.put("generation", 1);
        }
        return new KubernetesObject(type, json);
    }

    /** Changes a copy; when that differs, it takes the object's place under a new version. */
    KubernetesObject change(KubernetesObject object, Consumer<ObjectNode> change) {
        KubernetesObject current = require(object);
        ObjectNode copy = current.json().deepCopy();
        change.accept(copy);
        return replace(current, copy);
    }

    /**
     * As {@link #change}, for what only tells how an object fares: the change may touch its metadata and status, all else
     * is the stored object's own. Controllers report at every look, and mostly what they have reported before.
     */
    KubernetesObject report(KubernetesObject object, Consumer<ObjectNode> change) {
        KubernetesObject current = require(object);
        ObjectNode copy = Json.object();
        copy.setAll(current.json());
        for (String part : List.of("metadata", "status")) {
            if (copy.path(part) instanceof ObjectNode own) {
                copy.set(part, own.deepCopy());
            }
        }
        change.accept(copy);
        return replace(current, copy);
    }

    private KubernetesObject require(KubernetesObject object) {
        return find(object).orElseThrow(() -> StatusException.notFound(object.type(), object.name()));
    }

    KubernetesObject replace(KubernetesObject current, ObjectNode json) {
        if (json.equals(current.json())) {
            return current;
        }
        if (current.type().hasGeneration() && !restOf(json).equals(restOf(current.json()))) {
            Json.objectAt(json, "metadata").put("generation", current.generation() + 1);
        }
        return put(new KubernetesObject(current.type(), json));
    }

    /** What raises the generation: the spec, and everything of types without one, such as roles. */
    private static ObjectNode restOf(ObjectNode json) {
        ObjectNode rest = Json.object();
        rest.setAll(json);
        return rest.without(List.of("metadata", "status", "apiVersion"));
    }

    void remove(KubernetesObject object) {
        Map<Key, KubernetesObject> ofType = objects.getOrDefault(object.type().qualifiedPlural(), Map.of());
        if (ofType.remove(new Key(object.namespace(), object.name())) != null) {
            record(object);
            listed.remove(object.type().qualifiedPlural());
        }
    }

    /** Gives every state of every object, from the beginning on. */
    void watch(Consumer<KubernetesObject> watcher) {
        recorded.forEach(watcher);
        watchers.add(watcher);
    }

    private KubernetesObject put(KubernetesObject object) {
        KubernetesObject put = record(object);
        objects.computeIfAbsent(object.type().qualifiedPlural(), type -> new TreeMap<>())
                .put(new Key(object.namespace(), object.name()), put);
        listed.remove(object.type().qualifiedPlural());
        return put;
    }

    private KubernetesObject record(KubernetesObject object) {
        resourceVersion++;
        versions.put(object.type().qualifiedPlural(), resourceVersion);
        KubernetesObject now = new KubernetesObject(object.type(), ofVersion(object.json(), resourceVersion));
        recorded.add(now);
        watchers.forEach(watcher -> watcher.accept(now));
        return now;
    }

    /** Shares everything below with that object, which nobody changes in place. */
    private static ObjectNode ofVersion(ObjectNode object, long version) {
        ObjectNode metadata = Json.object();
        metadata.setAll((ObjectNode) object.path("metadata"));
        ObjectNode json = Json.object();
        json.setAll(object);
        return json.set("metadata", metadata.put("resourceVersion", Long.toString(version)));
    }

    private static String suffix(long number) {
        StringBuilder suffix = new StringBuilder();
        long rest = number * 7_919_173L;
        for (int i = 0; i < 5; i++) {
            suffix.append(SUFFIX_LETTERS.charAt((int) (rest % SUFFIX_LETTERS.length())));
            rest /= SUFFIX_LETTERS.length();
        }
        return suffix.toString();
    }
}
