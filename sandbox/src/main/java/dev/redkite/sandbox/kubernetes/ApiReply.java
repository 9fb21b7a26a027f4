package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** What comes of a request; how it reaches the client is up to whoever took the request. */
sealed interface ApiReply {

    /** @param warnings what the server has to say besides */
    record Json(int code, ObjectNode body, List<String> warnings) implements ApiReply {}

    /** As the header has it: no agent is named (https://kubernetes.io/blog/2020/09/03/warnings/). */
    static String header(String warning) {
        return "299 - \"" + warning.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    record Text(int code, String contentType, byte[] body) implements ApiReply {}

    /** The connection ends without an answer. */
    record Dropped() implements ApiReply {}

    /** The connection becomes a tunnel to that listener, which is the pod's at that port; empty where nothing listens. */
    record Tunnel(Optional<InetSocketAddress> listener, int port) implements ApiReply {}
}
