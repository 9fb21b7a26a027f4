package dev.redkite.sandbox.kubernetes.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of a body when the API server reads it into the type that the path names.
 *
 * @param unreadable why it cannot be read at all, in the server's words
 * @param unknown    members that no type has, as paths, in the order of the body; they are taken out of it
 * @param shortcomings what validation finds by the schema alone, once defaults are set
 */
public record Decoded(Optional<String> unreadable, List<String> unknown, List<Shortcoming> shortcomings) {

    /** Nothing to say against it. */
    public static final Decoded GOOD = new Decoded(Optional.empty(), List.of(), List.of());

    /** Something that must be there and is not, or that is none of what it may be. */
    public sealed interface Shortcoming {

        /** Such as {@code spec.containers[0].image}. */
        String path();

        /** @param member of its type, such as {@code Container.image} */
        record Missing(String path, String member) implements Shortcoming {}

        record Unsupported(String path, String member, String value, List<String> supported) implements Shortcoming {}
    }

    /** @param body changed in place: unknown members are taken out */
    public static Decoded of(Definition type, ObjectNode body) {
        Set<ValidationMessage> messages = PublishedSchema.violations(type, body);
        if (messages.isEmpty()) {
            return GOOD;
        }
        List<Place> places = messages.stream().map(message -> Place.of(type, body, message))
                .sorted(Comparator.comparing(Place::order, Arrays::compare)).toList();
        Optional<String> unreadable = places.stream().flatMap(place -> place.unreadable().stream()).findFirst();
        List<String> unknown = new ArrayList<>();
        List<Shortcoming> shortcomings = new ArrayList<>();
        for (Place place : places) {
            switch (place.message().getType()) {
                case "additionalProperties" -> {
                    unknown.add(place.path());
                    ((ObjectNode) place.parent()).remove(place.message().getProperty());
                }
                case "required", "minLength" -> place.missing().ifPresent(shortcomings::add);
                case "enum" -> place.unsupported().ifPresent(shortcomings::add);
                default -> { }
            }
        }
        return new Decoded(unreadable, unknown, shortcomings);
    }
}
