package dev.redkite.sandbox.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.kubernetes.DirectApi;

/**
 * An object of a release, and where the cluster keeps its kind.
 *
 * @param path of all objects of that kind
 * @param namespace "" for cluster-wide objects
 * @param json as it is sent, namespace and Helm's marks included
 */
record ReleaseObject(Manifest manifest, String path, String namespace, boolean custom, ObjectNode json) {

    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    private static final String RELEASE_NAME = "meta.helm.sh/release-name";
    private static final String RELEASE_NAMESPACE = "meta.helm.sh/release-namespace";

    /** As the manifest has it. */
    static ReleaseObject of(Manifest manifest, Requests requests, String ofRelease) {
        String namespace = manifest.namespaceOr(ofRelease);
        DirectApi.Served served = requests.findServed(manifest.apiVersion(), manifest.kind(), namespace)
                .orElseThrow(() -> new HelmException(
                        "resource mapping not found for name: \"%s\" namespace: \"%s\" from \"\": no matches for kind \"%s\" in version \"%s\"\nensure CRDs are installed first"
                                .formatted(manifest.name(), manifest.json().at("/metadata/namespace").asText(),
                                        manifest.kind(), manifest.apiVersion())));
        ObjectNode json = manifest.json().deepCopy();
        if (served.namespaced()) {
            json.withObject("/metadata").put("namespace", namespace);
        }
        return new ReleaseObject(manifest, served.path(), served.namespaced() ? namespace : "", served.custom(), json);
    }

    /** With the marks by which Helm knows its own. */
    ReleaseObject marked(String release, String namespaceOfRelease) {
        ObjectNode marked = json.deepCopy();
        ObjectNode metadata = marked.withObject("/metadata");
        metadata.withObject("/labels").put(MANAGED_BY, "Helm");
        metadata.withObject("/annotations").put(RELEASE_NAME, release).put(RELEASE_NAMESPACE, namespaceOfRelease);
        return new ReleaseObject(manifest, path, namespace, custom, marked);
    }

    String name() {
        return manifest.name();
    }

    String kind() {
        return manifest.kind();
    }

    String itsPath() {
        return path + "/" + name();
    }

    boolean isSameAs(ReleaseObject other) {
        return itsPath().equals(other.itsPath());
    }

    /** Whether an upgrade that no longer renders it, and an uninstall, leave it. */
    boolean hasKeepPolicy(JsonNode asItIs) {
        return asItIs.path("metadata").path("annotations").path("helm.sh/resource-policy").asText().equals("keep");
    }

    /** @throws HelmException when the object that is there is not this release's */
    void requireOwned(JsonNode existing, String release, String namespaceOfRelease) {
        String violations = violation("label", existing.path("metadata").path("labels"), MANAGED_BY, "Helm")
                + violation("annotation", existing.path("metadata").path("annotations"), RELEASE_NAME, release)
                + violation("annotation", existing.path("metadata").path("annotations"), RELEASE_NAMESPACE, namespaceOfRelease);
        if (!violations.isEmpty()) {
            throw new HelmException("%s exists and cannot be imported into the current release: invalid ownership metadata%s"
                    .formatted(described(), violations));
        }
    }

    private static String violation(String what, JsonNode texts, String key, String wanted) {
        if (!texts.has(key)) {
            return "; %s validation error: missing key \"%s\": must be set to \"%s\"".formatted(what, key, wanted);
        }
        String actual = texts.path(key).asText();
        return actual.equals(wanted) ? "" : "; %s validation error: key \"%s\" must equal \"%s\": current value is \"%s\""
                .formatted(what, key, wanted, actual);
    }

    String described() {
        return "%s \"%s\" in namespace \"%s\"".formatted(kind(), name(), namespace);
    }
}
