package dev.redkite.sizing;

import dev.redkite.json.Json;
import java.util.List;

/** What runs in the cluster beside Milvus: {@code system-pods.json} beside this class, with sources. */
record SystemPods(List<PodRequest> onEveryNode, List<PodRequest> onceInCluster) {

    static SystemPods load() {
        return Json.read(SystemPods.class.getResourceAsStream("system-pods.json"), SystemPods.class);
    }
}
