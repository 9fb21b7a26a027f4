package dev.redkite.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who has an environment torn down says of its data.
 *
 * @param removes whether the bucket goes too, if Redkite made it
 * @param keeps   whether what Milvus holds comes back with the environment's next life; where nothing is said, Admission decides
 */
public record DataChoice(boolean removes, @Nullable Boolean keeps) {

    ObjectNode put(ObjectNode input) {
        input.put("removeData", removes);
        return keeps == null ? input : input.put("keepData", keeps);
    }
}
