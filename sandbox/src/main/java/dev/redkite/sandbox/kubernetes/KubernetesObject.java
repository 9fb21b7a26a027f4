package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An object as it is stored. It is never changed in place: {@link ObjectStore#change} puts a changed copy in its place. */
record KubernetesObject(ResourceType type, ObjectNode json) {

    record Owner(String kind, String name, String uid, boolean controller, boolean blocksDeletion) {}

    String name() {
        return Json.text(json, "metadata", "name");
    }

    String namespace() {
        return Json.text(json, "metadata", "namespace");
    }

    String uid() {
        return Json.text(json, "metadata", "uid");
    }

    String resourceVersion() {
        return Json.text(json, "metadata", "resourceVersion");
    }

    long generation() {
        return at("metadata", "generation").asLong();
    }

    Map<String, String> labels() {
        return Json.strings(at("metadata", "labels"));
    }

    String annotation(String name) {
        return at("metadata", "annotations").path(name).asText("");
    }

    List<String> finalizers() {
        return Json.texts(at("metadata", "finalizers"));
    }

    boolean deleting() {
        return at("metadata").hasNonNull("deletionTimestamp");
    }

    Instant deletedAt() {
        return Instant.parse(text("metadata", "deletionTimestamp"));
    }

    List<Owner> owners() {
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
        return owners().stream().anyMatch(reference -> reference.uid().equals(owner.uid()));
    }

    Optional<Owner> findController() {
        return owners().stream().filter(Owner::controller).findFirst();
    }

    /** Whether that condition is "True". */
    boolean hasCondition(String conditionType) {
        return stream("status", "conditions")
                .anyMatch(condition -> condition.path("type").asText().equals(conditionType)
                        && condition.path("status").asText().equals("True"));
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
