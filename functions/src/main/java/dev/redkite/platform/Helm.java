package dev.redkite.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;

/** Helm against one cluster. No call waits for readiness: a Lambda that ends meanwhile would leave the release pending. */
public interface Helm {

    /** What {@code helm status} reports; empty when there is no release of that name. */
    Optional<Release> findRelease(String namespace, String name);

    /** The definitions of custom resources that a chart brings, as YAML: an installation makes them, nothing ever changes them. */
    String definitions(Path chart);

    /** A new release; the namespace must exist. */
    Release install(String namespace, String name, Path chart, JsonNode values);

    /** A new revision with exactly these values. */
    Release upgrade(String namespace, String name, Path chart, JsonNode values);

    /** Nothing happens when there is no release of that name. */
    void uninstall(String namespace, String name);

    /** @param status Helm's word: deployed, failed, pending-install, pending-upgrade, uninstalling, … */
    record Release(String namespace, String name, int revision, String status, String chart) {}
}
