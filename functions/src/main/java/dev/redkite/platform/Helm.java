package dev.redkite.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/** Helm against one cluster. No call waits for readiness: a Lambda that ends meanwhile would leave the release pending. */
public interface Helm {

    /** The definitions of custom resources that a chart brings, as YAML: an installation makes them, nothing ever changes them. */
    String definitions(Path chart);

    /** A new release; the namespace must exist. */
    void install(String namespace, String name, Path chart, JsonNode values);

    /** A new revision with exactly these values. */
    void upgrade(String namespace, String name, Path chart, JsonNode values);

    /** Nothing happens when there is no release of that name. */
    void uninstall(String namespace, String name);
}
