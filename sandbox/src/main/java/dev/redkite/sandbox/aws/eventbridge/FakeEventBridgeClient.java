package dev.redkite.sandbox.aws.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.FakeService;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.*;

/** An event bus: keeps what was put on it and tells whoever listens. */
public final class FakeEventBridgeClient extends FakeService implements EventBridgeClient {

    /** One event as a rule's target would see it. */
    public record Event(String bus, String source, String detailType, JsonNode detail) {}

    /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size, as it long was: 256 KiB */
    private static final int LARGEST = 262_144;

    private final AccountRegion place;
    private final List<String> buses = new ArrayList<>(List.of("default"));
    private final List<Event> events = new ArrayList<>();
    private final List<Consumer<Event>> listeners = new ArrayList<>();

    public FakeEventBridgeClient(AccountRegion place) {
        this.place = place;
    }

    public void createBus(String name) {
        buses.add(name);
    }

    public void listen(Consumer<Event> listener) {
        listeners.add(listener);
    }

    public List<Event> events() {
        return List.copyOf(events);
    }

    @Override
    public PutEventsResponse putEvents(PutEventsRequest request) {
        if (request.entries().stream().mapToInt(FakeEventBridgeClient::size).sum() > LARGEST) {
            throw Errors.of("EventBridge", 400, "ValidationException", "Total size of the entries in the request is over the limit.");
        }
        List<PutEventsResultEntry> results = request.entries().stream().map(this::put).toList();
        return PutEventsResponse.builder()
                .failedEntryCount((int) results.stream().filter(result -> result.errorCode() != null).count())
                .entries(results)
                .build();
    }

    private static int size(PutEventsRequestEntry entry) {
        return Stream.of(entry.source(), entry.detailType(), entry.detail())
                .filter(Objects::nonNull)
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    private PutEventsResultEntry put(PutEventsRequestEntry entry) {
        String bus = entry.eventBusName() == null ? "default" : entry.eventBusName();
        if (!buses.contains(bus.replaceAll("^arn:.*/", ""))) {
            throw Errors.of("EventBridge", 400, "ResourceNotFoundException", "Event bus " + bus + " does not exist.");
        }
        if (entry.source() == null || entry.detailType() == null || entry.detail() == null) {
            return refused("InvalidArgument", "Parameter source, detailType or detail is not valid. Reason: it is required.");
        }
        if (entry.source().startsWith("aws.")) {
            return refused("NotAuthorizedForSourceException", "Not authorized for the source.");
        }
        try {
            Event event = new Event(bus, entry.source(), entry.detailType(), Json.parse(entry.detail()));
            events.add(event);
            listeners.forEach(listener -> listener.accept(event));
            return PutEventsResultEntry.builder().eventId(place.identifiers().uuid("event")).build();
        } catch (IllegalArgumentException _) {
            return refused("MalformedDetail", "Detail is malformed.");
        }
    }

    private static PutEventsResultEntry refused(String code, String message) {
        return PutEventsResultEntry.builder().errorCode(code).errorMessage(message).build();
    }
}
