package dev.redkite.sandbox.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.kubernetes.ThreeWayMerge;
import dev.redkite.sandbox.kubernetes.schema.PublishedSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Helm's Kubernetes client does with the objects of a release
 * (https://github.com/helm/helm/blob/release-3.19/pkg/kube/client.go), except that it goes through the objects of one
 * kind in their order where Helm takes them all at once, and that it patches by RFC 7396 what Helm patches strategically:
 * the result and the path are the same.
 */
record ReleaseObjects(Requests requests, String namespace, String release) {

    private static final JsonNode IN_BACKGROUND = Json.object().put("propagationPolicy", "Background");

    List<ReleaseObject> built(List<Manifest> manifests) {
        return manifests.stream().map(manifest -> ReleaseObject.of(manifest, requests, namespace)).toList();
    }

    List<ReleaseObject> marked(List<ReleaseObject> objects) {
        return objects.stream().map(object -> object.marked(release, namespace)).toList();
    }

    /** Definitions that are there already are left as they are. */
    void define(List<Manifest> definitions) {
        for (ReleaseObject definition : built(definitions)) {
            try {
                requests.createManaged(definition.path(), definition.json());
                requests.get(definition.itsPath());
            } catch (HelmException e) {
                if (!e.alreadyExists()) {
                    throw e.within("failed to install CRD " + definition.name());
                }
            }
        }
    }

    /** Those of the objects that exist, and may be adopted. */
    List<ReleaseObject> existing(List<ReleaseObject> objects) {
        List<ReleaseObject> existing = new ArrayList<>();
        for (ReleaseObject object : objects) {
            Optional<ObjectNode> found = find(object, "could not get information about the resource " + object.described());
            found.ifPresent(json -> {
                object.requireOwned(json, release, namespace);
                existing.add(object);
            });
        }
        return existing;
    }

    private Optional<ObjectNode> find(ReleaseObject object, String doing) {
        try {
            return Optional.of(requests.get(object.itsPath()));
        } catch (HelmException e) {
            if (e.notFound()) {
                return Optional.empty();
            }
            throw e.within(doing);
        }
    }

    /** Goes on after a failure, and tells all of them in the end. */
    void create(List<ReleaseObject> objects) {
        List<String> errors = new ArrayList<>();
        for (ReleaseObject object : objects) {
            try {
                requests.createManaged(object.path(), object.json());
            } catch (HelmException e) {
                errors.add(e.getMessage());
            }
        }
        if (!errors.isEmpty()) {
            throw new HelmException("%s occurred:\n\t* %s\n\n".formatted(
                    errors.size() == 1 ? "1 error" : errors.size() + " errors", String.join("\n\t* ", errors)));
        }
    }

    /** Creates what is missing, patches what differs, goes on after a failed patch, and removes what is no longer wanted. */
    void update(List<ReleaseObject> original, List<ReleaseObject> target) {
        List<String> errors = new ArrayList<>();
        for (ReleaseObject object : target) {
            if (find(object, "could not get information about the resource").isEmpty()) {
                HelmException.within("failed to create resource", () -> requests.createManaged(object.path(), object.json()));
                continue;
            }
            ReleaseObject earlier = original.stream().filter(object::isSameAs).findFirst().orElseThrow(() -> new HelmException(
                    "no %s with the name \"%s\" found".formatted(object.kind(), object.name())));
            try {
                patch(earlier, object);
            } catch (HelmException e) {
                errors.add(e.getMessage());
            }
        }
        if (!errors.isEmpty()) {
            throw new HelmException(String.join(" && ", errors));
        }
        original.stream().filter(object -> target.stream().noneMatch(object::isSameAs)).forEach(this::removeLogged);
    }

    private void patch(ReleaseObject earlier, ReleaseObject object) {
        ObjectNode current = find(object, "failed to create patch: unable to get data for current object " + object.namespace()
                + "/" + object.name()).orElseGet(Json::object);
        ObjectNode patch = object.custom() || !PublishedSchema.canRead(object.json())
                ? ThreeWayMerge.difference(earlier.json(), object.json())
                : ThreeWayMerge.patch(earlier.json(), object.json(), current);
        if (patch.isEmpty() && (object.custom() || !ThreeWayMerge.takesBack(earlier.json(), object.json()))) {
            HelmException.within("failed to refresh resource information", () -> requests.get(object.itsPath()));
        } else {
            HelmException.within("cannot patch \"%s\" with kind %s".formatted(object.name(), object.kind()),
                    () -> requests.patch(object.itsPath(), patch));
        }
    }

    /** Helm only logs what it could not remove. */
    private void removeLogged(ReleaseObject object) {
        try {
            if (!object.hasKeepPolicy(requests.get(object.itsPath()))) {
                requests.delete(object.itsPath(), IN_BACKGROUND);
            }
        } catch (HelmException logged) {
            System.getLogger(ReleaseObjects.class.getName()).log(System.Logger.Level.DEBUG, "failed to delete", logged);
        }
    }

    /** False when something could not be removed, which Helm does not name. */
    boolean remove(List<ReleaseObject> objects) {
        boolean removed = true;
        for (ReleaseObject object : objects) {
            try {
                requests.delete(object.itsPath(), IN_BACKGROUND);
            } catch (HelmException e) {
                removed &= e.notFound();
            }
        }
        return removed;
    }
}
