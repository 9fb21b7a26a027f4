package dev.redkite.sizing;

import dev.redkite.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** What runs in the cluster beside Milvus: {@code system-pods.json} beside this class, with sources. */
record SystemPods(List<PodRequest> onEveryNode, List<PodRequest> onceInCluster) {

    static SystemPods load() {
        try (InputStream stream = SystemPods.class.getResourceAsStream("system-pods.json")) {
            return Json.read(stream, SystemPods.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
