package dev.redkite.sandbox.helm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Secrets in which Helm keeps one release
 * (https://github.com/helm/helm/blob/release-3.19/pkg/storage/driver/secrets.go).
 */
record StoredReleases(Requests requests, InstantSource time, String namespace, String name) {

    /** What Helm must find to render that revision: nothing for the first, else one that is deployed and empty. */
    static List<ObjectNode> before(String namespace, String name, int revision) {
        if (revision == 1) {
            return List.of();
        }
        Rendering nothing = new Rendering(Json.object().put("name", name).put("version", "0.0.0").put("apiVersion", "v2"), "",
                List.of(), Map.of());
        return List.of(secret(name, StoredRelease.begun(namespace, name, nothing, Json.object(), "deployed", revision - 1, Instant.EPOCH)));
    }

    /** The oldest revision first. */
    List<StoredRelease> history() {
        return query("name=" + name + ",owner=helm");
    }

    Optional<StoredRelease> findDeployed() {
        List<StoredRelease> deployed = query("name=" + name + ",owner=helm,status=deployed");
        return deployed.isEmpty() ? Optional.empty() : Optional.of(deployed.getLast());
    }

    private List<StoredRelease> query(String labels) {
        return HelmException.within("query: failed to query with labels", () -> requests.list(path(), labels).path("items")
                .valueStream()
                .map(StoredRelease::read)
                .sorted(Comparator.comparingInt(StoredRelease::revision))
                .toList());
    }

    void create(StoredRelease release) {
        ObjectNode secret = secret(name, release);
        ObjectNode labels = secret.withObject("/metadata/labels").put("createdAt", seconds());
        if (release.revision() > 1) {
            labels.put("modifiedAt", seconds()); // Helm takes it over from the revision before.
        }
        try {
            requests.create(path(), secret);
        } catch (HelmException e) {
            throw e.alreadyExists() ? new HelmException("release: already exists") : e.within("create: failed to create");
        }
    }

    void update(StoredRelease release) {
        ObjectNode secret = secret(name, release);
        secret.withObject("/metadata/labels").put("modifiedAt", seconds());
        HelmException.within("update: failed to update", () -> requests.replace(path() + "/" + release.key(), secret));
    }

    /** What Helm does where another error is on its way already, or where it only writes to its log. */
    void updateQuietly(StoredRelease release) {
        try {
            update(release);
        } catch (HelmException logged) {
            System.getLogger(StoredReleases.class.getName())
                    .log(System.Logger.Level.DEBUG, "failed to record the release", logged);
        }
    }

    /** Looks at the Secret before it deletes it. */
    void delete(StoredRelease release) {
        String path = path() + "/" + release.key();
        try {
            requests.get(path);
        } catch (HelmException e) {
            throw e.notFound()
                    ? new HelmException("release: not found")
                    : e.within("get: failed to get \"" + release.key() + "\"");
        }
        requests.delete(path, Json.object().put("apiVersion", "v1").put("kind", "DeleteOptions"));
    }

    private static ObjectNode secret(String name, StoredRelease release) {
        ObjectNode secret = Json.object().put("apiVersion", "v1").put("kind", "Secret").put("type", "helm.sh/release.v1");
        secret.withObject("/metadata").put("name", release.key());
        secret.withObject("/metadata/labels")
                .put("name", name)
                .put("owner", "helm")
                .put("status", release.status())
                .put("version", Integer.toString(release.revision()));
        secret.withObject("/data").put("release", release.packed());
        return secret;
    }

    private String seconds() {
        return Long.toString(time.instant().getEpochSecond());
    }

    private String path() {
        return "/api/v1/namespaces/" + namespace + "/secrets";
    }
}
