package dev.redkite.stage;

import dev.redkite.environment.Ownership;
import dev.redkite.failure.Failures;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A change that its service began and gave up. The resource is as it was, so nothing but the service's record of changes
 * tells of it, and whoever compares alone would send it again for ever.
 *
 * @param id       what the service calls the change; no longer than a tag's value
 * @param reason   names the resource and quotes the service
 * @param repeated whether the one before failed too
 */
public record FailedUpdate(String id, String reason, boolean repeated) {

    /**
     * Leaves with its reason, unless that was told before: whoever calls again then, the machine or whoever has mended the
     * cause and redrives, wants the change tried again. What was told is remembered on the resource.
     *
     * @throws dev.redkite.failure.ResourceFailed when it is worth another try
     * @throws dev.redkite.failure.StageBroken    when it is not before somebody has acted
     */
    public void tell(Map<String, String> tags, Consumer<Map<String, String>> remember) {
        if (!id.equals(tags.get(Ownership.FAILED_UPDATE))) {
            remember.accept(Map.of(Ownership.FAILED_UPDATE, id));
            throw Failures.ofUpdate(reason, repeated);
        }
    }
}
