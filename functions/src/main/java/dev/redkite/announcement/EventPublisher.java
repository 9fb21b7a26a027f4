package dev.redkite.announcement;

import dev.redkite.failure.Transient;
import dev.redkite.json.Json;
import dev.redkite.platform.Platform;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/**
 * Word to the event bus of what happened, from source {@code redkite}. The form of each detail is
 * {@code dev/redkite/event/*.schema.json}.
 */
public record EventPublisher(EventBridgeClient eventBridge, String bus) {

    public static EventPublisher of(Platform platform) {
        return new EventPublisher(platform.aws(EventBridgeClient.class), platform.deployment().eventBus());
    }

    /** PutEvents answers 200 even when it took nothing, so its count is read. */
    public void announce(String detailType, Object detail) {
        PutEventsResponse answer = eventBridge.putEvents(request -> request.entries(PutEventsRequestEntry.builder()
                .eventBusName(bus).source("redkite").detailType(detailType).detail(Json.text(detail)).build()));
        if (answer.failedEntryCount() != null && answer.failedEntryCount() > 0) {
            throw new Transient("EventBridge did not take the event %s: %s"
                    .formatted(detailType, answer.entries().getFirst().errorMessage()));
        }
    }
}
