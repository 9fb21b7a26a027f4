package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetSocketAddress;

/** What comes of a request; how it reaches the client is up to whoever took the request. */
sealed interface ApiReply {

    record Json(int code, ObjectNode body) implements ApiReply {}

    record Text(int code, String contentType, byte[] body) implements ApiReply {}

    /** The connection ends without an answer. */
    record Dropped() implements ApiReply {}

    record Watch(WatchStream stream) implements ApiReply {}

    /** The connection becomes a tunnel to that listener, which is the pod's at that port. */
    record Tunnel(InetSocketAddress listener, int port) implements ApiReply {}
}
