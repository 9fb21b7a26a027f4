package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An object as it is stored. It is never changed in place: {@link ObjectStore#change} puts a changed copy in its place. So what
 * every controller asks of every object at every look is read once.
 */
final class KubernetesObject {

    record Owner(String kind, String name, String uid, boolean controller, boolean blocksDeletion) {}

    private final ResourceType type;
    private final ObjectNode json;
    private final String name;
    private final String namespace;
    private final String uid;
    private final boolean deleting;
    private @Nullable Map<String, String> labels;
    private @Nullable List<Owner> owners;

    KubernetesObject(ResourceType type, ObjectNode json) {
        JsonNode metadata = json.path("metadata");
        this.type = type;
        this.json = json;
        name = metadata.path("name").asText("");
        namespace = metadata.path("namespace").asText("");
        uid = metadata.path("uid").asText("");
        deleting = metadata.hasNonNull("deletionTimestamp");
    }

    ResourceType type() {
        return type;
    }

    ObjectNode json() {
        return json;
    }

    String name() {
        return name;
    }

    String namespace() {
        return namespace;
    }

    String uid() {
        return uid;
    }

    String resourceVersion() {
        return Json.text(json, "metadata", "resourceVersion");
    }

    long generation() {
        return at("metadata", "generation").asLong();
    }

    Map<String, String> labels() {
        if (labels == null) {
            labels = Collections.unmodifiableMap(Json.strings(at("metadata", "labels")));
        }
        return labels;
    }

    String annotation(String name) {
        return at("metadata", "annotations").path(name).asText("");
    }

    List<String> finalizers() {
        return Json.texts(at("metadata", "finalizers"));
    }

    boolean deleting() {
        return deleting;
    }

    Instant deletedAt() {
        return Instant.parse(text("metadata", "deletionTimestamp"));
    }

    List<Owner> owners() {
        if (owners == null) {
            owners = readOwners();
        }
        return owners;
    }

    private List<Owner> readOwners() {
        return stream("metadata", "ownerReferences")
                .map(owner -> new Owner(
                        owner.path("kind").asText(),
                        owner.path("name").asText(),
                        owner.path("uid").asText(),
                        owner.path("controller").asBoolean(),
                        owner.path("blockOwnerDeletion").asBoolean()))
                .toList();
    }

    boolean ownedBy(KubernetesObject owner) {
        for (Owner reference : owners()) {
            if (reference.uid().equals(owner.uid)) {
                return true;
            }
        }
        return false;
    }

    Optional<Owner> findController() {
        return owners().stream().filter(Owner::controller).findFirst();
    }

    /** Whether that condition is "True". */
    boolean hasCondition(String conditionType) {
        for (JsonNode condition : at("status", "conditions")) {
            if (condition.path("type").asText().equals(conditionType) && condition.path("status").asText().equals("True")) {
                return true;
            }
        }
        return false;
    }

    JsonNode at(String... path) {
        return Json.at(json, path);
    }

    String text(String... path) {
        return Json.text(json, path);
    }

    Stream<JsonNode> stream(String... path) {
        return at(path).valueStream();
    }
}
