package dev.redkite.kubernetes;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Something in a cluster of ours that somebody else made.
 *
 * @param holds what would be lost with it, in words
 * @param users what has to go before it can
 * @param moves what makes an end of it, in the order in which that works, as its owner would type it
 */
public record ForeignObject(Reference object, String holds, List<Reference> users, List<String> moves) {

    public ForeignObject {
        users = List.copyOf(users);
        moves = List.copyOf(moves);
    }

    /** One that has to be deleted, and before it what uses it. */
    static ForeignObject deleted(Reference object, String holds, List<Reference> users) {
        return new ForeignObject(object, holds, users,
                Stream.concat(users.stream(), Stream.of(object)).map(Reference::deletion).toList());
    }

    /** One that is not at its end before this is done too. */
    ForeignObject then(String move) {
        return new ForeignObject(object, holds, users, Stream.concat(moves.stream(), Stream.of(move)).toList());
    }

    /**
     * @param kind      as Kubernetes calls it, in the singular
     * @param namespace empty for what is in none
     */
    public record Reference(String kind, String namespace, String name) {

        private String deletion() {
            return "kubectl%s delete %s %s".formatted(
                    namespace.isEmpty() ? "" : " -n " + namespace, kind.toLowerCase(Locale.ROOT), name);
        }
    }

    @Override
    public String toString() {
        String used = users.isEmpty() ? "" : ", used by " + String.join(", ", users.stream()
                .map(user -> user.kind() + " " + user.name()).toList());
        return "%s %s%s (%s%s)".formatted(
                object.kind(), object.namespace().isEmpty() ? "" : object.namespace() + "/", object.name(), holds, used);
    }
}
