package dev.redkite.milvus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;

/** A tree of chart values, written by paths with dots as chart documentation prints them. */
final class ChartValues {

    private final ObjectNode tree = Json.object();

    /** @param value text, number, truth value, or anything that has a JSON form */
    ChartValues put(String path, Object value) {
        String[] names = path.split("\\.");
        ObjectNode parent = tree;
        for (int i = 0; i < names.length - 1; i++) {
            parent = parent.withObjectProperty(names[i]);
        }
        parent.set(names[names.length - 1], Json.tree(value));
        return this;
    }

    ObjectNode tree() {
        return tree;
    }
}
