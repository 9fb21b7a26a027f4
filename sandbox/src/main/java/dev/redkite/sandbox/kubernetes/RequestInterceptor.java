package dev.redkite.sandbox.kubernetes;

import java.util.Optional;
import java.util.Set;

/** Sees every request to a cluster, and may make it fail: for traces, counts and injected faults. */
public interface RequestInterceptor {

    /**
     * @param verb as access rules name it: get, list, watch, create, update, patch, delete, deletecollection
     * @param path without the query
     * @param name of the object, from the path or, at its creation, from the body; empty for lists
     * @param body as it came; empty for none
     */
    record Request(String cluster, String verb, String path, String name, String userAgent, byte[] body) {

        private static final Set<String> READS = Set.of("get", "list", "watch");

        public boolean reads() {
            return READS.contains(verb);
        }

        /** The path, with the name of what a create is about, which the path does not have yet. */
        public String target() {
            return verb.equals("create") ? path + "/" + name : path;
        }
    }

    /** Whether the network lets the request through to the server at all. */
    default boolean reaches(Request request) {
        return true;
    }

    /** Before anything happens: an exception given here is answered in place of the effect. */
    default Optional<StatusException> before(Request request) {
        return Optional.empty();
    }

    /** After the effect: false drops the connection without an answer. */
    default boolean after(Request request, int statusCode) {
        return true;
    }
}
